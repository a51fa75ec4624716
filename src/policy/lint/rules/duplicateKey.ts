import type { JsonNode, Member, ObjectNode } from '../../syntax/jsonNode';
import { overPolicy, type Finding, type LintContext } from '../rule';

/** The same key twice in one object. */
export const duplicateKey = overPolicy(function* (policy, context) {
  yield* within(policy.node, context);
});

function* within(node: JsonNode | undefined, context: LintContext): Iterable<Finding> {
  if (node?.kind === 'array') for (const item of node.items) yield* within(item, context);
  if (node?.kind !== 'object') return;
  const first = new Map<string, Member>();
  for (const member of node.members) {
    const earlier = first.get(member.key.value);
    if (earlier) yield repetition(node, earlier, member, context);
    else first.set(member.key.value, member);
    yield* within(member.value, context);
  }
}

function repetition(object: ObjectNode, earlier: Member, later: Member, { editor }: LintContext): Finding {
  const same = earlier.value && later.value && editor.source(earlier.value) === editor.source(later.value);
  return {
    at: later.key.span,
    message: `"${later.key.value}" stands twice in this object. One of the two is lost, and it is not known which; in a lock nobody can find out later. Keep one.`,
    fixes: [
      {
        title: same ? 'Remove the repetition' : `Remove this "${later.key.value}"`,
        edits: editor.remove(object.members, later),
        preferred: same ?? false,
        fixAll: same ?? false,
      },
    ],
  };
}
