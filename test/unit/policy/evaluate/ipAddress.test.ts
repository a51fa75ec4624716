import assert from 'node:assert/strict';
import fc from 'fast-check';
import { holdsAddress, parseIpAddress, parseIpRange } from '../../../../src/policy/evaluate/ipAddress';

function holds(range: string, address: string): boolean {
  const [r, a] = [parseIpRange(range), parseIpAddress(address)];
  assert(r && a, `${range}, ${address}`);
  return holdsAddress(r, a);
}

describe('IP addresses', () => {
  const cases: readonly [range: string, address: string, expected: boolean][] = [
    ['203.0.113.7', '203.0.113.7', true],
    ['203.0.113.7', '203.0.113.8', false],
    ['203.0.113.0/24', '203.0.113.255', true],
    ['203.0.113.0/24', '203.0.114.0', false],
    ['203.0.113.77/24', '203.0.113.1', true],
    ['0.0.0.0/0', '255.255.255.255', true],
    ['128.0.0.0/1', '127.255.255.255', false],
    ['2001:db8::1', '2001:0DB8:0:0:0:0:0:1', true],
    ['2001:db8::/32', '2001:db8:ffff::', true],
    ['2001:db8::/32', '2001:db9::', false],
    ['::ffff:192.0.2.1', '::ffff:c000:201', true],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0', true],
    ['::/0', '203.0.113.7', false],
    ['0.0.0.0/0', '::1', false],
    ['::ffff:192.0.2.1', '192.0.2.1', false],
  ];
  for (const [range, address, expected] of cases)
    it(`${range} ${expected ? 'holds' : 'does not hold'} ${address}`, () => {
      assert.equal(holds(range, address), expected);
    });

  for (const text of [
    '',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.256',
    '1.2.3.04',
    ' 1.2.3.4',
    '1.2.3.4/33',
    '1.2.3.4/',
    '1.2.3.4/08',
    '1.2.3.4/255.0.0.0',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '::1:2:3:4:5:6:7:8',
    '1:2:3:4:5:6:7:',
    ':1:2:3:4:5:6:7',
    '12345::',
    '::g',
    '::1%eth0',
    '::1/129',
    '1.2.3.4::',
    '::1.2.3.4:5',
  ])
    it(`"${text}" is no range`, () => assert.equal(parseIpRange(text), undefined));

  it('a range is not an address', () => assert.equal(parseIpAddress('10.0.0.0/8'), undefined));

  it('every network holds the addresses made of its first bits', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.nat(32), fc.ipV4(), (network, prefix, address) => {
        const bits = (text: string) =>
          text
            .split('.')
            .map((part) => Number(part).toString(2).padStart(8, '0'))
            .join('');
        const expected = bits(network).slice(0, prefix) === bits(address).slice(0, prefix);
        assert.equal(holds(`${network}/${prefix}`, address), expected);
        assert.equal(holds(`${network}/${prefix}`, network), true);
      }),
    );
    fc.assert(
      fc.property(fc.ipV6(), fc.nat(128), (network, prefix) => holds(`${network}/${prefix}`, network)),
    );
  });
});
