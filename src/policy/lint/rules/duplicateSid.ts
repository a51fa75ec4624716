import { overPolicy } from '../rule';

/** Two statements bear the same name. */
export const duplicateSid = overPolicy(function* ({ statements }, { editor }) {
  const sids = statements.flatMap(({ sid }) => (sid?.value?.kind === 'string' ? [sid.value] : []));
  const taken = new Set(sids.map(({ value }) => value));
  const seen = new Set<string>();
  for (const node of sids) {
    if (node.value === '') continue;
    if (!seen.has(node.value)) {
      seen.add(node.value);
      continue;
    }
    let number = 2;
    while (taken.has(`${node.value}-${number}`)) number += 1;
    const free = `${node.value}-${number}`;
    taken.add(free);
    yield {
      at: node.span,
      message: `Another statement has the Sid "${node.value}" as well. Reports on the locked policy could never tell the two apart. Number them.`,
      fixes: [{ title: `Use "${free}"`, edits: [editor.replace(node, free)], preferred: true }],
    };
  }
});
