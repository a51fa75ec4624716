import { isWithin, parseIpRange, type IpRange } from '../../evaluate/ipAddress';
import type { StatementTree } from '../../syntax/policyTree';
import { testsOnKey, type KnownTest, type TestValue } from '../conditionTests';
import { oncePer } from '../once';

/**
 * Addresses from which no request reaches AWS over the internet: private use (RFC 1918), shared by carriers (RFC 6598),
 * loopback, link-local, and their kin in version 6 (RFC 4193, 4291).
 */
const privateRanges: readonly IpRange[] = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '::1/128',
  'fc00::/7',
  'fe80::/10',
].flatMap((range) => parseIpRange(range) ?? []);

export interface SourceAddressTest {
  readonly test: KnownTest;
  readonly private: readonly TestValue[];
  readonly public: readonly TestValue[];
}

/** The tests of a statement on aws:SourceIp, their values sorted; what is no range is value-type's. */
export const sourceAddressTests = oncePer((statement: StatementTree): readonly SourceAddressTest[] =>
  testsOnKey(statement, 'aws:SourceIp').flatMap((test): SourceAddressTest[] => {
    if (test.use.operator.family !== 'IpAddress') return [];
    const sorted = { private: [] as TestValue[], public: [] as TestValue[] };
    for (const value of test.values) {
      const range = parseIpRange(value.text);
      if (range) sorted[isPrivate(range) ? 'private' : 'public'].push(value);
    }
    return [{ test, ...sorted }];
  }),
);

/** Whether no request comes from such addresses. */
export function isPrivate(range: IpRange): boolean {
  return privateRanges.some((outer) => isWithin(range, outer));
}
