import { overPolicy } from '../rule';

/** Version is the version of the policy language, of which there are two. */
export const invalidVersion = overPolicy(function* ({ version }, { editor }) {
  const value = version?.value;
  if (!value || (value.kind === 'string' && /^(?:2012-10-17|2008-10-17)$/.test(value.value))) return;
  yield {
    at: value.span,
    message:
      'Version is the version of the policy language: "2012-10-17", or "2008-10-17" for the old one. Glacier refuses every other date.',
    fixes: [
      {
        title: 'Use 2012-10-17',
        edits: [editor.replace(value, '2012-10-17')],
        preferred: true,
        fixAll: true,
      },
    ],
  };
});
