import { oncePerText } from '../../oncePerText';
import { finishedResources } from './placeholders';
import { nearest } from '../../vocabulary/nearest';
import { findRegion, regions } from '../../vocabulary/regions';

import { overStatements } from '../rule';
import { isOpen, arnOf } from './resourceArn';
import { consequenceOf } from './resourceFixes';

/** The region of an ARN is none, or has no Glacier vaults. */
export const arnRegion = overStatements(function* (statement, { editor }) {
  for (const entry of finishedResources(statement)) {
    const { node, negated } = entry;
    const arn = arnOf(node);
    if (arn?.service.text.toLowerCase() !== 'glacier') continue;
    const { text, start, end } = arn.region;
    if (text === '' || isOpen(text) || findRegion(text)) continue;
    const realForm = /^[a-z]{2}(?:-[a-z]+)+-\d$/.test(text);
    const meant = realForm ? undefined : nearestRegion(`${arn.partition.text}:${text}`);
    const at = editor.within(node, start, end);
    yield {
      at,
      covers: node.span,
      message: `There are no Glacier vaults in a region "${text}". ${consequenceOf(entry)}`,
      fixes:
        meant && !negated
          ? [{ title: `Use ${meant}`, edits: [{ ...at, text: meant }], preferred: true }]
          : [],
    };
  }
});

/** @param place partition and region, with a colon between them */
const nearestRegion = oncePerText((place): string | undefined => {
  const [partition, ...region] = place.split(':');
  const candidates = regions.filter((each) => each.partition === partition).map(({ name }) => name);
  return nearest(region.join(':'), candidates);
});
