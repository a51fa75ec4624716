import type { LedgerEntry } from '../ledger/ledgerEntry';

/** What every operation of which the ledger does not tell the end has in common. */
interface Begun {
  /** Where it was begun, and by whom: the entry that was written before anything was sent. */
  readonly intent: LedgerEntry;
  /** When, in epoch milliseconds on Glacier's clock. */
  readonly began: number;
}

/** An operation on a lock that was begun, and of which the ledger does not tell what became of it. */
export type OpenOperation =
  | (Begun & {
      readonly operation: 'initiate';
      readonly attempt: string;
      readonly policy: string;
      /** Glacier accepted it and the lock ID was written down; the lock was not read back. */
      readonly isAccepted: boolean;
    })
  | (Begun & {
      readonly operation: 'complete';
      /** When the lock was created, in epoch milliseconds. */
      readonly created: number;
      readonly policy: string;
    })
  | (Begun & {
      readonly operation: 'abort';
      readonly created: number;
      readonly policy: string;
      /** The policy of the new lock that was to follow at once. */
      readonly next: string | undefined;
    });

/**
 * The operations in a ledger whose end it does not tell, vault by vault and the newest last: the program ended in the
 * middle, or is still at it (see `mayStillRun`). An operation is over when its outcome was seen on Glacier, when Glacier
 * refused it, when nothing was sent, or when a later one on the same vault succeeded.
 *
 * Intents that do not say which process wrote them are of versions that wrote down no ends: they are left out.
 */
export function openOperations(entries: readonly LedgerEntry[]): readonly (readonly OpenOperation[])[] {
  const vaults = new Map<string, OpenOperation[]>();
  for (const entry of entries) {
    const key = placeOf(entry);
    vaults.set(key, after(vaults.get(key) ?? [], entry));
  }
  return [...vaults.values()].filter((open) => open.length > 0);
}

/** A vault of AWS is the same through every connection; any other endpoint has its own of every name. */
function placeOf({ arn, practice, connection, endpoint }: LedgerEntry): string {
  const isAws = !practice && endpoint === undefined;
  return JSON.stringify(isAws ? [arn] : [arn, connection]);
}

/** What is open on a vault after one more line about it. */
function after(open: readonly OpenOperation[], entry: LedgerEntry): OpenOperation[] {
  switch (entry.type) {
    case 'initiateIntended':
      // What was to follow an abort follows now.
      return withNew(
        open.filter((each) => each.operation !== 'abort' || each.next === undefined),
        entry,
      );
    case 'completeIntended':
    case 'abortIntended':
      return withNew(open, entry);
    case 'lockIdReceived':
      return open.map((each) =>
        each.operation === 'initiate' && each.attempt === entry.attempt
          ? { ...each, isAccepted: true }
          : each,
      );
    case 'initiateRefused':
    case 'initiateNotSent':
    case 'initiateSettled':
      return open.filter((each) => !isAttempt(each, entry.attempt));
    case 'lockReadBack':
      return afterSuccess(open, (each) => isAttempt(each, entry.attempt));
    case 'lockIdEntered':
      return open.filter((each) => each.operation !== 'initiate');
    case 'completeRefused':
    case 'completeNotSent':
    case 'completeSettled':
      return open.filter((each) => !isOn(each, 'complete', entry));
    case 'abortRefused':
    case 'abortNotSent':
    case 'abortSettled':
      return open.filter((each) => !isOn(each, 'abort', entry));
    case 'completeReadBack':
      return afterSuccess(open, (each) => isOn(each, 'complete', entry));
    case 'abortReadBack':
      // A restart is over only when the new lock has begun.
      return afterSuccess(open, (each) => isOn(each, 'abort', entry) && !awaitsNext(each));
    case 'initiateUnclear':
    case 'completeUnclear':
    case 'abortUnclear':
    case 'completed':
    case 'aborted':
    case 'lockIdRejected':
    case 'ended':
      return [...open];
  }
}

function withNew(
  open: readonly OpenOperation[],
  intent: Extract<LedgerEntry, { type: 'initiateIntended' | 'completeIntended' | 'abortIntended' }>,
): OpenOperation[] {
  if (intent.process === undefined) return [...open];
  const begun = { intent, began: Date.parse(intent.glacierTime), policy: intent.policy };
  switch (intent.type) {
    case 'initiateIntended':
      return [...open, { ...begun, operation: 'initiate', attempt: intent.attempt, isAccepted: false }];
    case 'completeIntended':
      return [...open, { ...begun, operation: 'complete', created: Date.parse(intent.created) }];
    case 'abortIntended':
      return [
        ...open,
        { ...begun, operation: 'abort', created: Date.parse(intent.created), next: nextOf(intent) },
      ];
  }
}

/** The policy of a restart is written down once, as the one of the lock that is aborted. */
function nextOf(intent: Extract<LedgerEntry, { type: 'abortIntended' }>): string | undefined {
  return intent.nextPolicySha256 === undefined ? undefined : (intent.nextPolicy ?? intent.policy);
}

/** What succeeded is over, and so is what was begun on this vault before it: it began with another state. */
function afterSuccess(
  open: readonly OpenOperation[],
  succeeded: (each: OpenOperation) => boolean,
): OpenOperation[] {
  return open.slice(open.findLastIndex(succeeded) + 1);
}

function isAttempt(each: OpenOperation, attempt: string): boolean {
  return each.operation === 'initiate' && each.attempt === attempt;
}

/** Two windows may work on the same lock: a failure tells of the one that wrote it, what Glacier showed of both. */
function isOn(
  each: OpenOperation,
  operation: 'complete' | 'abort',
  entry: LedgerEntry & { readonly created: string },
): boolean {
  if (each.operation !== operation || each.created !== Date.parse(entry.created)) return false;
  const isOfBoth = entry.type === 'completeSettled' || entry.type === 'abortSettled';
  return isOfBoth || (each.intent.process === entry.process && each.intent.host === entry.host);
}

function awaitsNext(each: OpenOperation): boolean {
  return each.operation === 'abort' && each.next !== undefined;
}
