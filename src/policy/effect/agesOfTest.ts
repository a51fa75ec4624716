import type { ConditionTest } from '../document';
import { oncePerText } from '../oncePerText';
import { parseDecimal } from '../evaluate/number';
import { understandOperator } from '../evaluate/operator';
import { readOperator } from '../vocabulary/operators';
import { complement, everyAge, noAge, unite, type AgeInterval, type AgeSet } from './ageSet';
import { comparesByName, holdsAt } from './judgeAlone';

const ageKey = 'glacier:ArchiveAgeInDays';

/**
 * The ages at which a test on the age of archives holds, found out from the evaluator: the answer to one value of the
 * policy changes at that number only. Undefined where it may change elsewhere (wildcards, dates: to them four digits
 * are a year).
 */
export function agesOfTest(test: ConditionTest): AgeSet | undefined {
  const operator = understandOperator(test.operator);
  if (!operator) return noAge;
  if (operator.kind === 'null' || test.values.length === 0) return holdsAt(test, '0') ? everyAge : noAge;
  const family = readOperator(test.operator)?.operator.family;
  if (family === 'Date' || family === 'Binary' || (family === 'String' && !comparesByName(test)))
    return undefined;
  // Values are alternatives; negated, none may match: the ages that fail one of them are united and left out.
  const { negated } = operator;
  const values = new Set(test.values);
  if (values.size > mostValues) return undefined;
  const alternatives: AgeInterval[] = [];
  for (const value of values)
    alternatives.push(...agesOfValue(`${negated ? 'fails' : 'holds'}\n${test.operator}\n${value}`));
  const united = unite(alternatives);
  return negated ? complement(united) : united;
}

/** So many ages have room in a policy of 20 KB only if it says nothing else; beyond, none is looked at. */
const mostValues = 1000;

/** The ages at which a test with one value holds or fails: `holds`, the operator and the value, each on a line. */
const agesOfValue = oncePerText((asked): readonly AgeInterval[] => {
  const [wanted, operator = '', ...value] = asked.split('\n');
  const test = { operator, key: ageKey, values: [value.join('\n')] };
  return piecesAround(value.join('\n')).filter(
    ({ from }) => holdsAt(test, String(from)) === (wanted === 'holds'),
  );
});

/** Below a number, at it and above it; one piece where it is no age. */
function piecesAround(value: string): readonly AgeInterval[] {
  const days = parseDecimal(value) ? Math.floor(Number(value)) : NaN;
  if (!Number.isSafeInteger(days) || days < 0) return everyAge;
  const below = days > 0 ? [{ from: 0, to: days - 1 }] : [];
  return [...below, { from: days, to: days }, { from: days + 1, to: Infinity }];
}
