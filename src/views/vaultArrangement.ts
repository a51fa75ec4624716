import type { Drift } from '../locking/drift/driftBook';
import { lockOf } from '../locking/lockOf';
import { isPastItsEnd, isUnread, type Vault } from '../locking/model';
import type { RetentionFact } from '../locking/retentionBook';

/** What is known of a vault's lock, as far as vaults are told apart by it. */
export type LockName = 'inProgress' | 'none' | 'locked' | 'failed' | 'pending';

export const lockNames: readonly LockName[] = ['inProgress', 'none', 'locked', 'failed', 'pending'];

/** How the policy in force stands to the workspace, as far as vaults are told apart by it. */
export type DriftName = 'differs' | 'unclear' | 'agrees' | 'noFile' | 'noPolicy' | 'notRead' | 'beingRead';

export const groupings = ['none', 'lock', 'retention', 'drift'] as const;
export type Grouping = (typeof groupings)[number];

export const sortings = ['name', 'expiry', 'retention', 'created'] as const;
export type Sorting = (typeof sortings)[number];

/** Which vaults are shown: those that all of this holds for. */
export interface VaultFilter {
  /** Words that must all be in the name, or be its account, its region or a part of its ARN; whatever the capitals. */
  readonly text: string;
  /** One of these; none: any. */
  readonly locks: readonly LockName[];
  /** Only those whose policy in force differs from its file. */
  readonly drifted: boolean;
}

export const noFilter: VaultFilter = { text: '', locks: [], drifted: false };

/** How the vaults of a region stand in the tree. */
export interface Arrangement {
  readonly filter: VaultFilter;
  readonly group: Grouping;
  readonly sort: Sorting;
}

export const plainArrangement: Arrangement = { filter: noFilter, group: 'none', sort: 'name' };

/** What vaults are arranged by beside what Glacier says of them. */
export interface VaultFacts {
  readonly retentionOf: (vault: Vault) => RetentionFact;
  readonly driftOf: (vault: Vault) => Drift | undefined;
  /** Glacier's clock, epoch milliseconds. */
  readonly nowOf: (vault: Vault) => number;
}

/** What the vaults of a group have in common. */
export type GroupOf =
  | { readonly by: 'lock'; readonly lock: LockName }
  | { readonly by: 'retention'; readonly retention: RetentionFact }
  | { readonly by: 'drift'; readonly drift: DriftName };

export interface VaultGroup {
  /** Stable, unique in its region. */
  readonly id: string;
  readonly of: GroupOf;
  /** Keys, in order; never empty. */
  readonly vaults: readonly string[];
}

/** The vaults of a region as they are to be shown. */
export interface Arranged {
  /** Undefined where vaults are not grouped. */
  readonly groups: readonly VaultGroup[] | undefined;
  /** Keys of all vaults that are shown, in the order of the groups. */
  readonly vaults: readonly string[];
  /** The group of each vault that is shown; empty where they are not grouped. */
  readonly groupOf: ReadonlyMap<string, string>;
}

export function isFiltering({ text, locks, drifted }: VaultFilter): boolean {
  return wordsIn(text).length > 0 || locks.length > 0 || drifted;
}

/** Each vault is looked at once and sorted once, by numbers: a thousand of them take about a millisecond. */
export function arrange(
  vaults: readonly Vault[],
  { filter, group, sort }: Arrangement,
  facts: VaultFacts,
): Arranged {
  const shown = sorted(isFiltering(filter) ? vaults.filter(passing(filter, facts)) : vaults, sort, facts);
  if (group === 'none') {
    return { groups: undefined, vaults: shown.map(({ key }) => key), groupOf: new Map() };
  }
  const groups = new Map<string, { readonly id: string; readonly of: GroupOf; readonly vaults: string[] }>();
  const groupOf = new Map<string, string>();
  for (const vault of shown) {
    const of = groupOfVault(vault, group, facts);
    const id = idOf(of);
    const before = groups.get(id);
    if (before === undefined) groups.set(id, { id, of, vaults: [vault.key] });
    else before.vaults.push(vault.key);
    groupOf.set(vault.key, id);
  }
  const inOrder = [...groups.values()].sort((a, b) => rankOf(a.of) - rankOf(b.of));
  return { groups: inOrder, vaults: inOrder.flatMap(({ vaults: keys }) => keys), groupOf };
}

/** @param now Glacier's clock, epoch milliseconds. */
export function lockNameOf(vault: Vault, now: number): LockName {
  // The row says how old that is. What was in progress and is past its end is so no more; what it is has to be read.
  if (vault.lock.known === 'cached')
    return isPastItsEnd(vault.lock.kept, now) ? 'pending' : vault.lock.kept.state;
  if (vault.lock.known !== 'read') return vault.lock.known;
  return vault.lock.lock.state;
}

export function driftNameOf(vault: Vault, drift: Drift | undefined): DriftName {
  if (drift === undefined) {
    const lock = lockOf(vault);
    if (lock === undefined) return isUnread(vault.lock) ? 'beingRead' : 'notRead';
    return lock.state === 'none' ? 'noPolicy' : 'noFile';
  }
  if (drift.kind !== 'compared' || drift.agreement === 'unreadable') return 'unclear';
  return drift.agreement === 'differs' ? 'differs' : 'agrees';
}

/** An arrangement that was remembered, as far as it is one. */
export function readArrangement(remembered: unknown): Arrangement {
  const { filter, group, sort } = isRecord(remembered) ? remembered : {};
  const { text, locks, drifted } = isRecord(filter) ? filter : {};
  return {
    filter: {
      text: typeof text === 'string' ? text : '',
      locks: Array.isArray(locks) ? lockNames.filter((name) => locks.includes(name)) : [],
      drifted: drifted === true,
    },
    group: groupings.find((name) => name === group) ?? 'none',
    sort: sortings.find((name) => name === sort) ?? 'name',
  };
}

function isRecord(value: unknown): value is Readonly<Partial<Record<string, unknown>>> {
  return typeof value === 'object' && value !== null;
}

function wordsIn(text: string): readonly string[] {
  return text.toLowerCase().match(/\S+/g) ?? [];
}

function passing({ text, locks, drifted }: VaultFilter, facts: VaultFacts): (vault: Vault) => boolean {
  const words = wordsIn(text);
  return (vault) => {
    if (locks.length > 0 && !locks.includes(lockNameOf(vault, facts.nowOf(vault)))) return false;
    if (!words.every((word) => isNamed(vault, word))) return false;
    return !drifted || driftNameOf(vault, facts.driftOf(vault)) === 'differs';
  };
}

/**
 * Whether a word is in the name, or is what it can only be meant as: a part of the ARN with a colon, an account, a region.
 * Any part of the ARN would let "us" or "vault" through everywhere.
 */
function isNamed({ name, arn, account, region }: Vault, word: string): boolean {
  if (name.toLowerCase().includes(word)) return true;
  if (word.includes(':')) return arn.toLowerCase().includes(word);
  return word === account || (word.includes('-') && region.startsWith(word));
}

/** By name where two are alike: vaults come in the order of their names, and sorting keeps it. */
function sorted(vaults: readonly Vault[], sort: Sorting, facts: VaultFacts): readonly Vault[] {
  if (sort === 'name') return vaults;
  const rank = ranking[sort];
  return vaults
    .map((vault) => ({ vault, rank: rank(vault, facts) }))
    .sort((a, b) => (a.rank === b.rank ? 0 : a.rank - b.rank))
    .map(({ vault }) => vault);
}

const ranking: Readonly<Record<Exclude<Sorting, 'name'>, (vault: Vault, facts: VaultFacts) => number>> = {
  /** What expires first comes first, and what is not in progress last. */
  expiry: (vault) => {
    const lock = lockOf(vault);
    return lock?.state === 'inProgress' ? lock.expires : Infinity;
  },
  retention: (vault, facts) => rankOfRetention(facts.retentionOf(vault)),
  /** The youngest first. */
  created: ({ created }) => -created,
};

function groupOfVault(vault: Vault, group: Exclude<Grouping, 'none'>, facts: VaultFacts): GroupOf {
  switch (group) {
    case 'lock':
      return { by: 'lock', lock: lockNameOf(vault, facts.nowOf(vault)) };
    case 'retention':
      return { by: 'retention', retention: facts.retentionOf(vault) };
    case 'drift':
      return { by: 'drift', drift: driftNameOf(vault, facts.driftOf(vault)) };
  }
}

function idOf(of: GroupOf): string {
  switch (of.by) {
    case 'lock':
      return `lock ${of.lock}`;
    case 'retention':
      return `retention ${of.retention.kind === 'days' ? of.retention.days : of.retention.kind}`;
    case 'drift':
      return `drift ${of.drift}`;
  }
}

const driftNames: readonly DriftName[] = [
  'differs',
  'unclear',
  'agrees',
  'noFile',
  'noPolicy',
  'notRead',
  'beingRead',
];

/** Groups stand in an order of their own: what wants to be seen comes first. */
function rankOf(of: GroupOf): number {
  switch (of.by) {
    case 'lock':
      return lockNames.indexOf(of.lock);
    case 'retention':
      return rankOfRetention(of.retention);
    case 'drift':
      return driftNames.indexOf(of.drift);
  }
}

/** Longer than any archive gets old. */
const forEver = Number.MAX_SAFE_INTEGER - 10;

/** The weakest retention first, then the vaults without a policy, and those of which nothing is known after all. */
function rankOfRetention(retention: RetentionFact): number {
  switch (retention.kind) {
    case 'none':
      return -1;
    case 'partly':
      return 0;
    case 'days':
      return Math.min(retention.days, forEver);
    case 'unreadable':
      return forEver + 1;
    case 'working':
      return forEver + 2;
    case 'noPolicy':
      return forEver + 3;
    case 'notRead':
      return forEver + 4;
    case 'beingRead':
      return forEver + 5;
  }
}
