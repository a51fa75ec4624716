import { LedgerChain, type Joint } from './ledgerChain';
import { parseLedgerLine, type LedgerEntry, type LineProblem } from './ledgerEntry';
import { linesOf } from './linesOf';

/** Something about a line that whoever relies on the ledger should know. Only `broken` speaks against the ledger. */
export interface LedgerFinding {
  /** Counted from 1. */
  readonly line: number;
  readonly kind: 'broken' | 'sameTime' | 'torn' | 'foreign' | 'laterVersion' | 'unlinked';
  /** In a plain sentence. Never quotes the line: it may hold a lock ID. */
  readonly message: string;
}

/** The last line of the ledger: its hash stands for all that is above it. */
export interface LedgerHead {
  /** SHA-256, in hex, of the line's bytes without its end. */
  readonly hash: string;
  readonly line: number;
}

export interface LedgerVerification {
  /**
   * `whole`: nothing was changed, removed, inserted or moved since the chain began, as far as a chain can tell.
   * `headMissing`: that, but the line that was noted is not there. `unchained`: there are entries, and none is chained.
   */
  readonly verdict: 'whole' | 'broken' | 'headMissing' | 'unchained' | 'empty';
  readonly lines: number;
  /** Lines that can be read as entries. */
  readonly entries: readonly LedgerEntry[];
  /** The line with which the chain begins. What stands before it was written by an earlier version. */
  readonly begins: number | undefined;
  readonly head: LedgerHead | undefined;
  /** Where the head stands that was noted elsewhere; absent where none was given, or it is not there. */
  readonly noted: LedgerHead | undefined;
  readonly findings: readonly LedgerFinding[];
}

/**
 * Verifies the chain of a ledger.
 *
 * @param bytes The whole file.
 * @param noted The hash of a line that was noted elsewhere, in hex: it must still be there, which shows that the end
 * was not cut off above it and that the file was not written anew.
 */
export function verifyLedger(bytes: Buffer, noted?: string): LedgerVerification {
  const { lines: ended, rest } = linesOf(bytes);
  const lines = rest.length === 0 ? ended : [...ended, rest];
  const chain = new LedgerChain();
  const entries: LedgerEntry[] = [];
  const findings: LedgerFinding[] = [];
  let begins: number | undefined;
  let head: LedgerHead | undefined;
  let found: LedgerHead | undefined;
  for (const [index, bytesOfLine] of lines.entries()) {
    const line = index + 1;
    const { hash, joint } = chain.add(bytesOfLine);
    const parsed = parseLedgerLine(bytesOfLine.toString('utf8'));
    if (parsed.ok) entries.push(parsed.entry);
    if (begins === undefined && joint !== 'before') begins = line;
    head = { hash, line };
    if (hash === noted) found = head;
    findings.push(...findingsOf(line, joint, parsed.ok ? undefined : parsed.problem));
  }
  return {
    verdict: verdictOf(findings, begins, lines.length, noted !== undefined && found === undefined),
    lines: lines.length,
    entries,
    begins,
    head,
    noted: found,
    findings,
  };
}

function verdictOf(
  findings: readonly LedgerFinding[],
  begins: number | undefined,
  lines: number,
  isHeadMissing: boolean,
): LedgerVerification['verdict'] {
  if (findings.some(({ kind }) => kind === 'broken')) return 'broken';
  if (isHeadMissing) return 'headMissing';
  if (lines === 0) return 'empty';
  return begins === undefined ? 'unchained' : 'whole';
}

function* findingsOf(line: number, joint: Joint, problem: LineProblem | undefined): Generator<LedgerFinding> {
  switch (joint) {
    case 'broken':
      yield { line, kind: 'broken', message: brokenAt(line) };
      break;
    case 'sameTime':
      yield {
        line,
        kind: 'sameTime',
        message:
          'written at the same time as the line before it, by another window: neither knew of the other.',
      };
      break;
    case 'unlinked':
      if (problem === undefined)
        yield {
          line,
          kind: 'unlinked',
          message:
            'names no line before it: an earlier version of this program wrote it, or another program.',
        };
      break;
    case 'before':
    case 'begins':
    case 'linked':
      break;
  }
  switch (problem) {
    case undefined:
      break;
    case 'not JSON':
      yield {
        line,
        kind: 'torn',
        message:
          'is not whole: the program or the system stopped while it was written. It is kept, and passed over.',
      };
      break;
    case 'not a ledger entry':
      yield { line, kind: 'foreign', message: 'is no entry of a lock ledger. It is kept, and passed over.' };
      break;
    case 'written by a later version':
      yield { line, kind: 'laterVersion', message: 'was written by a later version, and is passed over.' };
      break;
  }
}

function brokenAt(line: number): string {
  return line === 1
    ? 'does not begin a ledger: what stood before it is missing.'
    : `does not follow the ${line === 2 ? 'line' : `${String(line - 1)} lines`} before it: something there was changed, removed, inserted or moved after it was written.`;
}
