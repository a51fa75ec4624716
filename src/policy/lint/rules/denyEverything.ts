import { vaultPolicyActions } from '../../vocabulary/actions';
import { isDeny } from '../elements';
import { overStatements } from '../rule';
import { concernsEveryone, isConditional, reachedActions } from './reach';

/** Everything is denied to everyone, without any condition. */
export const denyEverything = overStatements(function* (statement, { editor }) {
  const { action, node } = statement;
  if (!isDeny(statement) || !action?.value || isConditional(statement) || !concernsEveryone(statement))
    return;
  if (statement.notResource || reachedActions(statement).length < vaultPolicyActions.length) return;
  yield {
    at: action.value.span,
    covers: node.span,
    message:
      'This denies every action to everyone, the owner and root included. Once locked, nobody can ever read, delete or pay less for what is in the vault. Name the actions that are meant.',
    fixes: [
      {
        title: 'Limit to glacier:DeleteArchive',
        edits: [editor.replace(action.value, 'glacier:DeleteArchive')],
        preferred: true,
      },
    ],
  };
});
