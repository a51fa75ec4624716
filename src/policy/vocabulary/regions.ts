export type Partition = 'aws' | 'aws-cn' | 'aws-us-gov' | 'aws-iso' | 'aws-iso-b';

/** The regions that have Glacier vaults. Newer regions have none (AWS general reference: Glacier endpoints). */
const regionsOfPartitions: Readonly<Record<Partition, readonly string[]>> = {
  aws: [
    'af-south-1',
    'ap-east-1',
    'ap-northeast-1',
    'ap-northeast-2',
    'ap-northeast-3',
    'ap-south-1',
    'ap-southeast-1',
    'ap-southeast-2',
    'ap-southeast-3',
    'ca-central-1',
    'eu-central-1',
    'eu-north-1',
    'eu-south-1',
    'eu-west-1',
    'eu-west-2',
    'eu-west-3',
    'me-south-1',
    'sa-east-1',
    'us-east-1',
    'us-east-2',
    'us-west-1',
    'us-west-2',
  ],
  'aws-cn': ['cn-north-1', 'cn-northwest-1'],
  'aws-us-gov': ['us-gov-east-1', 'us-gov-west-1'],
  'aws-iso': ['us-iso-east-1', 'us-iso-west-1'],
  'aws-iso-b': ['us-isob-east-1'],
};

export const partitions: readonly Partition[] = ['aws', 'aws-cn', 'aws-us-gov', 'aws-iso', 'aws-iso-b'];

export interface Region {
  readonly name: string;
  readonly partition: Partition;
}

export const regions: readonly Region[] = partitions.flatMap((partition) =>
  regionsOfPartitions[partition].map((name) => ({ name, partition })),
);

const byName = new Map(regions.map((region) => [region.name, region]));

/** The region of that name if it has Glacier vaults. Region names are lower case. */
export function findRegion(name: string): Region | undefined {
  return byName.get(name);
}
