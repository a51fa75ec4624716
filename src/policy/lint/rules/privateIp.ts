import { alwaysHolds, neverApplies } from '../consequence';
import { overStatements } from '../rule';
import { sourceAddressTests } from './sourceAddresses';

/** aws:SourceIp compared with private addresses only: it is the public address from which a request arrives. */
export const privateIp = overStatements(function* (statement) {
  for (const found of sourceAddressTests(statement)) {
    const { test } = found;
    const [first] = found.private;
    if (!first || found.public.length > 0) continue;
    const { negated, name } = test.use.operator;
    yield {
      at: found.private.length === 1 ? first.node.span : (test.key.value ?? test.key).span,
      covers: test.key.span,
      message: `aws:SourceIp is the public address from which a request reaches AWS, and ${found.private.length === 1 ? `${first.text} is` : 'these are'} private: ${name} is ${negated ? 'always' : 'never'} true of it. ${negated ? alwaysHolds(statement) : neverApplies(statement)} Write the public range.`,
    };
  }
});
