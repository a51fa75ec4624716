import { isMisspelt, precedingMember, safeResource, statementElements } from '../elements';
import { openingBrace, overStatements } from '../rule';

/** A statement names no vault. */
export const missingResource = overStatements(function* ({ node, resource, notResource }, context) {
  if (resource || notResource || isMisspelt(node, 'Resource', statementElements)) return;
  const { editor } = context;
  const value = safeResource(context);
  yield {
    at: openingBrace(node),
    message: `This statement has no Resource: Glacier refuses the policy. Name the vault by its ARN, or write "*" for the vault that carries the policy.`,
    fixes: [
      {
        title: `Insert "Resource": "${value}"`,
        edits: [editor.insertMember(node, precedingMember(node, 'Resource'), 'Resource', value)],
        preferred: true,
      },
    ],
  };
});
