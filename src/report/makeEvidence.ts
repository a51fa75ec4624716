import { verdictInWords } from '../locking/ledger/ledgerText';
import { accessPolicy } from './accessPolicy';
import { actorsOf } from './actors';
import type { Evidence, LockState, Tag, VaultEvidence } from './evidence';
import { entriesOf, excerptOf } from './ledgerExcerpt';
import { limitsOf } from './limits';
import { policyEvidence } from './policyEvidence';
import { reachesAws } from './reachesAws';
import type { LedgerSource, OtherReading, ReportSources, VaultSources } from './sources';
import { verificationSteps } from './verificationSteps';

/** What a report tells, made of what was read. Pure: the same sources make the same report. */
export function makeEvidence(sources: ReportSources): Evidence {
  const { ledger } = sources;
  return evidenceOf(
    sources,
    inOrderOfPlace(sources).map((vault) => vaultEvidence(vault, ledger)),
  );
}

/**
 * The same with a pause before each vault, each of which takes tens of milliseconds: so that nothing else has to wait for
 * a report about hundreds. Rejects with whatever the pause rejects with.
 */
export async function makeEvidenceWithPauses(
  sources: ReportSources,
  pause: () => Promise<void>,
): Promise<Evidence> {
  const vaults: VaultEvidence[] = [];
  for (const vault of inOrderOfPlace(sources)) {
    await pause();
    vaults.push(vaultEvidence(vault, sources.ledger));
  }
  return evidenceOf(sources, vaults);
}

function inOrderOfPlace({ vaults }: ReportSources): readonly VaultSources[] {
  return [...vaults].sort(byPlace);
}

function evidenceOf(
  { tool, localTime, user, host, ledger, unlisted }: ReportSources,
  vaults: readonly VaultEvidence[],
): Evidence {
  const count = (state: LockState | 'unread'): number =>
    vaults.filter(({ reading }) => (reading.read ? reading.lock.state : 'unread') === state).length;
  return {
    tool,
    localTime,
    ...(user === undefined ? {} : { user }),
    ...(host === undefined ? {} : { host }),
    vaults,
    unlisted: [...unlisted].sort(
      (a, b) =>
        inOrder(a.connection.name, b.connection.name) ||
        inOrder(a.connection.id, b.connection.id) ||
        inOrder(a.region, b.region),
    ),
    ledger,
    counts: {
      locked: count('locked'),
      inProgress: count('inProgress'),
      none: count('none'),
      unread: count('unread'),
    },
    limits: limitsOf(vaults.length > 0 && vaults.every(({ vault }) => vault.connection.practice)),
  };
}

function vaultEvidence(sources: VaultSources, ledger: LedgerSource): VaultEvidence {
  const { vault, reading, file, tests } = sources;
  const entries = entriesOf(vault, ledger);
  const tags = mapped(sources.tags, (byKey) =>
    Object.entries(byKey)
      .map(([key, value]): Tag => ({ key, value }))
      .sort((a, b) => inOrder(a.key, b.key)),
  );
  const other = mapped(sources.accessPolicy, (text) =>
    text === undefined ? undefined : accessPolicy(text, vault.arn),
  );
  const policy =
    reading.read && reading.lock.state !== 'none'
      ? policyEvidence(
          reading.lock.policy,
          vault.arn,
          reading.glacierTime,
          tags.read ? tags.value : undefined,
          reading.lock.state === 'inProgress',
        )
      : undefined;
  return {
    vault,
    reading,
    policy,
    tags,
    accessPolicy: other,
    file,
    tests,
    ledger: ledger.read ? excerptOf(entries) : undefined,
    ledgerDoubt: doubtOf(ledger),
    actors: reading.read ? actorsOf(vault, reading.lock, entries) : undefined,
    notRead: [...notReadOf(sources), ...neverRead(vault)],
    steps: verificationSteps(sources, policy, other, ledger),
  };
}

function mapped<A, B>(reading: OtherReading<A>, map: (value: A) => B): OtherReading<B> {
  return reading.read ? { ...reading, value: map(reading.value) } : reading;
}

/** An empty ledger says nothing that could be doubted. */
function doubtOf(ledger: LedgerSource): string | undefined {
  if (!ledger.read) return undefined;
  const { verdict } = ledger.verification;
  return verdict === 'whole' || verdict === 'empty' ? undefined : verdictInWords(ledger.verification);
}

/** What no report reads. */
function neverRead({ connection }: VaultSources['vault']): readonly string[] {
  return [...always.slice(0, 2), ...(reachesAws(connection) ? [trail] : []), ...always.slice(2)];
}

const trail =
  'CloudTrail: who called Glacier, from where and when, beside what the ledger of this computer knows.';

const always: readonly string[] = [
  'The archives: how many the vault holds, how old they are, and whether each is what it should be.',
  'A delete attempt: none was made for this report, and none is on record here. It is tried during the 24 hours, as root, as a user and from another account.',
  'The policies of IAM and of the organisation: by them AWS may deny more than the lock policy does, and by them it is decided who else may change tags or the access policy.',
];

function notReadOf({ reading, tags, accessPolicy: other }: VaultSources): readonly string[] {
  return [
    ...(reading.read ? [] : [`The lock of the vault. ${reading.failure.reason}`]),
    ...(tags.read
      ? []
      : [
          `The tags of the vault. Where the lock policy hangs on a tag, whether that hold is on is not known. ${tags.failure.reason}`,
        ]),
    ...(other.read
      ? []
      : [
          `The access policy of the vault. It can allow requests, and deny some; it cannot allow what the lock policy denies. ${other.failure.reason}`,
        ]),
  ];
}

function byPlace({ vault: a }: VaultSources, { vault: b }: VaultSources): number {
  return (
    inOrder(a.connection.name, b.connection.name) ||
    inOrder(a.connection.id, b.connection.id) ||
    inOrder(a.region, b.region) ||
    inOrder(a.name, b.name)
  );
}

/** By code units, so that the order is the same on every computer. */
function inOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
