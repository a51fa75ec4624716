import type { PolicyDocument } from '../document';
import {
  effectOf,
  effectTable,
  isEveryAge,
  summaryOf,
  type AgeSet,
  type DeletableFrom,
  type EffectSummary,
} from '../effect';
import { withThousands } from '../withThousands';
import { callersInSentence, situationAfter } from './callersInSentence';
import type { Fact, FactKind } from './fact';
import { factsOf } from './factsOf';
import { plainText } from './marked';

/** Of a kind of fact no more lines than these; the others are counted. */
const mostOfKind = 3;

/**
 * What becomes of a vault for good once this policy is locked, in a few plain lines: until when archives are kept and
 * from whom, who is not covered, what is allowed for ever, and how the vault could ever be emptied. The last line is
 * always about the latter.
 */
export function effectInBrief(
  document: PolicyDocument,
  options: { readonly vaultArn?: string | undefined } = {},
): readonly string[] {
  const summary = summaryOf(effectTable(effectOf(document, options)));
  const facts = factsOf(summary);
  const ofKind = (kind: FactKind): readonly Fact[] => facts.filter((fact) => fact.kind === kind);
  const days = ofKind('first-deletable-day');
  const isCovered = ofKind('not-covered').length === 0;
  return [
    // Whom nothing binds is told as not covered.
    ...few(days.filter(({ ages, day }) => isCovered || day !== 0 || !isEveryAge(ages))),
    ...few(ofKind('protection-gap')),
    ...few(
      summary.notCovered.map(({ callers, states }) => ({
        text: `Not covered${situationAfter(states, summary.table.effect)}: ${callersInSentence(callers, summary.table.effect)}.`,
      })),
    ),
    ...few(ofKind('permanent-allow')),
    emptied(summary) + deleted(summary, ofKind('delete-vault')),
  ];
}

function few(facts: readonly Pick<Fact, 'text'>[]): readonly string[] {
  const told = facts.slice(0, facts.length > mostOfKind ? mostOfKind - 1 : mostOfKind);
  const more = facts.length - told.length;
  const lines = told.map(({ text }) => plainText(text));
  return more === 0 ? lines : [...lines, `There are ${withThousands(more)} more such cases.`];
}

/** How a vault that holds archives could ever be empty: only by deleting each of them. */
function emptied({ deletion }: EffectSummary): string {
  if (deletion.every(({ ages }) => ages.length === 0)) return 'A vault with archives can never be emptied';
  const isSure = deletion.every(isCertainAtEveryAge);
  if (isSure && deletion.every(({ ages }) => isEveryAge(ages)))
    return 'Nothing here keeps the vault from being emptied';
  const only = 'The vault can be emptied only by deleting every archive';
  const [first] = deletion;
  // A later denial would catch the archives that nobody deleted in time.
  if (isSure && first?.day !== undefined && deletion.every(({ ages }) => isFrom(ages, first.day)))
    return `${only}, each from its day ${withThousands(first.day)} on`;
  return `${only}, each where and when that is not denied`;
}

/** Whether no age is left at which deletion may be denied or not. */
function isCertainAtEveryAge({ row }: DeletableFrom): boolean {
  return row.bands.every(
    ({ outcome, possible }) => outcome === 'denied' || !possible.includes('explicitDeny'),
  );
}

/** Whether ages are one stretch from a day on, without an end. */
function isFrom(ages: AgeSet, day: number | undefined): boolean {
  return ages.length === 1 && ages[0]?.from === day && ages[0]?.to === Infinity;
}

/** The end of the sentence: what becomes of the vault itself. */
function deleted({ owner }: EffectSummary, facts: readonly Fact[]): string {
  if (owner.some(({ right, answer }) => right === 'delete-vault' && answer === 'yes'))
    return ', and deleted only when it is empty.';
  return `. ${facts.map(({ text }) => plainText(text)).join(' ')}`;
}
