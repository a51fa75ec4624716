import type { Member } from '../../syntax/jsonNode';
import { stringsOf } from '../../syntax/policyTree';
import { actions, expandAction } from '../../vocabulary/actions';
import { siblingsOf } from '../elements';
import { overStatements } from '../rule';
import { coveredEntries, isCovered } from './coveredEntries';

/** An action that another entry of the same list names already: `glacier:DeleteArchive` beside `glacier:Delete*`. */
export const redundantAction = overStatements(function* ({ action, notAction }, { editor }) {
  for (const member of [action, notAction]) {
    const siblings = member && siblingsOf(member);
    if (!siblings) continue;
    for (const { node, by } of coveredEntries(reachOf(member), ({ reach }) => reach, covers))
      yield {
        at: node.span,
        message: isCovered(node, by),
        fixes: [
          {
            title: 'Remove the action',
            edits: editor.remove(siblings, node),
            preferred: true,
            fixAll: true,
          },
        ],
      };
  }
});

/** The entries that reach an action, each with what it reaches as bits. Others are unknown-action's. */
function reachOf(member: Member) {
  return stringsOf(member).flatMap((node) => {
    const expanded = new Set(expandAction(node.value));
    const reach = actions.reduce(
      (bits, action, index) => (expanded.has(action) ? bits | (1n << BigInt(index)) : bits),
      0n,
    );
    return reach === 0n ? [] : [{ node, reach }];
  });
}

function covers(outer: { readonly reach: bigint }, inner: { readonly reach: bigint }): boolean {
  return (inner.reach & ~outer.reach) === 0n;
}
