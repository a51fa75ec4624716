import type { JsonNode, Member } from '../../syntax/jsonNode';
import { typeName, type PolicyEditor } from '../policyEditor';
import { overPolicy, type Finding, type FixDraft } from '../rule';

/** An element has a value of the wrong JSON type. */
export const dataType = overPolicy(function* (policy, { editor }) {
  yield* text(policy.id, editor);
  yield* statementList(policy.statement);
  for (const { sid, effect, action, notAction, resource, notResource, condition } of policy.statements) {
    yield* text(sid, editor);
    yield* text(effect, editor);
    for (const list of [action, notAction, resource, notResource]) yield* texts(list);
    yield* conditionBlock(condition);
  }
});

function* text(member: Member | undefined, editor: PolicyEditor): Iterable<Finding> {
  const value = member?.value;
  if (!member || !value || value.kind === 'string') return;
  yield finding(value, `${member.key.value} must be a string, not ${typeName(value)}.`, [
    fixForText(member.key.value, value, editor),
  ]);
}

function fixForText(element: string, value: JsonNode, editor: PolicyEditor): FixDraft | undefined {
  if (element !== 'Effect' && (value.kind === 'number' || value.kind === 'boolean')) {
    const edits = [editor.replace(value, editor.source(value))];
    return { title: 'Quote the value', edits, preferred: true, fixAll: true };
  }
  if (value.kind !== 'array' || value.items.length !== 1) return undefined;
  const [only] = value.items;
  if (only?.kind !== 'string' || (element === 'Effect' && !/^(?:Allow|Deny)$/.test(only.value)))
    return undefined;
  const edits = [editor.replaceSource(value.span, editor.source(only))];
  return { title: 'Take the value out of the list', edits, preferred: true, fixAll: true };
}

function* statementList(member: Member | undefined): Iterable<Finding> {
  const value = member?.value;
  if (!value || value.kind === 'object') return;
  if (value.kind !== 'array') {
    yield finding(value, `Statement must be an object or a list of objects, not ${typeName(value)}.`);
    return;
  }
  for (const item of value.items)
    if (item.kind !== 'object') yield finding(item, `A statement must be an object, not ${typeName(item)}.`);
}

function* texts(member: Member | undefined): Iterable<Finding> {
  const value = member?.value;
  if (!member || !value || value.kind === 'string') return;
  const must = `${member.key.value} must be a string or a list of strings`;
  if (value.kind !== 'array') {
    yield finding(value, `${must}, not ${typeName(value)}.`);
    return;
  }
  for (const item of value.items)
    if (item.kind !== 'string') yield finding(item, `${must}, and this entry is ${typeName(item)}.`);
}

function* conditionBlock(condition: Member | undefined): Iterable<Finding> {
  const value = condition?.value;
  if (!value) return;
  if (value.kind !== 'object') {
    yield finding(value, `Condition must be an object of operators, not ${typeName(value)}.`);
    return;
  }
  for (const operator of value.members) {
    if (!operator.value) continue;
    if (operator.value.kind === 'object')
      for (const key of operator.value.members) yield* conditionValues(key);
    else
      yield finding(
        operator.value,
        `${operator.key.value} must hold an object of condition keys and values, not ${typeName(operator.value)}.`,
      );
  }
}

function* conditionValues({ key, value }: Member): Iterable<Finding> {
  if (!value) return;
  const items = value.kind === 'array' ? value.items : [value];
  for (const item of items)
    if (item.kind === 'object' || item.kind === 'array' || item.kind === 'null')
      yield finding(
        item,
        `${key.value} is compared with strings, numbers or Booleans, and this is ${typeName(item)}.`,
      );
}

function finding(node: JsonNode, message: string, fixes: Finding['fixes'] = []): Finding {
  return { at: node.span, message: `${message} Glacier refuses the policy.`, fixes };
}
