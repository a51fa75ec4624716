import { parseIpRange } from '../../evaluate/ipAddress';
import { conditionTests } from '../conditionTests';
import { formatNetwork } from '../ipNetwork';
import { overStatements } from '../rule';

/** A range that is written with an address from its middle: the bits behind the mask do not count. */
export const ipHostBits = overStatements(function* (statement, { editor }) {
  for (const { use, values } of conditionTests(statement)) {
    if (use.operator.family !== 'IpAddress') continue;
    for (const { node, text } of values) {
      const range = parseIpRange(text);
      const network = range && formatNetwork(range);
      const first = network === undefined ? undefined : parseIpRange(network);
      if (!range || network === undefined || first?.value === range.value) continue;
      yield {
        at: node.span,
        message: `What stands behind the first ${range.prefix} bits does not count: ${text} is the whole range ${network}. Write it so, or name the single address without a mask, before it is locked.`,
        fixes: [
          { title: `Use ${network}`, edits: [editor.replace(node, network)], preferred: true, fixAll: true },
        ],
      };
    }
  }
});
