import { finishedResources } from './placeholders';
import { findRegion, partitions } from '../../vocabulary/regions';

import { overStatements, type Finding } from '../rule';
import { isOpen, arnOf } from './resourceArn';
import { consequenceOf } from './resourceFixes';

/** The partition of an ARN is unknown, or not the one its region lies in. */
export const arnPartition = overStatements(function* (statement, { editor }) {
  for (const entry of finishedResources(statement)) {
    const { node, negated } = entry;
    const arn = arnOf(node);
    if (arn?.service.text.toLowerCase() !== 'glacier' || isOpen(arn.partition.text)) continue;
    const { partition } = arn;
    const home = findRegion(arn.region.text)?.partition;
    const known = partitions.some((name) => name === partition.text);
    if (known && (home === undefined || home === partition.text)) continue;
    const at = editor.within(node, partition.start, partition.end);
    const finding: Finding = {
      at: partition.text === '' ? node.span : at,
      covers: node.span,
      message: `${
        known
          ? `The region ${arn.region.text} does not lie in the partition "${partition.text}".`
          : `"${partition.text}" is no partition of AWS; there are ${partitions.join(', ')}.`
      } ${consequenceOf(entry)}`,
      fixes:
        home && !negated
          ? [
              {
                title: `Use the partition ${home}`,
                edits: [{ ...at, text: home }],
                preferred: true,
              },
            ]
          : [],
    };
    yield finding;
  }
});
