import { retentionStatement } from '../../compose/retentionStatement';
import { isMisspelt, policyElements, safeResource } from '../elements';
import { openingBrace, overPolicy } from '../rule';

/** The policy has no statement at all. */
export const missingStatement = overPolicy(function* (policy, context) {
  const { node, statement } = policy;
  const { editor } = context;
  const retention = [retentionStatement({ days: 366, vaultArn: safeResource(context) })];
  const title = 'Insert a statement that keeps archives for 366 days';
  if (statement?.value?.kind === 'array' && statement.value.items.length === 0) {
    yield {
      at: statement.value.span,
      message: 'The list of statements is empty: Glacier refuses the policy, and it would protect nothing.',
      fixes: [{ title, edits: [editor.replace(statement.value, retention)] }],
    };
  } else if (!statement && !isMisspelt(node, 'Statement', policyElements)) {
    yield {
      at: openingBrace(node),
      message: 'The policy has no Statement: Glacier refuses it, and it would protect nothing.',
      fixes: [{ title, edits: [editor.insertMember(node, node.members.at(-1), 'Statement', retention)] }],
    };
  }
});
