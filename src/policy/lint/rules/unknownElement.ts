import type { ObjectNode } from '../../syntax/jsonNode';
import { policyElements, statementElements, strangersIn } from '../elements';
import { overPolicy, type Finding, type LintContext } from '../rule';

/** A key that is no element of the policy language. Names of elements are case-sensitive. */
export const unknownElement = overPolicy(function* (policy, context) {
  yield* strangers(policy.node, policyElements, 'a policy', context);
  for (const { node } of policy.statements) yield* strangers(node, statementElements, 'a statement', context);
});

function* strangers(
  object: ObjectNode,
  allowed: readonly string[],
  where: string,
  { editor }: LintContext,
): Iterable<Finding> {
  for (const { member, meant } of strangersIn(object, allowed)) {
    const name = member.key.value;
    yield meant === undefined
      ? {
          at: member.key.span,
          message: `"${name}" is no element of ${where}: Glacier refuses the policy. Allowed here are ${allowed.join(', ')}.`,
          fixes: [{ title: 'Remove the element', edits: editor.remove(object.members, member) }],
        }
      : {
          at: member.key.span,
          message: `"${name}" is no element of ${where}: Glacier refuses the policy. Names are case-sensitive; this one is probably ${meant}.`,
          fixes: [
            {
              title: `Rename to ${meant}`,
              edits: [editor.replace(member.key, meant)],
              preferred: true,
              fixAll: true,
            },
          ],
        };
  }
}
