import type { StatementTree } from '../../syntax/policyTree';
import { expandAction, findAction, type Action } from '../../vocabulary/actions';
import type { KnownTest } from '../conditionTests';
import { actionEntries } from '../elements';
import type { FixDraft, LintContext } from '../rule';
import { addStatement, copyStatement, removeTests } from '../statementEdits';
import { canCarry, demandingTests } from './keyPresence';

/** What may be denied for good without taking the vault out of use. */
const deniableForGood: readonly string[] = [
  'AddTagsToVault',
  'DeleteVault',
  'DeleteVaultAccessPolicy',
  'DeleteVaultNotifications',
  'RemoveTagsFromVault',
  'SetVaultNotifications',
];

/**
 * Moves actions that a test keeps from being denied to a copy of the statement without it. Undefined where this would
 * do more than was meant, or where another test of the statement is not for them either.
 */
export function moveActions(
  statement: StatementTree,
  moved: readonly Action[],
  tests: readonly KnownTest[],
  { parsed, editor }: LintContext,
): FixDraft | undefined {
  const { action } = statement;
  if (!parsed.policy || !action?.value) return undefined;
  if (!moved.every(({ name }) => deniableForGood.includes(name))) return undefined;
  const keys = new Set(tests.map(({ key }) => key));
  const others = demandingTests(statement).filter(({ key }) => !keys.has(key));
  if (!moved.every((each) => others.every(({ keyUse }) => canCarry(each, keyUse)))) return undefined;
  const names = moved.map(({ name }) => `glacier:${name}`);
  const [stays, ...more] = entriesWithout(statement, moved);
  const withoutTests = removeTests(statement, tests, editor);
  if (stays === undefined || !withoutTests) return undefined;
  const copy = copyStatement(
    parsed.policy,
    statement,
    [...withoutTests, editor.replace(action.value, names.length === 1 ? names[0] : names)],
    editor,
  );
  const added = addStatement(parsed.policy, statement, copy, editor);
  const kept = editor.replace(action.value, more.length === 0 ? stays : [stays, ...more]);
  return added && { title: 'Move them to a statement of their own', edits: [kept, ...added] };
}

/** The entries of an Action less some actions; a wildcard that takes these in is written out. */
export function entriesWithout(statement: StatementTree, gone: readonly Action[]): readonly string[] {
  const names = actionEntries(statement).flatMap(({ node }) => {
    const expanded = expandAction(node.value);
    const rest = expanded.filter((each) => !gone.includes(each));
    if (rest.length === expanded.length) return [node.value];
    return rest.filter(({ outside }) => !outside).map(({ name }) => `glacier:${name}`);
  });
  return [...new Set(names)];
}

/** Whether an entry of Action names one action, without wildcards. */
export function isOneAction(entry: string): boolean {
  return findAction(entry.slice(entry.indexOf(':') + 1)) !== undefined;
}
