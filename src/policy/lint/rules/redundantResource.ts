import type { Member } from '../../syntax/jsonNode';
import { stringsOf } from '../../syntax/policyTree';
import { coversPattern, isMatchAll, wildcardPattern } from '../../wildcard';
import { siblingsOf } from '../elements';
import { overStatements } from '../rule';
import { coveredEntries, isCovered, type Entry } from './coveredEntries';

/** A vault that another entry of the same list covers already, such as every vault beside `*`. */
export const redundantResource = overStatements(function* ({ resource, notResource }, { editor }) {
  for (const member of [resource, notResource]) {
    const siblings = member && siblingsOf(member);
    if (!siblings) continue;
    for (const { node, by } of coveredEntries(entriesOf(member), ({ node: { value } }) => value, covers))
      yield {
        at: node.span,
        message: isCovered(node, by),
        fixes: [
          {
            title: 'Remove the entry',
            edits: editor.remove(siblings, node),
            preferred: true,
            fixAll: true,
          },
        ],
      };
  }
});

interface ResourceEntry extends Entry {
  /** At most six parts, as the evaluator takes an ARN apart. */
  readonly parts: readonly string[];
}

function entriesOf(member: Member): readonly ResourceEntry[] {
  return stringsOf(member).map((node) => ({ node, parts: partsOf(node.value, 6) }));
}

/** Splits at colons into so many parts at most; later colons belong to the last. */
function partsOf(text: string, most: number): string[] {
  const parts = text.split(':');
  return parts.length <= most ? parts : [...parts.slice(0, most - 1), parts.slice(most - 1).join(':')];
}

/**
 * Part by part as the evaluator compares, the last part written running across colons. An entry with a variable covers
 * only what is written alike: what it stands for is not known.
 */
function covers(outer: ResourceEntry, inner: ResourceEntry): boolean {
  if (isMatchAll(outer.node.value)) return true;
  const { parts } = outer;
  if (outer.node.value.includes('${') || parts.length > inner.parts.length) return false;
  return parts.every((part, index) => {
    const rest = index === parts.length - 1 ? inner.parts.slice(index).join(':') : inner.parts[index];
    if (index === 2) return part === inner.parts[2] && part !== '' && parts.length > 3;
    return coversPattern(wildcardPattern(part), wildcardPattern(rest ?? ''));
  });
}
