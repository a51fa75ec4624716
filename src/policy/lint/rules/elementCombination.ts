import type { Member } from '../../syntax/jsonNode';
import { overStatements } from '../rule';

/** Of each pair (Action and NotAction, and so on) a statement has exactly one. */
export const elementCombination = overStatements(function* (statement, { editor }) {
  const { node, principal, notPrincipal, action, notAction, resource, notResource } = statement;
  const pairs: readonly (readonly [Member | undefined, Member | undefined])[] = [
    [principal, notPrincipal],
    [action, notAction],
    [resource, notResource],
  ];
  for (const [plain, not] of pairs) {
    if (!plain || !not) continue;
    yield {
      at: not.key.span,
      message: `${plain.key.value} and ${not.key.value} cannot stand in one statement: Glacier refuses the policy. Keep one of the two.`,
      // Removing the plain one instead would leave the broad form, which is hardly ever meant in a lock.
      fixes: [
        {
          title: `Remove ${not.key.value}`,
          edits: editor.remove(node.members, not),
        },
      ],
    };
  }
});
