import { overStatements } from '../rule';
import { sourceAddressTests } from './sourceAddresses';

/** A private range among public ones under aws:SourceIp: it adds nothing. */
export const privateIpMixed = overStatements(function* (statement, { editor }) {
  for (const found of sourceAddressTests(statement)) {
    if (found.public.length === 0) continue;
    const list = found.test.key.value;
    for (const { node, text } of found.private)
      yield {
        at: node.span,
        message: `${text} is private, and aws:SourceIp is the public address from which a request reaches AWS: this entry takes no effect, and once locked it never will.`,
        fixes:
          list?.kind === 'array' ? [{ title: `Remove ${text}`, edits: editor.remove(list.items, node) }] : [],
      };
  }
});
