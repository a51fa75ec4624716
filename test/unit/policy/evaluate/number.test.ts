import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareDecimals, parseDecimal } from '../../../../src/policy/evaluate/number';

function compare(a: string, b: string): number {
  const [x, y] = [parseDecimal(a), parseDecimal(b)];
  assert(x && y);
  return Math.sign(compareDecimals(x, y));
}

describe('decimal numbers', () => {
  const equal: readonly [string, string][] = [
    ['365', '365.0'],
    ['365', '+365'],
    ['365', '00365'],
    ['365', '3.65e2'],
    ['365', '36500E-2'],
    ['0', '-0.000'],
    ['0', '0e99'],
    ['.5', '0.50'],
    ['5.', '5'],
    ['-1.5', '-15e-1'],
  ];
  for (const [a, b] of equal) it(`${a} equals ${b}`, () => assert.equal(compare(a, b), 0));

  const ascending: readonly [string, string][] = [
    ['364', '365'],
    ['9', '10'],
    ['-10', '-9'],
    ['-1', '0'],
    ['0', '0.0001'],
    ['0.49', '0.5'],
    ['1.2', '1.23'],
    ['9007199254740992', '9007199254740993'],
    ['0.1', '0.10000000000000000000000000000000001'],
    ['1e400', '1e401'],
    ['-1e99999999999999999999', '1e-99999999999999999999'],
  ];
  for (const [a, b] of ascending) {
    it(`${a} is less than ${b}, without loss`, () => {
      assert.equal(compare(a, b), -1);
      assert.equal(compare(b, a), 1);
    });
  }

  for (const text of [
    '',
    ' 1',
    '1 ',
    '12abc',
    'abc',
    '.',
    '-',
    '1e',
    '0x10',
    '1,5',
    '1_000',
    'NaN',
    'Infinity',
    '--1',
  ])
    it(`"${text}" is no number`, () => assert.equal(parseDecimal(text), undefined));

  it('orders as whole numbers and tenths do', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), fc.nat(6), (a, b, places) => {
        const shift = 10n ** BigInt(places);
        assert.equal(compare(`${BigInt(a) * shift}e-${places}`, String(b)), Math.sign(a - b));
      }),
    );
  });
});
