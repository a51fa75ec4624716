export type Partition = 'aws' | 'aws-cn' | 'aws-us-gov' | 'aws-iso' | 'aws-iso-b';

/** The regions that have Glacier vaults, by name. Newer regions have none (AWS general reference: Glacier endpoints). */
const regionsOfPartitions: Readonly<Record<Partition, Readonly<Record<string, string>>>> = {
  aws: {
    'af-south-1': 'Africa (Cape Town)',
    'ap-east-1': 'Asia Pacific (Hong Kong)',
    'ap-northeast-1': 'Asia Pacific (Tokyo)',
    'ap-northeast-2': 'Asia Pacific (Seoul)',
    'ap-northeast-3': 'Asia Pacific (Osaka)',
    'ap-south-1': 'Asia Pacific (Mumbai)',
    'ap-southeast-1': 'Asia Pacific (Singapore)',
    'ap-southeast-2': 'Asia Pacific (Sydney)',
    'ap-southeast-3': 'Asia Pacific (Jakarta)',
    'ca-central-1': 'Canada (Central)',
    'eu-central-1': 'Europe (Frankfurt)',
    'eu-north-1': 'Europe (Stockholm)',
    'eu-south-1': 'Europe (Milan)',
    'eu-west-1': 'Europe (Ireland)',
    'eu-west-2': 'Europe (London)',
    'eu-west-3': 'Europe (Paris)',
    'me-south-1': 'Middle East (Bahrain)',
    'sa-east-1': 'South America (São Paulo)',
    'us-east-1': 'US East (N. Virginia)',
    'us-east-2': 'US East (Ohio)',
    'us-west-1': 'US West (N. California)',
    'us-west-2': 'US West (Oregon)',
  },
  'aws-cn': {
    'cn-north-1': 'China (Beijing)',
    'cn-northwest-1': 'China (Ningxia)',
  },
  'aws-us-gov': {
    'us-gov-east-1': 'AWS GovCloud (US-East)',
    'us-gov-west-1': 'AWS GovCloud (US-West)',
  },
  'aws-iso': {
    'us-iso-east-1': 'US ISO East',
    'us-iso-west-1': 'US ISO West',
  },
  'aws-iso-b': {
    'us-isob-east-1': 'US ISOB East (Ohio)',
  },
};

export const partitions: readonly Partition[] = ['aws', 'aws-cn', 'aws-us-gov', 'aws-iso', 'aws-iso-b'];

export interface Region {
  readonly name: string;
  readonly partition: Partition;
  /** As AWS calls it: `Europe (Frankfurt)`. */
  readonly place: string;
}

export const regions: readonly Region[] = partitions.flatMap((partition) =>
  Object.entries(regionsOfPartitions[partition]).map(([name, place]) => ({ name, partition, place })),
);

const byName = new Map(regions.map((region) => [region.name, region]));

/** The region of that name if it has Glacier vaults. Region names are lower case. */
export function findRegion(name: string): Region | undefined {
  return byName.get(name);
}

/** Regions of AWS in which there are no vaults (AWS general reference, "AWS Regions" without those above). */
const withoutVaults: ReadonlySet<string> = new Set([
  'ap-east-2',
  'ap-south-2',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'ca-west-1',
  'eu-central-2',
  'eu-isoe-west-1',
  'eu-south-2',
  'eusc-de-east-1',
  'il-central-1',
  'me-central-1',
  'mx-central-1',
  'us-isof-east-1',
  'us-isof-south-1',
]);

/** Whether a name is that of a region, only not of one with Glacier vaults. */
export function isRegionWithoutVaults(name: string): boolean {
  return withoutVaults.has(name);
}
