import type { JsonNode } from '../../syntax/jsonNode';
import { isAgeKey } from '../../vocabulary/conditionKeys';
import { readOperator } from '../../vocabulary/operators';
import { isDeny } from '../elements';
import { overStatements, type FixDraft, type LintContext } from '../rule';
import { readAge } from './age';

/** An age that is no whole number of days. */
export const ageValue = overStatements(function* (statement, context) {
  for (const { operator, key, values } of statement.tests) {
    if (!isAgeKey(key.key.value) || readOperator(operator.key.value)?.operator.family !== 'Numeric') continue;
    for (const value of values) {
      // Other types are data-type's.
      if (value.kind === 'object' || value.kind === 'array' || value.kind === 'null') continue;
      if (readAge(value) !== undefined) continue;
      yield {
        at: value.span,
        message: `An age is a whole number of days, such as "365"; ${context.editor.source(value)} is none. Once locked, the test never matches${isDeny(statement) ? ': archives of every age can be deleted, for ever' : ''}.`,
        fixes: [plainNumber(value, context)],
      };
    }
  }
});

/** `365 days` and ` 365 ` say plainly which number is meant. Years and months do not. */
function plainNumber(value: JsonNode, { editor }: LintContext): FixDraft | undefined {
  if (value.kind !== 'string') return undefined;
  const number = /^\s*(\d{1,6})\s*(?:d|days?)?\s*$/i.exec(value.value)?.[1];
  if (number === undefined) return undefined;
  return { title: `Use "${number}"`, edits: [editor.replace(value, number)], preferred: true };
}
