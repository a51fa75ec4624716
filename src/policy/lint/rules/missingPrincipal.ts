import { isDeny, isMisspelt, precedingMember, statementElements } from '../elements';
import { openingBrace, overStatements } from '../rule';

/** A statement does not say whom it concerns. Identity policies need no Principal, a vault's own policy does. */
export const missingPrincipal = overStatements(function* (statement, { editor }) {
  const { node, principal, notPrincipal } = statement;
  if (principal || notPrincipal || isMisspelt(node, 'Principal', statementElements)) return;
  const deny = isDeny(statement);
  yield {
    at: openingBrace(node),
    message: `This statement has no Principal: Glacier refuses the policy. The policy of a vault must say whom each statement concerns${deny ? '; a Deny that protects archives says "*", everyone' : ''}.`,
    fixes: deny
      ? [
          {
            title: 'Insert "Principal": "*"',
            edits: [editor.insertMember(node, precedingMember(node, 'Principal'), 'Principal', '*')],
            preferred: true,
          },
        ]
      : [],
  };
});
