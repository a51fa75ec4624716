import type { LedgerEntry, LedgerEvent } from './ledgerEntry';
import type { LedgerFinding, LedgerVerification } from './verifyLedger';

/** What a chain cannot show, wherever its verification is shown. */
export const limitOfChain: readonly string[] = [
  'A chain does not show whether lines were cut off its end, changed or added there, or whether somebody wrote all of it anew.',
  'Note the head and its line elsewhere, and verify against it later.',
];

/** The outcome of a verification in one sentence or two. */
export function verdictInWords({ verdict, entries, begins, findings }: LedgerVerification): string {
  const inIt = counted(entries.length, 'entry', 'entries');
  switch (verdict) {
    case 'whole':
      return `The lock ledger is whole: ${inIt}, ${begins === 1 ? 'chained from the first line on' : `chained from line ${String(begins)} on; what stands before it was written by an earlier version and has not been changed since`}.`;
    case 'broken': {
      const at = findings.filter(({ kind }) => kind === 'broken').map(({ line }) => String(line));
      return `The lock ledger is broken, at ${at.length === 1 ? 'line' : 'lines'} ${at.join(', ')}: something was changed, removed, inserted or moved. Nothing was repaired.`;
    }
    case 'headMissing':
      return `The line that was noted is not in the lock ledger: its end was cut off, or it was written anew. What is there (${inIt}) fits together.`;
    case 'unchained':
      return `The lock ledger holds ${inIt} of an earlier version and no chain: whether something was changed cannot be told. The chain begins with the next entry.`;
    case 'empty':
      return 'The lock ledger is empty.';
  }
}

/** Where the chain ends now: what a person notes elsewhere. */
export function headInWords({ head, noted }: LedgerVerification): readonly string[] {
  if (head === undefined) return [];
  const since = noted === undefined ? undefined : head.line - noted.line;
  return [
    `Head: ${head.hash} (line ${String(head.line)})`,
    ...(noted === undefined || since === undefined
      ? []
      : [
          `The head that was noted is line ${String(noted.line)}; ${since === 0 ? 'nothing' : counted(since, 'line', 'lines')} came after it.`,
        ]),
  ];
}

export function findingInWords({ line, message }: LedgerFinding): string {
  return `Line ${String(line)} ${message}`;
}

const doings: Readonly<Record<LedgerEvent['type'], string>> = {
  initiateIntended: 'Initiate: about to be sent',
  initiateRefused: 'Initiate: refused by Glacier',
  initiateUnclear: 'Initiate: no proper answer',
  lockIdReceived: 'Initiate: accepted, lock ID received',
  lockReadBack: 'Read back from Glacier: in progress',
  lockIdEntered: 'Lock ID entered by a person',
  lockIdRejected: 'Lock ID refused by Glacier',
  completeIntended: 'Complete: about to be sent',
  abortIntended: 'Abort: about to be sent',
  initiateNotSent: 'Initiate: given up, nothing was sent',
  completeNotSent: 'Complete: given up, nothing was sent',
  abortNotSent: 'Abort: given up, nothing was sent',
  completeRefused: 'Complete: refused by Glacier',
  abortRefused: 'Abort: refused by Glacier',
  completeUnclear: 'Complete: no proper answer',
  abortUnclear: 'Abort: no proper answer',
  completed: 'Complete: accepted by Glacier',
  aborted: 'Abort: accepted by Glacier',
  completeReadBack: 'Read back from Glacier: locked',
  abortReadBack: 'Read back from Glacier: no lock',
  initiateSettled: 'Initiate: found out afterwards what became of it',
  completeSettled: 'Complete: found out afterwards what became of it',
  abortSettled: 'Abort: found out afterwards what became of it',
  ended: 'Seen to be over',
};

/** What kind of entry it is: `Complete: accepted by Glacier`. */
export function doingInWords({ type }: Pick<LedgerEvent, 'type'>): string {
  return doings[type];
}

/** Entries for people, oldest first, a paragraph each. Shows no lock ID and no policy text. */
export function entriesInWords(entries: readonly LedgerEntry[]): string {
  return entries.map(entryInWords).join('\n\n');
}

function entryInWords(entry: LedgerEntry): string {
  const { glacierTime, localTime, arn, account, region, type } = entry;
  const place = [
    entry.practice ? 'practice' : entry.kind,
    `connection ${entry.connection}`,
    ...optional('profile', entry.profile),
    ...optional('endpoint', entry.endpoint),
  ];
  const who = [
    ...optional('caller', entry.caller ?? (entry.callerUnknown && `unknown (${entry.callerUnknown})`)),
    ...optional('user', entry.user),
    ...optional('on', entry.host),
    ...optional('process', entry.process),
  ];
  return [
    `${glacierTime}  ${doings[type]}`,
    `  ${arn}`,
    `  account ${account}, ${region} (${place.join(', ')})`,
    ...(who.length === 0 ? [] : [`  ${who.join(', ')}`]),
    ...factsOf(entry).map((fact) => `  ${fact}`),
    ...(localTime === glacierTime ? [] : [`  by this computer's clock ${localTime}`]),
  ].join('\n');
}

/** What belongs to this kind of entry alone. */
function factsOf(entry: LedgerEntry): readonly string[] {
  const has = (name: string): string | undefined => {
    const value = (entry as Readonly<Record<string, unknown>>)[name];
    return typeof value === 'string' ? value : undefined;
  };
  return [
    ...optional('attempt', has('attempt')),
    ...optional('lock created', has('created')),
    ...optional('lock expires', has('expires')),
    ...optional('SHA-256 of the policy', has('policySha256')),
    ...optional('SHA-256 of the policy to be initiated next', has('nextPolicySha256')),
    ...optional('how', has('how')),
    ...optional('found', has('found')),
    ...optional('why', has('why')),
    ...optional('code', has('code')),
    ...optional('request ID', has('requestId')),
  ];
}

/** The entry as it may be shown: the lock ID stays in the file. */
export function withoutLockId(entry: LedgerEntry): Readonly<Record<string, unknown>> {
  return 'lockId' in entry ? { ...entry, lockId: '(not shown)' } : { ...entry };
}

function optional(name: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [`${name} ${value}`];
}

function counted(count: number, one: string, several: string): string {
  return `${String(count)} ${count === 1 ? one : several}`;
}
