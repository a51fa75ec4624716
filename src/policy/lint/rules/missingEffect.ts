import { isMisspelt, precedingMember, statementElements } from '../elements';
import { openingBrace, overStatements } from '../rule';

/** A statement does not say whether it allows or denies. */
export const missingEffect = overStatements(function* ({ node, effect }, { editor }) {
  if (effect || isMisspelt(node, 'Effect', statementElements)) return;
  yield {
    at: openingBrace(node),
    message:
      'This statement has no Effect: Glacier refuses the policy. A statement that protects archives says "Deny".',
    fixes: [
      {
        title: 'Insert "Effect": "Deny"',
        edits: [editor.insertMember(node, precedingMember(node, 'Effect'), 'Effect', 'Deny')],
        preferred: true,
      },
    ],
  };
});
