import {
  entriesInWords,
  findingInWords,
  headInWords,
  limitOfChain,
  verdictInWords,
  withoutLockId,
} from '../../locking/ledger/ledgerText';
import type { LedgerFinding, LedgerVerification } from '../../locking/ledger/verifyLedger';
import { harmless } from '../lint/cells';
import { paintFor, type Style } from '../lint/paint';
import type { Dress } from '../verb';

/** What one file gave. */
export interface ReadLedger {
  readonly path: string;
  readonly verification: LedgerVerification;
}

const verdictStyles: Readonly<Record<LedgerVerification['verdict'], Style>> = {
  whole: 'green',
  broken: 'red',
  headMissing: 'red',
  unchained: 'yellow',
  empty: 'bold',
};

/** `ledger verify --format text`. */
export function verifyText({ path, verification }: ReadLedger, { colour }: Dress): string {
  const paint = paintFor(colour);
  const style = ({ kind }: LedgerFinding): Style => (kind === 'broken' ? 'red' : 'yellow');
  return [
    paint('bold', harmless(path)),
    paint(verdictStyles[verification.verdict], verdictInWords(verification)),
    ...verification.findings.map((finding) => `  ${paint(style(finding), findingInWords(finding))}`),
    ...headInWords(verification),
    ...(verification.head === undefined ? [] : limitOfChain.map((line) => paint('dim', line))),
  ].join('\n');
}

/** `ledger verify --format json`. */
export function verifyJson({ path, verification }: ReadLedger): string {
  const { verdict, lines, entries, begins, head, noted, findings } = verification;
  return JSON.stringify(
    { path, verdict, lines, entries: entries.length, begins, head, noted, findings },
    undefined,
    2,
  );
}

/** `ledger show --format text`. */
export function showText({ path, verification }: ReadLedger, { colour }: Dress): string {
  const paint = paintFor(colour);
  const { verdict, entries } = verification;
  return [
    `${paint('bold', harmless(path))}\n${paint(verdictStyles[verdict], verdictInWords(verification))}`,
    ...(entries.length === 0 ? [] : [entriesInWords(entries).split('\n').map(harmless).join('\n')]),
  ].join('\n\n');
}

/** `ledger show --format json`: the entries with everything but their lock IDs. */
export function showJson({ path, verification }: ReadLedger): string {
  const entries = verification.entries.map(withoutLockId);
  return JSON.stringify({ path, verdict: verification.verdict, entries }, undefined, 2);
}
