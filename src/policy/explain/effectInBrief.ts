import type { PolicyDocument } from '../document';
import { effectOf, effectTable, isEveryAge, summaryOf, type EffectSummary } from '../effect';
import { withThousands } from '../withThousands';
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
    ...few(ofKind('not-covered')),
    ...few(ofKind('permanent-allow')),
    `${emptied(summary)} ${ofKind('delete-vault')
      .map(({ text }) => plainText(text))
      .join(' ')}`.trim(),
  ];
}

function few(facts: readonly Fact[]): readonly string[] {
  const told = facts.slice(0, facts.length > mostOfKind ? mostOfKind - 1 : mostOfKind);
  const more = facts.length - told.length;
  const lines = told.map(({ text }) => plainText(text));
  return more === 0 ? lines : [...lines, `There are ${withThousands(more)} more such cases.`];
}

/** How a vault that holds archives could ever be empty: only by deleting each of them. */
function emptied({ deletion }: EffectSummary): string {
  const days = deletion.map(({ day }) => day);
  const known = days.filter((day) => day !== undefined);
  if (known.length === 0) return 'A vault with archives can never be emptied.';
  const isSure = known.length === days.length && deletion.every(({ certain }) => certain);
  if (isSure && deletion.every(({ ages }) => isEveryAge(ages)))
    return 'Nothing here keeps the vault from being emptied.';
  const first = Math.min(...known);
  const only = 'The vault can be emptied only by deleting every archive';
  if (isSure && days.every((day) => day === first))
    return `${only}, each from its day ${withThousands(first)} on.`;
  return `${only}, each where and when that is not denied.`;
}
