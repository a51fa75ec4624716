import { parseDecimal } from '../../evaluate/number';
import type { JsonNode } from '../../syntax/jsonNode';
import type { StatementTree } from '../../syntax/policyTree';
import { comparedText } from '../conditionTests';
import { isDeny } from '../elements';
import { overStatements, type FixDraft, type LintContext } from '../rule';
import { ageTests, holdSomewhere, whichAges, type AgeTest } from './ageTests';
import { valuesOf } from '../../syntax/policyTree';

/** An age that no archive can have: no number, or below zero. What the evaluator can compare is left alone. */
export const ageValue = overStatements(function* (statement, context) {
  for (const test of ageTests(statement)) {
    const values = valuesOf(test.key);
    const wrong = values.filter((value) => {
      const text = comparedText(value);
      // Other types are data-type's.
      return text !== undefined && parseDecimal(text) === undefined;
    });
    const dead = wrong.length === values.length || test.comparison === 'Not';
    for (const value of wrong)
      yield {
        at: value.span,
        message: `An age is a number of days, such as "366"; ${context.editor.source(value)} is none. ${dead ? never(statement) : 'Once locked, it matches no archive, and the other values alone count.'}`,
        fixes: values.length === 1 ? [plainNumber(value, context)] : [],
      };
    const [first] = test.ages;
    if (wrong.length > 0 || !first || isNoDays(test) || holdSomewhere([test])) continue;
    yield {
      at: test.ages.length === 1 ? first.node.span : (test.key.value ?? test.key).span,
      message: `Ages are whole days, 0 and up: no archive is ever ${whichAges(test)}. ${never(statement)}`,
    };
  }
});

function never(statement: StatementTree): string {
  return `Once locked, the test never matches an archive${isDeny(statement) ? ': this statement protects none, for ever' : ''}.`;
}

/** Under 0 days is age-implausible's. */
function isNoDays({ ages, use }: AgeTest): boolean {
  return use.operator.name === 'NumericLessThan' && ages.some(({ days }) => days === 0);
}

/** `366 days` and ` 366 ` say plainly which number is meant. Years and months do not. */
function plainNumber(value: JsonNode, { editor }: LintContext): FixDraft | undefined {
  if (value.kind !== 'string') return undefined;
  const number = /^([1-9]\d{0,5})\s*(?:d|days?)?$/i.exec(value.value.trim())?.[1];
  if (number === undefined) return undefined;
  return { title: `Use "${number}"`, edits: [editor.replace(value, number)], preferred: true };
}
