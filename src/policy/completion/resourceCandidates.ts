import { findRegion, partitions, regions } from '../vocabulary/regions';
import type { VaultArn } from '../syntax/vaultArn';
import { text, type Candidate } from './candidate';
import { knownAccounts, knownVaults, otherItems, targetOf, type Situation } from './situation';

type KnownVault = VaultArn & { readonly arn: string };

/** The vaults in sight, wildcards over them, and the next part of an ARN that has been begun. */
export function resourceCandidates(situation: Situation): readonly Candidate[] {
  const there = otherItems(situation);
  const target = targetOf(situation);
  const vaults = knownVaults(situation);
  const all = [
    ...vaults.map((vault) => ofVault(vault, vault.arn === target?.arn)),
    everything,
    ...wildcards(vaults, target),
    ...nextParts(situation),
  ];
  const labels = new Set(there);
  return all.filter(({ label }) => {
    if (labels.has(label)) return false;
    labels.add(label);
    return true;
  });
}

function ofVault({ arn, name, region }: KnownVault, isTarget: boolean): Candidate {
  return {
    label: arn,
    kind: 'vault',
    detail: isTarget ? 'this vault' : `${name}, ${region}`,
    insert: text(arn),
    rank: isTarget ? 0 : 10,
  };
}

const everything: Candidate = {
  label: '*',
  kind: 'vault',
  detail: 'this vault, whichever it is',
  documentation:
    'The policy of a vault is about that vault alone, so this means no other. Naming the vault guards against locking the wrong one.',
  insert: text('*'),
  rank: 1,
};

/** So many patterns at most; a person with more vaults than that types. */
const mostPatterns = 20;

/** `vaults/*` of each account and region, and what several names begin with. */
function wildcards(vaults: readonly KnownVault[], target: KnownVault | undefined): readonly Candidate[] {
  const names = new Map<string, string[]>();
  for (const { arn, name } of vaults) {
    const begin = arn.slice(0, arn.length - name.length);
    const heads = [...name.matchAll(/[-._]/g)].map(({ index }) => name.slice(0, index + 1));
    for (const head of ['', ...heads]) {
      const group = names.get(begin + head);
      if (group) group.push(name);
      else names.set(begin + head, [name]);
    }
  }
  return [...names]
    .filter(([begin, group]) => begin.endsWith('vaults/') || group.length > 1)
    .sort(([a], [b]) => Number(isAbout(b, target)) - Number(isAbout(a, target)))
    .slice(0, mostPatterns)
    .map(([begin, group]) => ({
      label: `${begin}*`,
      kind: 'vault',
      detail: begin.endsWith('vaults/')
        ? 'every vault of the account in the region'
        : group.length === 2
          ? group.join(' and ')
          : `${group.length} vaults in sight`,
      insert: text(`${begin}*`),
      rank: 20,
    }));
}

function isAbout(begin: string, target: KnownVault | undefined): boolean {
  return target?.arn.startsWith(begin) ?? false;
}

/** What can come after the colons that are typed already: `arn:aws:glacier:` and then a region. */
function nextParts(situation: Situation): readonly Candidate[] {
  const { typed } = situation.place;
  const parts = typed.split(':');
  const [prefix, partition = '', service, region = ''] = parts;
  if (prefix !== 'arn' || parts.length < 2) return [];
  if (parts.length <= 3)
    return partitions.map((name) =>
      part(`arn:${name}:glacier:`, name === 'aws' ? 'the regions of all the world' : name),
    );
  if (service !== 'glacier') return [];
  if (parts.length === 4)
    return regions
      .filter((each) => each.partition === partition)
      .map(({ name }) => part(`arn:${partition}:glacier:${name}:`, 'region'));
  if (findRegion(region)?.partition !== partition) return [];
  if (parts.length === 5)
    return knownAccounts(situation)
      .filter((account) => account.partition === partition)
      .map(({ account }) => part(`arn:${partition}:glacier:${region}:${account}:vaults/`, 'account'));
  const account = parts[4] ?? '';
  return /^\d{12}$/.test(account)
    ? [part(`arn:${partition}:glacier:${region}:${account}:vaults/`, 'the vaults of the account')]
    : [];
}

function part(begin: string, detail: string): Candidate {
  return {
    label: begin,
    kind: 'arnPart',
    detail,
    insert: { as: 'value', json: [`"${begin}`, { stop: 1, text: '' }, '"'] },
    rank: 30,
    retrigger: true,
  };
}
