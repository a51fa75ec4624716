import { readConditionKey } from '../vocabulary/conditionKeys';
import type { HoverText } from './hoverText';
import { code } from './markdown';
import { pages } from './pages';

/** Longer texts are no values of a policy; looking for variables in them would only cost time. */
const longestSearched = 10_000;

/** `${name}` or `${name, 'default'}` around a place in a text. */
export interface VariableAt {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly name: string;
  readonly fallback: string | undefined;
}

/** The policy variable around a place in a text, if there is one. */
export function variableAt(text: string, index: number): VariableAt | undefined {
  if (text.length > longestSearched) return undefined;
  const from = text.lastIndexOf('${', index);
  const end = from < 0 ? -1 : text.indexOf('}', from);
  if (end < 0 || index > end) return undefined;
  const inner = text.slice(from + 2, end);
  const comma = inner.indexOf(", '");
  const fallback = comma >= 0 && inner.endsWith("'") ? inner.slice(comma + 3, -1) : undefined;
  return { from, to: end + 1, name: fallback === undefined ? inner : inner.slice(0, comma), fallback };
}

/** What a variable stands for. */
export function variableText({ name, fallback }: VariableAt, hasVariables: boolean): HoverText {
  if (!hasVariables)
    return {
      headline: '**Plain text**: only `"Version": "2012-10-17"` has variables',
      body: ['As it stands the text matches nothing that anybody would send.'],
      pages: [pages.variables],
    };
  if (name === '*' || name === '?' || name === '$')
    return { headline: `**The character ${code(name)} itself**, not a wildcard`, pages: [pages.variables] };
  const use = readConditionKey(name);
  if (!use)
    return {
      headline: `**${code(name)}** is no condition key, so nothing stands for it`,
      pages: [pages.variables],
    };
  return {
    headline: `**The value of ${code(name)}** in each request`,
    body: [
      use.key.multiValued
        ? 'It has several values, so it cannot be used as a variable.'
        : use.key.description,
      fallback === undefined
        ? `${use.key.whenPresent} Without it a positive test fails, a negated one holds, and a Resource matches nothing.`
        : `${use.key.whenPresent} Without it ${code(fallback)} is taken.`,
    ],
    pages: [pages.variables],
  };
}
