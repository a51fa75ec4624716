import { actionNames, actionSet, everyAction, type ActionSet } from '../effect';
import { actionPrefix, expandAction } from '../vocabulary/actions';
import { actionEntries } from './elements';
import type { JudgedStatement } from './policyEffect';
import type { PolicyEdit, PolicyEditor } from './policyEditor';

/** More names than these read worse than what is left out. */
const mostListed = 8;

/**
 * Takes actions out of a statement and leaves the others: drops entries, spells out what is left of a wildcard, or
 * names in NotAction what is spared. Undefined where nothing would be left.
 */
export function withoutActions(
  { tree, reach }: JudgedStatement,
  spared: ActionSet,
  editor: PolicyEditor,
): readonly PolicyEdit[] | undefined {
  const element = tree.action ?? tree.notAction;
  const left = reach.actions & ~spared;
  if (!element?.value || left === 0) return undefined;
  const entries = actionEntries(tree).map(({ node }) => node.value);
  if (tree.notAction) return [editor.replace(element.value, [...entries, ...named(reach.actions & spared)])];

  const kept = entries.filter((entry) => (setOf(entry) & spared) === 0);
  const more = left & ~kept.reduce((set, entry) => set | setOf(entry), 0);
  const names = actionNames(more);
  if (names.length > mostListed) {
    const others = named(everyAction & ~left);
    return [editor.replace(element.key, 'NotAction'), editor.replace(element.value, single(others))];
  }
  const listed = [...kept, ...named(more)];
  return [editor.replace(element.value, element.value.kind === 'string' ? single(listed) : listed)];
}

function setOf(entry: string): ActionSet {
  return actionSet(...expandAction(entry).map(({ name }) => name));
}

function named(set: ActionSet): readonly string[] {
  return actionNames(set).map((name) => actionPrefix + name);
}

function single(list: readonly string[]): string | readonly string[] {
  return list.length === 1 ? (list[0] ?? list) : list;
}
