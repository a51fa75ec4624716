import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseDate } from '../../../../src/policy/evaluate/date';
import { compareDecimals } from '../../../../src/policy/evaluate/number';

function compare(a: string, b: string): number {
  const [x, y] = [parseDate(a), parseDate(b)];
  assert(x && y, `${a}, ${b}`);
  return Math.sign(compareDecimals(x, y));
}

describe('dates', () => {
  const same: readonly [string, string][] = [
    ['2018', '2018-01-01T00:00:00Z'],
    ['2018-12', '2018-12-01T00:00:00Z'],
    ['2018-12-31', '2018-12-31T00:00:00Z'],
    ['2018-12-31T00:00Z', '2018-12-31T00:00:00Z'],
    ['2018-12-31T00:00:00', '2018-12-31T00:00:00Z'],
    ['2018-12-31T00:00:00.000Z', '2018-12-31T00:00:00Z'],
    ['2018-12-31T01:00:00+01:00', '2018-12-31T00:00:00Z'],
    ['2018-12-30T18:30:00-05:30', '2018-12-31T00:00:00Z'],
    ['1546214400', '2018-12-31T00:00:00Z'],
    ['1546214400.25', '2018-12-31T00:00:00.25Z'],
    ['0', '1970-01-01T00:00:00Z'],
    ['-0.75', '1969-12-31T23:59:59.25Z'],
    ['2000-02-29', '951782400'],
    ['0001-01-01', '-62135596800'],
  ];
  for (const [a, b] of same) it(`${a} is the instant ${b}`, () => assert.equal(compare(a, b), 0));

  it('keeps fractions finer than a millisecond', () => {
    assert.equal(compare('2018-12-31T00:00:00.0000001Z', '2018-12-31T00:00:00.0000002Z'), -1);
  });

  for (const text of [
    '',
    'yesterday',
    '2018-13-01',
    '2018-02-29',
    '2018-12-31T24:00:00Z',
    '2018-12-31T00:60Z',
    '2018-12-31T00:00:60Z',
    '2018-12-31T00Z',
    '2018-12-31 00:00:00Z',
    '2018-12-31T00:00:00+24:00',
    '2018-12-31T00:00:00+0100',
    '2018-12-31Z',
    '2018-1-1',
    '31.12.2018',
    'Mon, 31 Dec 2018 00:00:00 GMT',
  ])
    it(`"${text}" is no date`, () => assert.equal(parseDate(text), undefined));

  it('reads the seconds of an instant and its text as the same', () => {
    const within = {
      min: new Date('0000-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    };
    fc.assert(
      fc.property(fc.date(within), (instant) => {
        const epoch = `${BigInt(instant.getTime())}e-3`;
        assert.equal(compare(instant.toISOString(), epoch), 0);
      }),
    );
  });
});
