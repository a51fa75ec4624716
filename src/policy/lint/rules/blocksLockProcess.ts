import type { Member } from '../../syntax/jsonNode';
import { expandAction } from '../../vocabulary/actions';
import { actionEntries, isDeny, siblingsOf } from '../elements';
import { overStatements, type FixDraft, type LintContext } from '../rule';
import { affectedActions } from './keyPresence';
import { lockProcess } from './lockProcess';
import { isConditional } from './reach';
import type { StatementTree } from '../../syntax/policyTree';

/** The policy is in force while the 24 hours run: a Deny may take away the way out, or the way on. */
export const blocksLockProcess = overStatements(function* (statement, context) {
  const element = statement.action ?? statement.notAction;
  if (!element?.value || !isDeny(statement)) return;
  const blocked = affectedActions(statement)
    .map(({ name }) => name)
    .filter((name) => lockProcess.includes(name));
  if (blocked.length === 0) return;
  yield {
    at: element.value.span,
    covers: statement.node.span,
    message: `The policy is in force as soon as the lock is initiated. Denying ${blocked.join(', ')}${isConditional(statement) ? ' (whenever its Condition holds)' : ''} means that within the 24 hours those concerned can no longer ${consequences(blocked)}. Leave these actions out.`,
    fixes: [except(statement, element, context)],
  };
});

function consequences(blocked: readonly string[]): string {
  const words: string[] = [];
  if (blocked.includes('AbortVaultLock')) words.push('abort the lock');
  if (blocked.includes('CompleteVaultLock')) words.push('complete it');
  if (blocked.includes('GetVaultLock')) words.push('see its state');
  return words.join(' or ');
}

/** Certain where the entries that reach them can be dropped, or added to a NotAction. */
function except(statement: StatementTree, element: Member, { editor }: LintContext): FixDraft | undefined {
  const title = 'Except the lock actions';
  const entries = actionEntries(statement);
  const names = lockProcess.map((name) => `glacier:${name}`);
  if (statement.notAction && element.value) {
    const kept = entries.map(({ node }) => node.value);
    return { title, edits: [editor.replace(element.value, [...kept, ...names])], preferred: true };
  }
  const siblings = siblingsOf(element);
  if (!siblings) return undefined;
  const reaching = entries.filter(({ node }) =>
    expandAction(node.value).some(({ name }) => lockProcess.includes(name)),
  );
  const onlyProcess = reaching.every(({ node }) =>
    expandAction(node.value).every(({ name }) => lockProcess.includes(name)),
  );
  if (!onlyProcess || reaching.length >= siblings.length || !element.value) return undefined;
  const kept = entries.filter((entry) => !reaching.includes(entry)).map(({ node }) => node.value);
  return { title, edits: [editor.replace(element.value, kept)], preferred: true };
}
