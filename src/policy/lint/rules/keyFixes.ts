import type { JsonNode, Member } from '../../syntax/jsonNode';
import { valuesOf, type StatementTree } from '../../syntax/policyTree';
import { isAgeKey, readConditionKey } from '../../vocabulary/conditionKeys';
import { readOperator } from '../../vocabulary/operators';
import type { PolicyEdit, PolicyEditor } from '../policyEditor';
import type { FixDraft } from '../rule';
import { readWholeDays } from './age';

/**
 * Writes another name of a condition key, unless it is there already in whatever capitals, would still lack its tag
 * key, or would only lead to the next error.
 */
export function keyFixes(
  { condition }: StatementTree,
  operator: Member,
  key: Member,
  meant: string | undefined,
  editor: PolicyEditor,
): readonly FixDraft[] {
  if (meant === undefined || hasName(operator.value, meant)) return [];
  const use = readConditionKey(meant);
  if (use?.key.tagged === true && !use.tagKey) return [];
  const more = isAgeKey(meant) ? ageOperatorEdits(condition, operator, key, editor) : [];
  if (!more) return [];
  return [{ title: `Use ${meant}`, edits: [editor.replace(key.key, meant), ...more], preferred: true }];
}

/** What else must change for a test on the age to be sound; undefined where that is not certain. */
function ageOperatorEdits(
  condition: Member | undefined,
  operator: Member,
  key: Member,
  editor: PolicyEditor,
): readonly PolicyEdit[] | undefined {
  const use = readOperator(operator.key.value);
  // An operator that is none yet is a diagnostic of its own.
  if (!use || use.operator.family === 'Null') return [];
  const days = valuesOf(key).map(readWholeDays);
  if (days.includes(undefined) || new Set(days).size !== 1) return undefined;
  if (use.operator.family === 'Numeric') return [];
  const alone = operator.value?.kind === 'object' && operator.value.members.length === 1;
  const meant = use.canonical.replace('Date', 'Numeric');
  if (use.operator.family !== 'Date' || !alone || hasName(condition?.value, meant)) return undefined;
  return [editor.replace(operator.key, meant)];
}

/** Whether the ages under an operator would be judged as sound if it had another name. */
export function agesFit(operator: Member, meant: string): boolean {
  if (operator.value?.kind !== 'object') return true;
  const family = readOperator(meant)?.operator.family;
  return operator.value.members.every((key) => {
    if (!isAgeKey(key.key.value) || family === 'Null') return true;
    const days = valuesOf(key).map(readWholeDays);
    return family === 'Numeric' && !days.includes(undefined) && new Set(days).size === 1;
  });
}

function hasName(object: JsonNode | undefined, name: string): boolean {
  const wanted = name.toLowerCase();
  return object?.kind !== 'object' || object.members.some(({ key }) => key.value.toLowerCase() === wanted);
}
