import assert from 'node:assert/strict';
import { operators } from '../../../../src/policy/vocabulary/operators';
import { understandOperator } from '../../../../src/policy/evaluate/operator';
import { applies, holds, type Context } from './asking';

type Values = string | number | boolean | readonly (string | number | boolean)[];

/** Operator, value or values of the policy, value or values of the request, expected. */
type Row = readonly [
  operator: string,
  policy: Values,
  request: string | readonly string[],
  expected: boolean,
];

function check([operator, policy, request, expected]: Row): void {
  it(`${operator} ${JSON.stringify(policy)} on ${JSON.stringify(request)} is ${expected}`, () => {
    assert.equal(holds({ [operator]: { key: policy } }, { key: request }), expected);
  });
}

/** The same row, and its negation, which must be the opposite. */
function checkBoth(negated: string, row: Row): void {
  check(row);
  const [, policy, request, expected] = row;
  check([negated, policy, request, !expected]);
}

describe('evaluate: Condition', () => {
  describe('how tests combine', () => {
    it('operators are AND', () => {
      const condition = { StringEquals: { a: '1' }, NumericLessThan: { b: 5 } };
      assert.equal(holds(condition, { a: '1', b: '4' }), true);
      assert.equal(holds(condition, { a: '2', b: '4' }), false);
      assert.equal(holds(condition, { a: '1', b: '5' }), false);
    });
    it('keys are AND', () => {
      const condition = { StringEquals: { a: '1', b: '2' } };
      assert.equal(holds(condition, { a: '1', b: '2' }), true);
      assert.equal(holds(condition, { a: '1', b: '1' }), false);
    });
    it('values are OR', () => {
      const condition = { StringEquals: { a: ['1', '2'] } };
      assert.deepEqual(
        ['1', '2', '3'].map((a) => holds(condition, { a })),
        [true, true, false],
      );
    });
    it('values of a negated operator are NOR', () => {
      const condition = { StringNotEquals: { a: ['1', '2'] } };
      assert.deepEqual(
        ['1', '2', '3'].map((a) => holds(condition, { a })),
        [false, false, true],
      );
    });
    it('an empty list of values never matches; negated it always does', () => {
      assert.equal(holds({ StringEquals: { a: [] } }, { a: '1' }), false);
      assert.equal(holds({ StringNotEquals: { a: [] } }, { a: '1' }), true);
    });
    it('no test at all holds', () => {
      assert.equal(holds({}, {}), true);
      assert.equal(holds({ StringEquals: {} }, {}), true);
    });
    it('key names have no case, their tag-key part neither', () => {
      const condition = { NumericLessThan: { 'glacier:ArchiveAgeinDays': '365' } };
      assert.equal(holds(condition, { 'glacier:ArchiveAgeInDays': '100' }), true);
      const tag = { StringEquals: { 'glacier:ResourceTag/LegalHold': 'true' } };
      assert.equal(holds(tag, { 'GLACIER:resourcetag/LEGALHOLD': 'true' }), true);
    });
    it('of two keys that differ in case one answers: the spelling asked for, else the first', () => {
      const context = { 'glacier:ResourceTag/hold': 'a', 'glacier:ResourceTag/HOLD': 'b' };
      assert.equal(holds({ StringEquals: { 'glacier:ResourceTag/HOLD': 'b' } }, context), true);
      assert.equal(holds({ StringEquals: { 'glacier:ResourceTag/HOLD': 'a' } }, context), false);
      assert.equal(holds({ StringEquals: { 'glacier:ResourceTag/Hold': 'a' } }, context), true);
    });
    it('keys that look like parts of an object are keys', () => {
      assert.equal(holds({ StringEquals: { constructor: 'x' } }, {}), false);
      assert.equal(holds({ Null: { toString: 'true' } }, {}), true);
    });
  });

  describe('operator names', () => {
    it('every operator of the vocabulary is understood', () => {
      for (const { name } of operators) assert(understandOperator(name), name);
    });
    for (const operator of [
      'StringMatches',
      'NotStringEquals',
      'BinaryNotEquals',
      'BoolNotEquals',
      'NumericLike',
      'StringEquals ',
      'NullIfExists',
      'ForAnyValue:NullIfExists',
      'ForSomeValue:StringEquals',
      'ForAnyValue:',
      'IfExists',
      '',
    ]) {
      it(`unknown "${operator}": the statement does not apply`, () => {
        for (const context of [{ key: 'a' }, {}] satisfies Context[])
          assert.equal(holds({ [operator]: { key: ['a', 'true', 'false'] } }, context), false);
      });
    }
    it('an unknown operator beside tests that hold still silences the statement, Not… elements or not', () => {
      const Condition = { StringEquals: { a: '1' }, StringSounds: { a: '1' } };
      assert.equal(applies({ NotAction: 'glacier:InitiateJob', Condition }, { context: { a: '1' } }), false);
    });
    it('case in the name does not count', () => {
      assert.equal(holds({ stringequals: { key: 'a' } }, { key: 'a' }), true);
      assert.equal(holds({ 'FORANYVALUE:stringLIKEifexists': { key: 'a*' } }, { key: ['b', 'ab'] }), true);
    });
  });

  describe('absent keys', () => {
    const absent: readonly [operator: string, expected: boolean][] = [
      ...operators
        .filter(({ family }) => family !== 'Null')
        .flatMap(({ name }): [string, boolean][] => [
          [name, name.includes('Not')],
          [`${name}IfExists`, true],
          [`ForAllValues:${name}`, true],
          [`ForAnyValue:${name}`, false],
          [`ForAllValues:${name}IfExists`, true],
          [`ForAnyValue:${name}IfExists`, true],
        ]),
    ];
    for (const [operator, expected] of absent) {
      it(`${operator} on an absent key is ${expected}`, () => {
        assert.equal(holds({ [operator]: { key: 'a' } }, { other: 'a' }), expected);
        assert.equal(holds({ [operator]: { key: 'a' } }, { key: [] }), expected, 'no values');
      });
    }
    for (const { name } of operators.filter(({ family }) => family !== 'Null')) {
      it(`${name}IfExists on a present key is ${name}`, () => {
        for (const value of ['a', '1', '2020-01-01', 'true', 'QQ==', '10.0.0.1', 'arn:a:b:c:d:e', '*', ''])
          for (const key of ['a', '1', '2021-01-01', 'false', '10.0.0.2', 'arn:a:b:c:d:e', ''])
            assert.equal(
              holds({ [`${name}IfExists`]: { key: value } }, { key }),
              holds({ [name]: { key: value } }, { key }),
            );
      });
    }
  });

  describe('String', () => {
    const equals: readonly Row[] = [
      ['StringEquals', 'true', 'true', true],
      ['StringEquals', 'true', 'True', false],
      ['StringEquals', 'a*', 'abc', false],
      ['StringEquals', 'a*', 'a*', true],
      ['StringEquals', 'a?', 'a?', true],
      ['StringEquals', 'a', 'a ', false],
      ['StringEquals', '', '', true],
      ['StringEquals', true, 'true', true],
      ['StringEquals', 5, '5', true],
      ['StringEquals', '5', '5.0', false],
    ];
    for (const row of equals) checkBoth('StringNotEquals', row);
    const ignoringCase: readonly Row[] = [
      ['StringEqualsIgnoreCase', 'true', 'TRUE', true],
      ['StringEqualsIgnoreCase', 'GRÖẞE', 'größe', true],
      ['StringEqualsIgnoreCase', 'ΟΔΟΣ', 'οδος', true],
      ['StringEqualsIgnoreCase', 'a*', 'abc', false],
      ['StringEqualsIgnoreCase', 'true', 'true ', false],
    ];
    for (const row of ignoringCase) checkBoth('StringNotEqualsIgnoreCase', row);
    const like: readonly Row[] = [
      ['StringLike', 'a*', 'abc', true],
      ['StringLike', 'a?c', 'abc', true],
      ['StringLike', 'a?c', 'ac', false],
      ['StringLike', 'A*', 'abc', false],
      ['StringLike', '*', '', true],
      ['StringLike', '*/b', 'a/b/b', true],
      ['StringLike', 'a.c', 'abc', false],
      ['StringLike', ['x', 'b*'], 'bc', true],
    ];
    for (const row of like) checkBoth('StringNotLike', row);
  });

  describe('Numeric', () => {
    const equals: readonly Row[] = [
      ['NumericEquals', '365', '365', true],
      ['NumericEquals', 365, '365.0', true],
      ['NumericEquals', '3.65e2', '365', true],
      ['NumericEquals', '9007199254740993', '9007199254740992', false],
      ['NumericEquals', '0.30000000000000001', '0.3', false],
      ['NumericEquals', ['1', '2'], '2', true],
    ];
    for (const row of equals) checkBoth('NumericNotEquals', row);
    const ordered: readonly (readonly [string, string, string, string])[] = [
      // operator, and what it says of 364, 365 and 366 against 365
      ['NumericLessThan', 'true', 'false', 'false'],
      ['NumericLessThanEquals', 'true', 'true', 'false'],
      ['NumericGreaterThan', 'false', 'false', 'true'],
      ['NumericGreaterThanEquals', 'false', 'true', 'true'],
    ];
    for (const [operator, ...expected] of ordered)
      for (const [index, age] of ['364', '365', '366'].entries()) {
        check([operator, '365', age, expected[index] === 'true']);
        check([operator, 365, age, expected[index] === 'true']);
      }
    check(['NumericLessThan', '10', '9', true]);
    check(['NumericLessThan', '-9', '-10', true]);
    for (const { name } of operators.filter(({ family }) => family === 'Numeric')) {
      check([name, '12', '12abc', false]);
      check([name, '12abc', '12', false]);
      check([name, '12abc', '12abc', false]);
      check([name, '', '12', false]);
      check([name, ' 12', '12', false]);
      check([name, '1 year', '13', false]);
      check([name, '${n}', '12', false]);
    }
    check(['NumericNotEquals', ['1', 'abc'], '2', false]);
    check(['NumericEquals', ['abc', '2'], '2', true]);
  });

  describe('Date', () => {
    const equals: readonly Row[] = [
      ['DateEquals', '2018-12-31T00:00:00Z', '2018-12-31T01:00:00+01:00', true],
      ['DateEquals', '2018-12-31', '2018-12-31T00:00:00Z', true],
      ['DateEquals', 1546214400, '2018-12-31', true],
      ['DateEquals', '2018-12-31', '1546214400', true],
      ['DateEquals', '2018-12-31', '1546214400000', false],
      ['DateEquals', '2018', '2018-01-01', true],
    ];
    for (const row of equals) checkBoth('DateNotEquals', row);
    const [before, now, after] = ['2018-12-30T23:59:59Z', '1546214400', '2018-12-31T00:00:00.001Z'];
    const ordered: readonly (readonly [string, boolean, boolean, boolean])[] = [
      ['DateLessThan', true, false, false],
      ['DateLessThanEquals', true, true, false],
      ['DateGreaterThan', false, false, true],
      ['DateGreaterThanEquals', false, true, true],
    ];
    for (const [operator, ...expected] of ordered)
      for (const [index, time] of [before, now, after].entries())
        check([operator, '2018-12-31T00:00:00Z', time, expected[index] === true]);
    for (const { name } of operators.filter(({ family }) => family === 'Date')) {
      check([name, '2018-*', '2018-12-31', false]);
      check([name, 'today', 'today', false]);
      check([name, '2018-12-31', 'today', false]);
    }
  });

  describe('Bool', () => {
    const rows: readonly Row[] = [
      ['Bool', 'true', 'true', true],
      ['Bool', 'True', 'tRUE', true],
      ['Bool', true, 'true', true],
      ['Bool', false, 'FALSE', true],
      ['Bool', 'true', 'false', false],
      ['Bool', ['true', 'false'], 'false', true],
      ['Bool', 'yes', 'yes', false],
      ['Bool', '1', 'true', false],
      ['Bool', 'true', '', false],
    ];
    rows.forEach(check);
  });

  describe('BinaryEquals', () => {
    const rows: readonly Row[] = [
      ['BinaryEquals', 'QmFzZTY0', 'QmFzZTY0', true],
      ['BinaryEquals', 'QmFzZTY0', 'qmfzzty0', false],
      ['BinaryEquals', 'QQ==', 'QR==', true],
      ['BinaryEquals', 'QUE=', 'QUFB', false],
      ['BinaryEquals', 'QUFB', 'QUE=', false],
      ['BinaryEquals', 'no base64', 'no base64', false],
    ];
    rows.forEach(check);
  });

  describe('IpAddress', () => {
    const rows: readonly Row[] = [
      ['IpAddress', '203.0.113.0/24', '203.0.113.7', true],
      ['IpAddress', '203.0.113.0/24', '203.0.114.7', false],
      ['IpAddress', '203.0.113.7', '203.0.113.7', true],
      ['IpAddress', '203.0.113.7', '203.0.113.70', false],
      ['IpAddress', ['10.0.0.0/8', '203.0.113.7'], '203.0.113.7', true],
      ['IpAddress', '2001:DB8:0:0::/64', '2001:db8::9', true],
      ['IpAddress', '2001:db8::1', '2001:0db8:0000::0001', true],
      ['IpAddress', '0.0.0.0/0', '2001:db8::1', false],
      ['IpAddress', '::/0', '203.0.113.7', false],
    ];
    for (const row of rows) checkBoth('NotIpAddress', row);
    for (const operator of ['IpAddress', 'NotIpAddress']) {
      check([operator, '203.0.113', '203.0.113.7', false]);
      check([operator, '203.0.113.0/24', 'unknown', false]);
      check([operator, '203.0.113.*', '203.0.113.7', false]);
    }
  });

  describe('Arn', () => {
    const arn = 'arn:aws:iam::111122223333:role/ops/Backup';
    const topic = 'arn:aws:sns:us-west-2:111122223333:topic:a/b';
    const rows: readonly (readonly [string, string, boolean])[] = [
      [arn, arn, true],
      ['arn:aws:iam::111122223333:role/*', arn, true],
      ['arn:aws:iam::*:role/ops/Backu?', arn, true],
      ['arn:*:i*::*:*', arn, true],
      ['arn:aws:iam::111122223333:role/OPS/*', arn, false],
      ['arn:aws:iam::444455556666:role/*', arn, false],
      ['arn:aws:iam:*:role/*', arn, false],
      ['arn:aws:iam::1111*/Backup', arn, false],
      ['arn:aws:sns:us-west-2:*:topic:*', topic, true],
      ['arn:aws:sns:us-west-2:111122223333:*b', topic, true],
      ['arn:aws:sns:*:111122223333:b', topic, false],
      ['*', arn, false],
      ['arn:aws:iam:*', arn, false],
      ['no arn', arn, false],
      ['*:*:*:*:*:*', 'a:b:c:d:e:f', false],
      ['*', 'no arn', false],
    ];
    for (const [policy, request, expected] of rows) {
      checkBoth('ArnNotLike', ['ArnLike', policy, request, expected]);
      checkBoth('ArnNotEquals', ['ArnEquals', policy, request, expected]);
    }
  });

  describe('Null', () => {
    const cases: readonly [value: Values, absent: boolean, present: boolean][] = [
      ['true', true, false],
      ['false', false, true],
      [true, true, false],
      ['FALSE', false, true],
      [['true', 'false'], true, true],
      ['yes', false, false],
    ];
    for (const [value, absent, present] of cases) {
      it(`${JSON.stringify(value)}: ${absent} when the key is absent, ${present} when it is there`, () => {
        assert.equal(holds({ Null: { key: value } }, { other: 'a' }), absent);
        assert.equal(holds({ Null: { key: value } }, { KEY: 'a' }), present);
      });
    }
    it('with a set operator it is constant: ForAllValues true, ForAnyValue false', () => {
      for (const value of ['true', 'false'])
        for (const context of [{}, { key: ['a'] }] satisfies Context[]) {
          assert.equal(holds({ 'ForAllValues:Null': { key: value } }, context), true);
          assert.equal(holds({ 'ForAnyValue:Null': { key: value } }, context), false);
        }
    });
  });

  describe('set operators', () => {
    const rows: readonly Row[] = [
      // every request value satisfies
      ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], true],
      ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false],
      ['ForAllValues:StringEquals', ['a', 'b'], 'a', true],
      ['ForAllValues:NumericLessThan', 5, ['1', '4'], true],
      ['ForAllValues:NumericLessThan', 5, ['1', '5'], false],
      // negated inside: no request value is in the list
      ['ForAllValues:StringNotEquals', ['a', 'b'], ['c', 'd'], true],
      ['ForAllValues:StringNotEquals', ['a', 'b'], ['c', 'a'], false],
      ['ForAllValues:StringNotLike', 'a*', ['bc', 'cb'], true],
      // some request value satisfies
      ['ForAnyValue:StringEquals', ['a', 'b'], ['c', 'b'], true],
      ['ForAnyValue:StringEquals', ['a', 'b'], ['c', 'd'], false],
      ['ForAnyValue:StringLike', 'a*', ['b', 'ab'], true],
      // negated inside: some request value is outside the list
      ['ForAnyValue:StringNotEquals', ['a', 'b'], ['a', 'c'], true],
      ['ForAnyValue:StringNotEquals', ['a', 'b'], ['a', 'b'], false],
      // an empty string is no value to a set operator
      ['ForAllValues:StringEquals', 'a', '', true],
      ['ForAnyValue:StringEquals', '', '', false],
      ['ForAnyValue:StringNotEquals', 'a', '', false],
      ['ForAnyValue:StringEqualsIfExists', 'a', '', false],
      ['ForAllValues:StringEquals', 'a', ['a', ''], true],
      // without set operator it is one
      ['StringEquals', '', '', true],
      ['StringLike', '', '', true],
    ];
    rows.forEach(check);
  });

  describe('a plain operator on several values, which AWS leaves undefined', () => {
    const rows: readonly Row[] = [
      ['StringEquals', 'a', ['a'], true],
      ['StringEquals', 'a', ['b', 'a'], true],
      ['StringEquals', 'a', ['b', 'c'], false],
      ['StringNotEquals', 'a', ['b', 'a'], false],
      ['StringNotEquals', 'a', ['b', 'c'], true],
    ];
    rows.forEach(check);
  });
});
