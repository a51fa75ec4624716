import { actionPrefix, expandAction } from '../../vocabulary/actions';
import { actionEntries, isAllow } from '../elements';
import { overStatements } from '../rule';
import { serviceOf } from './actionService';
import { consequence } from './unknownAction';

/** A wildcard in the prefix of an action takes no effect: `*:DeleteArchive` matches nothing. */
export const serviceWildcard = overStatements(function* (statement, { editor }) {
  for (const entry of actionEntries(statement)) {
    const { node } = entry;
    if (serviceOf(node.value) !== 'wildcard') continue;
    const meant = actionPrefix + node.value.slice(node.value.indexOf(':') + 1);
    const known = expandAction(meant).length > 0;
    yield {
      at: editor.within(node, 0, node.value.indexOf(':') + 1),
      severity: isAllow(statement) ? 'warning' : 'error',
      message: `A wildcard before the colon takes no effect in "${node.value}". ${consequence(entry)} Write "glacier:".`,
      fixes: known
        ? [{ title: `Use ${meant}`, edits: [editor.replace(node, meant)], preferred: true, fixAll: true }]
        : [],
    };
  }
});
