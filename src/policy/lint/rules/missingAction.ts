import { isMisspelt, precedingMember, statementElements } from '../elements';
import { openingBrace, overStatements } from '../rule';

/** A statement names no action. */
export const missingAction = overStatements(function* ({ node, action, notAction }, { editor }) {
  if (action || notAction || isMisspelt(node, 'Action', statementElements)) return;
  yield {
    at: openingBrace(node),
    message:
      'This statement has no Action: Glacier refuses the policy. To keep archives, it names glacier:DeleteArchive.',
    fixes: [
      {
        title: 'Insert "Action": "glacier:DeleteArchive"',
        edits: [
          editor.insertMember(node, precedingMember(node, 'Action'), 'Action', 'glacier:DeleteArchive'),
        ],
        preferred: true,
      },
    ],
  };
});
