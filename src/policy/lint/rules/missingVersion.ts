import { isMisspelt, policyElements } from '../elements';
import { openingBrace, overPolicy } from '../rule';

/** Without Version the language rules of 2008 hold. */
export const missingVersion = overPolicy(function* ({ node, version }, { parsed, editor }) {
  if (version || isMisspelt(node, 'Version', policyElements)) return;
  const variables = parsed.policyText.includes('${');
  yield {
    at: openingBrace(node),
    message: `The policy has no Version, so the rules of 2008 hold, for ever once it is locked: ${
      variables ? 'its variables (${…}) are plain text and match nothing' : 'variables would be plain text'
    }. Write "2012-10-17".`,
    fixes: [
      {
        title: 'Insert "Version": "2012-10-17"',
        edits: [editor.insertMember(node, undefined, 'Version', '2012-10-17')],
        preferred: true,
        fixAll: !variables,
      },
    ],
  };
});
