import { overStatements } from '../rule';

/** A Sid that names nothing. */
export const emptySid = overStatements(function* ({ node, sid }, { editor }) {
  if (sid?.value?.kind !== 'string' || sid.value.value !== '') return;
  yield {
    at: sid.value.span,
    message:
      'An empty Sid names nothing, and reports on the locked policy will have no name for this statement. Give it one, or remove the Sid.',
    fixes: [
      {
        title: 'Remove the Sid',
        edits: editor.remove(node.members, sid),
        preferred: true,
        fixAll: true,
      },
    ],
  };
});
