import type { JsonNode, Member, ObjectNode } from '../../syntax/jsonNode';
import { typeName, type PolicyEditor } from '../policyEditor';
import { overPolicy, type Finding, type FixDraft } from '../rule';

/** An element has a value of the wrong JSON type. */
export const dataType = overPolicy(function* (policy, { editor }) {
  yield* text(policy.id, policy.node, editor);
  yield* statementList(policy.statement, editor);
  for (const {
    node,
    sid,
    effect,
    action,
    notAction,
    resource,
    notResource,
    condition,
  } of policy.statements) {
    yield* text(sid, node, editor);
    yield* text(effect, node, editor);
    for (const list of [action, notAction, resource, notResource]) yield* texts(list, editor);
    yield* conditionBlock(condition, editor);
  }
});

function* text(member: Member | undefined, object: ObjectNode, editor: PolicyEditor): Iterable<Finding> {
  const value = member?.value;
  if (!member || !value || value.kind === 'string') return;
  yield finding(value, `${member.key.value} must be a string, not ${typeName(value)}.`, [
    fixForText(member, value, object, editor),
  ]);
}

function fixForText(
  member: Member,
  value: JsonNode,
  object: ObjectNode,
  editor: PolicyEditor,
): FixDraft | undefined {
  const element = member.key.value;
  // Sid and Id may be left out.
  if (element !== 'Effect' && value.kind === 'null')
    return {
      title: `Remove the ${element}`,
      edits: editor.remove(object.members, member),
      preferred: true,
      fixAll: true,
    };
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

function* statementList(member: Member | undefined, editor: PolicyEditor): Iterable<Finding> {
  const value = member?.value;
  if (!value || value.kind === 'object') return;
  if (value.kind !== 'array') {
    yield finding(value, `Statement must be an object or a list of objects, not ${typeName(value)}.`);
    return;
  }
  for (const item of value.items)
    if (item.kind !== 'object')
      yield finding(item, `A statement must be an object, not ${typeName(item)}.`, [
        withoutBrackets(item, 'object', editor),
      ]);
}

/** A list inside of a list, the entries of which belong into the outer one. */
function withoutBrackets(
  item: JsonNode,
  kind: JsonNode['kind'] | undefined,
  editor: PolicyEditor,
): FixDraft | undefined {
  if (item.kind !== 'array' || item.items.length === 0) return undefined;
  const fits = item.items.every((entry) => (kind === undefined ? isValue(entry) : entry.kind === kind));
  if (!fits) return undefined;
  const { from, to } = item.span;
  const edits = [
    editor.replaceSource({ from, to: from + 1 }, ''),
    editor.replaceSource({ from: to - 1, to }, ''),
  ];
  return { title: 'Remove the inner brackets', edits, preferred: true, fixAll: true };
}

function isValue({ kind }: JsonNode): boolean {
  return kind === 'string' || kind === 'number' || kind === 'boolean';
}

/** An entry that names nothing, among others that do. */
function withoutEntry(
  items: readonly JsonNode[],
  item: JsonNode,
  editor: PolicyEditor,
): FixDraft | undefined {
  if (item.kind !== 'null' || items.every(({ kind }) => kind === 'null')) return undefined;
  return { title: 'Remove null', edits: editor.remove(items, item), preferred: true, fixAll: true };
}

/** What other languages make of a list that they take for a table: `{"0": "a", "1": "b"}`. */
function asList(value: JsonNode, editor: PolicyEditor): FixDraft | undefined {
  if (value.kind !== 'object' || value.members.length === 0) return undefined;
  const entries = value.members.map(({ key, value: entry }, index) =>
    key.value === String(index) && entry?.kind === 'string' ? editor.source(entry) : undefined,
  );
  if (entries.includes(undefined)) return undefined;
  const edits = [editor.replaceSource(value.span, `[${entries.join(', ')}]`)];
  return { title: 'Write it as a list', edits, preferred: true, fixAll: true };
}

function* texts(member: Member | undefined, editor: PolicyEditor): Iterable<Finding> {
  const value = member?.value;
  if (!member || !value || value.kind === 'string') return;
  const must = `${member.key.value} must be a string or a list of strings`;
  if (value.kind !== 'array') {
    yield finding(value, `${must}, not ${typeName(value)}.`, [asList(value, editor)]);
    return;
  }
  for (const item of value.items)
    if (item.kind !== 'string')
      yield finding(item, `${must}, and this entry is ${typeName(item)}.`, [
        withoutBrackets(item, 'string', editor) ?? withoutEntry(value.items, item, editor),
      ]);
}

function* conditionBlock(condition: Member | undefined, editor: PolicyEditor): Iterable<Finding> {
  const value = condition?.value;
  if (!value) return;
  if (value.kind !== 'object') {
    yield finding(value, `Condition must be an object of operators, not ${typeName(value)}.`, [
      onlyObject(value, editor),
    ]);
    return;
  }
  for (const operator of value.members) {
    if (!operator.value) continue;
    if (operator.value.kind === 'object')
      for (const key of operator.value.members) yield* conditionValues(key, editor);
    else
      yield finding(
        operator.value,
        `${operator.key.value} must hold an object of condition keys and values, not ${typeName(operator.value)}.`,
        [onlyObject(operator.value, editor)],
      );
  }
}

/** An object that stands alone in a list. */
function onlyObject(value: JsonNode, editor: PolicyEditor): FixDraft | undefined {
  const [only, ...others] = value.kind === 'array' ? value.items : [];
  if (only?.kind !== 'object' || others.length > 0) return undefined;
  const edits = [editor.replaceSource(value.span, editor.source(only))];
  return { title: 'Take the object out of the list', edits, preferred: true, fixAll: true };
}

function* conditionValues({ key, value }: Member, editor: PolicyEditor): Iterable<Finding> {
  if (!value) return;
  const items = value.kind === 'array' ? value.items : [value];
  for (const item of items)
    if (item.kind === 'object' || item.kind === 'array' || item.kind === 'null')
      yield finding(
        item,
        `${key.value} is compared with strings, numbers or Booleans, and this is ${typeName(item)}.`,
        value.kind === 'array'
          ? [withoutBrackets(item, undefined, editor) ?? withoutEntry(items, item, editor)]
          : [],
      );
}

function finding(node: JsonNode, message: string, fixes: Finding['fixes'] = []): Finding {
  return { at: node.span, message: `${message} Glacier refuses the policy.`, fixes };
}
