import { conditionTests, testsOnKey } from '../conditionTests';
import { overStatements } from '../rule';

/** IAM user guide, "AWS global condition context keys": private addresses are unique within one network only. */
const partners: ReadonlyMap<string | undefined, readonly string[]> = new Map([
  ['aws:VpcSourceIp', ['aws:SourceVpc', 'aws:SourceVpce', 'aws:SourceVpcArn']],
  ['aws:Ec2InstanceSourcePrivateIPv4', ['aws:Ec2InstanceSourceVpc']],
]);

/** A private address without the network in which it is one. */
export const pairedKeys = overStatements(function* (statement) {
  for (const { key, keyUse, use } of conditionTests(statement)) {
    const wanted = partners.get(keyUse?.key.name);
    if (!wanted || use.operator.family === 'Null') continue;
    if (wanted.some((partner) => testsOnKey(statement, partner).length > 0)) continue;
    yield {
      at: key.key.span,
      message: `${keyUse?.key.name ?? ''} is a private address, and the same one exists in any number of networks: once locked, the statement concerns them all, for ever. Test ${wanted[0] ?? ''} as well.`,
    };
  }
});
