import type { AgeTest } from '../lint/rules/ageTests';
import { inDays } from '../lint/rules/age';
import type { RuleCode } from '../lint/rules';
import { agedDeed, daysInWords, inDates, inFull, withoutAge } from '../retention/ageInWords';
import { agesThatHold, decidingValues, type AgesThatHold } from '../retention/agesThatHold';
import type { JsonNode } from '../syntax/jsonNode';
import type { StatementTree } from '../syntax/policyTree';
import type { HoverText } from './hoverText';
import { code } from './markdown';
import { pages } from './pages';

/** An age in a condition: in calendar terms, in days of protection, and in dates. */
export function ageText(
  { node, days }: { readonly node: JsonNode; readonly days: number },
  test: AgeTest,
  statement: StatementTree,
  now: number,
): HoverText {
  const counting = decidingValues(test);
  const [decisive] = counting;
  const operator = test.use.operator.name;
  if (decisive && !counting.some((value) => value.node === node))
    return {
      headline: `**${inDays(days)}: without effect**`,
      body: [
        `Several values are alternatives, so under ${code(operator)} the ${test.comparison === 'Less' ? 'largest' : 'smallest'} decides: **${inDays(decisive.days)}**.`,
      ],
      pages: [pages.operators],
      rules: ['age-several-values'],
      isFault: true,
    };
  const holds = agesThatHold(test, days);
  const deed = agedDeed(statement);
  const noAge = withoutAge(test, statement);
  const isBoundary = holds.ages === 'before' || holds.ages === 'from';
  return {
    headline: `**${daysInWords(days)}**`,
    body: [
      noAge ?? (deed ? inFull(holds, deed) : undefined),
      deed && inDates(holds, deed, now),
      deed && isBoundary
        ? '_Whole days since the upload. How AWS rounds is not documented: keep a spare day._'
        : undefined,
    ],
    pages: [pages.vaultLockPolicy],
    rules: rulesAbout(holds, test),
  };
}

function rulesAbout(holds: AgesThatHold, { ages }: AgeTest): readonly RuleCode[] {
  if (ages.length > 1) return ['age-several-values'];
  return holds.ages === 'from' ? ['age-direction'] : ['age-boundary'];
}
