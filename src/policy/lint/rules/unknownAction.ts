import { oncePerText } from '../../oncePerText';
import { actionPrefix, actions, expandAction } from '../../vocabulary/actions';
import { nearest } from '../../vocabulary/nearest';
import { hasWildcard } from '../../wildcard';
import { actionEntries, type ListEntry } from '../elements';
import { overStatements } from '../rule';
import { serviceOf } from './actionService';

/** Glacier has no such action: the entry matches nothing. */
export const unknownAction = overStatements(function* (statement, { editor }) {
  for (const entry of actionEntries(statement)) {
    const { node } = entry;
    const service = serviceOf(node.value);
    if ((service !== 'glacier' && service !== 'none') || expandAction(node.value).length > 0) continue;
    const suggestion = suggest(node.value);
    yield {
      at: node.span,
      message: `${whatIsWrong(node.value)} ${consequence(entry)}${suggestion ? ` Probably ${suggestion.name} is meant.` : ''}`,
      fixes: suggestion
        ? [
            {
              title: `Use ${suggestion.name}`,
              edits: [editor.replace(node, suggestion.name)],
              preferred: true,
              fixAll: suggestion.certain,
            },
          ]
        : [],
    };
  }
});

function whatIsWrong(written: string): string {
  if (/\s/.test(written)) return `White space counts in "${written}": Glacier has no such action.`;
  if (!written.includes(':')) return `"${written}" lacks the prefix "glacier:".`;
  return hasWildcard(written)
    ? `No action of Glacier fits "${written}".`
    : `Glacier has no action "${written}".`;
}

export function consequence({ negated }: ListEntry): string {
  return negated
    ? 'In NotAction it exempts nothing, and once locked that stays so.'
    : 'It matches no request, and once locked it never will.';
}

interface Suggestion {
  readonly name: string;
  /** Only white space, the prefix or capitals are wrong. */
  readonly certain: boolean;
}

/** The name of the API operation differs from that of the action. */
const otherNames: ReadonlyMap<string, string> = new Map([['uploadpart', 'UploadMultipartPart']]);

const actionNames = actions.map(({ name }) => name);
const nearestAction = oncePerText((name) => nearest(name, actionNames));

function suggest(written: string): Suggestion | undefined {
  const dense = written.replace(/\s+/g, '');
  const name = dense.slice(dense.lastIndexOf(':') + 1);
  if (name === '') return undefined;
  const [only, ...others] = expandAction(actionPrefix + name);
  const known = only && others.length === 0 && !hasWildcard(name) ? only.name : undefined;
  if (known !== undefined) return { name: actionPrefix + known, certain: true };
  if (only && !/^\*+$/.test(name)) return { name: actionPrefix + name, certain: true };
  if (hasWildcard(name)) return undefined;
  const near = otherNames.get(name.toLowerCase()) ?? nearestAction(name);
  return near === undefined ? undefined : { name: actionPrefix + near, certain: false };
}
