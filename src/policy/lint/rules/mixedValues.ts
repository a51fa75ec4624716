import type { JsonNode } from '../../syntax/jsonNode';
import { readOperator } from '../../vocabulary/operators';
import type { PolicyEditor } from '../policyEditor';
import { overStatements, type FixDraft } from '../rule';

/** A list of values of several JSON types, or several Booleans in one test. */
export const mixedValues = overStatements(function* ({ tests }, { editor }) {
  for (const { operator, key, values } of tests) {
    if (key.value?.kind !== 'array' || values.length < 2) continue;
    // Other types are data-type's.
    const scalars = values.filter(({ kind }) => kind === 'string' || kind === 'number' || kind === 'boolean');
    const kinds = new Set(scalars.map(({ kind }) => kind));
    const use = readOperator(operator.key.value);
    const at = key.value.span;
    if (use?.operator.values === 'boolean' && scalars.length > 1) {
      const [only, ...others] = new Set(scalars.map(textOf));
      const [first] = scalars;
      const same = first && others.length === 0 && scalars.length === values.length;
      yield {
        at,
        message: `${use.operator.name} takes a single value: Glacier may refuse a list. ${others.length > 0 ? 'True and false together test nothing, and once locked that stays so.' : 'Write it once.'}`,
        fixes: same
          ? [
              {
                title: `Keep ${only ?? ''} only`,
                edits: [editor.replaceSource(at, editor.source(first))],
                preferred: true,
                fixAll: true,
              },
            ]
          : [],
      };
    } else if (kinds.size > 1) {
      const present = (['string', 'number', 'boolean'] as const).filter((kind) => kinds.has(kind));
      yield {
        at,
        message: `The values of one test must have one JSON type, and here stand ${present.map((kind) => `${kind}s`).join(' and ')}. Glacier may refuse the policy or pass over some of them. Quote them all.`,
        fixes: [quoteAll(scalars, editor)],
      };
    }
  }
});

function textOf(node: JsonNode): string {
  return node.kind === 'string'
    ? node.value.toLowerCase()
    : node.kind === 'boolean'
      ? String(node.value)
      : '';
}

function quoteAll(scalars: readonly JsonNode[], editor: PolicyEditor): FixDraft {
  const bare = scalars.filter(({ kind }) => kind !== 'string');
  return {
    title: 'Quote the values',
    edits: bare.map((value) => editor.replace(value, editor.source(value))),
    preferred: true,
    fixAll: true,
  };
}
