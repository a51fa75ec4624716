import type { LedgerEntry } from '../ledger/ledgerEntry';

/** An operation takes seconds, with lost answers and repeated reading minutes. Milliseconds. */
const longestOperation = 15 * 60_000;

/** This process and this machine, as far as they tell who is at work. */
export interface Here {
  readonly host: string;
  /** The ID of this process. */
  readonly process: number;
  /** When it began, in epoch milliseconds on this machine's clock. */
  readonly began: number;
  /** This machine's clock, epoch milliseconds. */
  readonly now: number;
  readonly isAlive: (process: number) => boolean;
}

/**
 * Whether the process that wrote this intent may still be at it: then what becomes of it is its own to tell. Process IDs
 * are given again, so one that is alive counts only for as long as an operation can take; of a process on another
 * machine that shares the ledger nothing else is known.
 */
export function mayStillRun(intent: LedgerEntry, here: Here): boolean {
  const written = Date.parse(intent.localTime);
  const pid = Number(intent.process);
  const isHere = intent.host === here.host;
  if (isHere && pid === here.process) return written >= here.began;
  if (Math.abs(here.now - written) > longestOperation) return false;
  return !isHere || here.isAlive(pid);
}
