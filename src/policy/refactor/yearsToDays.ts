import { comparedText } from '../lint/conditionTests';
import { daysOfYears, longestNamed } from '../lint/rules/age';
import type { JsonNode } from '../syntax/jsonNode';
import { isAgeKey } from '../vocabulary/conditionKeys';
import { inFile, type Place, type Refactoring } from './refactoring';

/** Beyond a century nobody means it. */
const mostYears = 99;

/** Writes an age at the cursor that is given or meant in years as days, every leap day counted. */
export function yearsToDays({ parsed, statement, touches, editor }: Place): readonly Refactoring[] {
  const ages = (statement?.tests ?? []).filter(({ key }) => isAgeKey(key.key.value));
  return ages
    .flatMap(({ values }) => values)
    .filter((value) => touches(value))
    .flatMap((value) => {
      const years = yearsIn(value);
      if (years === undefined) return [];
      const days = daysOfYears(years.count);
      const written = value.kind === 'number' ? days : String(days);
      return [
        {
          kind: 'yearsToDays',
          title: `${years.withoutLeapDays ? 'Count the leap days' : 'Convert years to days'}: ${years.count === 1 ? '1 year is' : `${years.count} years are`} ${days} days at most`,
          about: 'place',
          edits: inFile(parsed, [editor.replace(value, written)]),
        } satisfies Refactoring,
      ];
    });
}

interface Years {
  readonly count: number;
  /** Whether the value is a number of days already, 365 a year. */
  readonly withoutLeapDays: boolean;
}

/** `"7 years"`, `7`, and `2555`, which is seven years of 365 days. */
function yearsIn(value: JsonNode): Years | undefined {
  if (value.kind !== 'string' && value.kind !== 'number') return undefined;
  const { digits, unit } =
    /^\s*(?<digits>[1-9]\d{0,4})\s*(?<unit>[a-z]*)\.?\s*$/i.exec(comparedText(value) ?? '')?.groups ?? {};
  if (digits === undefined) return undefined;
  const count = Number(digits);
  if (/^(?:y|yrs?|years?)$/i.test(unit ?? ''))
    return count <= mostYears ? { count, withoutLeapDays: false } : undefined;
  if (unit !== '') return undefined;
  if (count <= longestNamed) return { count, withoutLeapDays: false };
  return count % 365 === 0 && count / 365 <= longestNamed
    ? { count: count / 365, withoutLeapDays: true }
    : undefined;
}
