import { memberOf, type Member } from '../../syntax/jsonNode';
import { actionPrefix, expandAction, findAction } from '../../vocabulary/actions';
import { readConditionKey } from '../../vocabulary/conditionKeys';
import { readOperator } from '../../vocabulary/operators';
import { actionEntries } from '../elements';
import type { JsonNode, StringNode } from '../../syntax/jsonNode';
import type { PolicyEditor } from '../policyEditor';
import { overStatements, type Finding } from '../rule';

/** The name is right but for its capitals, which do not count. */
export const canonicalSpelling = overStatements(function* (statement, { editor }) {
  for (const { node } of actionEntries(statement)) {
    const canonical = canonicalAction(node.value);
    if (canonical !== undefined && canonical !== node.value) yield finding(node, canonical, true, editor);
  }
  const { condition, tests } = statement;
  if (condition?.value?.kind === 'object')
    for (const { key } of condition.value.members) {
      const canonical = readOperator(key.value)?.canonical;
      if (canonical !== undefined && canonical !== key.value)
        yield finding(key, canonical, isFree(condition.value, canonical), editor);
    }
  for (const { operator, key } of tests) {
    const canonical = canonicalKey(key);
    if (canonical !== undefined && canonical !== key.key.value)
      yield finding(key.key, canonical, isFree(operator.value, canonical), editor);
  }
});

function isFree(object: JsonNode | undefined, name: string): boolean {
  return object?.kind === 'object' && memberOf(object, name) === undefined;
}

function canonicalAction(entry: string): string | undefined {
  if (/^\*+$/.test(entry) || expandAction(entry).length === 0) return undefined;
  const name = entry.slice(actionPrefix.length);
  return actionPrefix + (findAction(name)?.name ?? name);
}

/** The part behind the slash is the tag's own and stays as it is. */
function canonicalKey({ key }: Member): string | undefined {
  const use = readConditionKey(key.value);
  if (!use) return undefined;
  return use.tagKey === undefined ? use.key.name : `${use.key.name}/${use.tagKey}`;
}

function finding(node: StringNode, canonical: string, fixable: boolean, editor: PolicyEditor): Finding {
  return {
    at: node.span,
    message: `AWS's reference writes ${canonical}. Capitals do not count here, so both mean the same.`,
    fixes: fixable
      ? [
          {
            title: `Use ${canonical}`,
            edits: [editor.replace(node, canonical)],
            preferred: true,
            fixAll: true,
          },
        ]
      : [],
  };
}
