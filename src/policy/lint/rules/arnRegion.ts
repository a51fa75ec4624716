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
    const candidates = regions
      .filter(({ partition }) => partition === arn.partition.text)
      .map(({ name }) => name);
    const meant = realForm ? undefined : nearest(text, candidates);
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
