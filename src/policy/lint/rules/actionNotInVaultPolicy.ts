import { expandAction } from '../../vocabulary/actions';
import { actionEntries, siblingsOf } from '../elements';
import { overStatements } from '../rule';
import { serviceOf } from './actionService';

/** The action exists, but no policy of a vault can govern it. A wildcard that merely includes such actions is fine. */
export const actionNotInVaultPolicy = overStatements(function* (statement, { editor }) {
  for (const { node, member } of actionEntries(statement)) {
    const reason = whyOutside(node.value);
    if (reason === undefined) continue;
    const siblings = siblingsOf(member);
    const removable = siblings !== undefined && siblings.length > 1;
    yield {
      at: node.span,
      message: `${reason} In the policy of a vault the entry never applies, and once locked it never will.`,
      fixes: removable
        ? [{ title: 'Remove the action', edits: editor.remove(siblings, node), preferred: true }]
        : [],
    };
  }
});

function whyOutside(entry: string): string | undefined {
  if (serviceOf(entry) === 'other') return `"${entry}" is an action of another service.`;
  if (serviceOf(entry) !== 'glacier') return undefined;
  const expanded = expandAction(entry);
  const reasons = new Set(expanded.map(({ outside }) => outside));
  if (expanded.length === 0 || reasons.has(undefined)) return undefined;
  return reasons.has('no vault')
    ? `"${entry}" does not concern any vault.`
    : `"${entry}" is governed by identity policies only.`;
}
