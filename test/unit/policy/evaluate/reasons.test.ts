import assert from 'node:assert/strict';
import { judge, reasonsOf, type AuthorizationRequest } from '../../../../src/policy/evaluate';
import { account, otherAccount, policy, request, statement, type Context, type Elements } from './asking';

const age = 'glacier:ArchiveAgeInDays';

function reasons(statements: readonly Elements[], given: Partial<AuthorizationRequest> = {}) {
  const [document, asked] = [policy(statements), request(given)];
  return reasonsOf(document, asked, judge(document, asked));
}

/** The whole texts of the reasons. */
function told(statements: readonly Elements[], given?: Partial<AuthorizationRequest>): readonly string[] {
  return reasons(statements, given).map(({ text }) => text);
}

describe('reasons', () => {
  const retention = statement({
    Sid: 'keep',
    Action: 'glacier:DeleteArchive',
    Condition: { NumericLessThan: { [age]: '365' } },
  });

  it('tell which statement denies, by which condition, request value and policy value', () => {
    assert.deepEqual(reasons([retention], { context: { [age]: '100' } }), [
      {
        statement: 0,
        sid: 'keep',
        effect: 'Deny',
        applies: true,
        text: `Statement 1 ("keep") denies it: NumericLessThan ${age}: 100 is less than 365.`,
      },
    ]);
  });

  it('tell every statement that decides, and only those', () => {
    const allow = statement({ Effect: 'Allow' });
    const deny = statement();
    assert.deepEqual(
      reasons([deny, allow, deny]).map(({ statement: index, applies }) => [index, applies]),
      [
        [0, true],
        [2, true],
      ],
    );
    assert.deepEqual(told([allow]), [
      'Statement 1 allows it: it names the action, the vault and the caller, and sets no condition.',
    ]);
  });

  it('tell all conditions of a statement that applies', () => {
    const Condition = { NumericLessThan: { [age]: 365 }, StringEquals: { tag: ['a', 'b'] } };
    assert.deepEqual(told([statement({ Condition })], { context: { [age]: '1', tag: 'b' } }), [
      `Statement 1 denies it: NumericLessThan ${age}: 1 is less than 365; and StringEquals tag: "b" equals "b".`,
    ]);
  });

  describe('of an implicit deny', () => {
    it('tell why a statement does not apply', () => {
      assert.deepEqual(told([retention], { context: { [age]: '365' } }), [
        `Statement 1 ("keep") does not apply: NumericLessThan ${age}: 365 is not less than 365.`,
      ]);
    });

    const elsewhere = 'arn:aws:glacier:us-west-2:111122223333:vaults/another';
    const ana = `arn:aws:iam::${account}:user/ana`;
    const cases: readonly [Elements, string][] = [
      [{ Action: 'glacier:InitiateJob' }, 'its Action does not name glacier:DeleteArchive'],
      [{ NotAction: 'glacier:Delete*' }, 'its NotAction names glacier:DeleteArchive'],
      [{ Resource: elsewhere }, `its Resource does not name ${request().resource}`],
      [{ NotResource: '*' }, `its NotResource names ${request().resource}`],
      [{ Principal: { AWS: otherAccount } }, `its Principal does not name ${ana}`],
      [{ NotPrincipal: { AWS: ana } }, `its NotPrincipal names ${ana}`],
    ];
    for (const [elements, why] of cases)
      it(`tell that ${why}`, () => {
        assert.deepEqual(told([statement(elements)]), [`Statement 1 does not apply: ${why}.`]);
      });

    it('call an anonymous caller one', () => {
      assert.deepEqual(told([statement({ Principal: { AWS: account } })], { principal: '*' }), [
        'Statement 1 does not apply: its Principal does not name anonymous callers.',
      ]);
    });

    it('tell of the nearest statements only', () => {
      const [action, resource, principal, condition] = [
        { Action: 'glacier:InitiateJob' },
        { Resource: elsewhere },
        { Principal: { AWS: otherAccount } },
        { Condition: { Bool: { a: 'true' } } },
      ].map(statement);
      assert(action && resource && principal && condition);
      const indexes = (...statements: Elements[]) => reasons(statements).map(({ statement: index }) => index);
      assert.deepEqual(indexes(action, condition, principal, condition), [1, 3]);
      assert.deepEqual(indexes(action, principal, resource), [1]);
      assert.deepEqual(indexes(action, resource), [1]);
      assert.deepEqual(indexes(action, action), [0, 1]);
    });
  });

  const conditions: readonly [operator: string, policy: unknown, context: Context, words: string][] = [
    ['StringEquals', 'a', {}, 'the request does not have the key'],
    ['StringNotEquals', 'a', {}, 'the request does not have the key, and a negated operator then holds'],
    ['StringEqualsIfExists', 'a', {}, 'the request does not have the key, and IfExists then holds'],
    ['ForAllValues:StringEquals', 'a', {}, 'the request does not have the key, and ForAllValues then holds'],
    ['ForAnyValue:StringEquals', 'a', {}, 'the request does not have the key'],
    ['Null', 'true', {}, 'the request does not have the key, as asked'],
    ['Null', 'false', {}, 'the request does not have the key'],
    ['Null', 'false', { key: 'a' }, 'the request has the key, as asked'],
    ['Null', 'true', { key: 'a' }, 'the request has the key'],
    ['ForAllValues:Null', 'true', {}, 'Null behind a set operator always holds, whatever the request'],
    ['ForAnyValue:Null', 'true', {}, 'Null behind a set operator never holds, whatever the request'],
    [
      'ForAllValues:StringEquals',
      'a',
      { key: '' },
      'the key has no value that counts, and ForAllValues then holds',
    ],
    [
      'ForAnyValue:StringEquals',
      'a',
      { key: '' },
      'the key has no value that counts, and ForAnyValue then fails',
    ],
    ['StringEquals', ['a', 'b'], { key: 'c' }, '"c" does not equal "a" or "b"'],
    ['StringEquals', ['a', 'b', 'c', 'd', 'e'], { key: 'x' }, '"x" does not equal "a", "b", "c" or 2 more'],
    ['StringEquals', [], { key: 'x' }, 'the policy gives no value to compare "x" with'],
    ['StringNotEquals', ['a', 'b'], { key: 'c' }, '"c" does not equal "a" or "b"'],
    ['StringNotEquals', ['a', 'b'], { key: 'b' }, '"b" equals "b"'],
    ['StringEqualsIgnoreCase', 'TRUE', { key: 'true' }, '"true" equals "TRUE", whatever the capitals'],
    ['StringLike', 'a*', { key: 'ab' }, '"ab" fits "a*"'],
    ['StringLike', 'a*', { key: 'b' }, '"b" does not fit "a*"'],
    ['StringLike', 'a', { key: 'b' }, '"b" does not equal "a"'],
    ['StringEquals', 'a*', { key: 'ab' }, '"ab" does not equal "a*"'],
    ['NumericGreaterThanEquals', 5, { key: '5' }, '5 is at least 5'],
    ['NumericLessThan', 5, { key: '12abc' }, '"12abc" is no number'],
    ['NumericNotEquals', ['1', 'x'], { key: '2' }, '"x" is no number'],
    ['NumericEquals', ['1', 'x'], { key: '2' }, '2 does not equal 1 or "x"'],
    ['DateLessThan', '2030-01-01', { key: '2029-12-31' }, '2029-12-31 is before 2030-01-01'],
    ['DateGreaterThan', '2030-01-01', { key: '2029-12-31' }, '2029-12-31 is not after 2030-01-01'],
    ['DateGreaterThan', '2030-01-01', { key: 'soon' }, '"soon" is no date'],
    ['Bool', 'true', { key: 'FALSE' }, '"FALSE" does not equal "true"'],
    ['Bool', 'yes', { key: 'true' }, '"yes" is no Boolean'],
    ['BinaryEquals', 'QQ==', { key: '?' }, '"?" is no base64'],
    ['IpAddress', '10.0.0.0/8', { key: '10.1.2.3' }, '10.1.2.3 is in 10.0.0.0/8'],
    ['NotIpAddress', '10.0.0.0/8', { key: '11.1.2.3' }, '11.1.2.3 is not in 10.0.0.0/8'],
    ['IpAddress', '10.0.0', { key: '10.1.2.3' }, '"10.0.0" is no address'],
    ['ArnLike', 'arn:aws:iam::*:role/x', { key: 'no arn' }, '"no arn" does not fit "arn:aws:iam::*:role/x"'],
    ['StringEquals', '${n}', { key: 'a', n: 'b' }, '"a" does not equal "${n}" (here "b")'],
    ['StringEquals', '${n}', { key: 'a' }, '"a" does not equal "${n}" (which has no value here)'],
  ];
  for (const [operator, values, context, words] of conditions)
    it(`${operator} ${JSON.stringify(values)} in ${JSON.stringify(context)}: ${words}`, () => {
      const [text] = told([statement({ Condition: { [operator]: { key: values } } })], { context });
      assert.match(text ?? '', /^Statement 1 (?:denies it|does not apply): /);
      assert.equal(text?.replace(/^Statement 1 [^:]*: /, ''), `${operator} key: ${words}.`);
    });

  it('tell of an operator that there is not', () => {
    assert.deepEqual(
      told([statement({ Condition: { StringSounds: { key: 'a' } } })], { context: { key: 'a' } }),
      [
        'Statement 1 does not apply: there is no condition operator "StringSounds", and a test with it never holds.',
      ],
    );
  });

  it('cut long values short and keep control characters out, wherever they come from', () => {
    const wild = `\u001b[31m\u009b\u202e${'y'.repeat(10_000)}`;
    const all = [
      ...told([statement({ Condition: { StringEquals: { [wild]: 'x' } } })], { context: { [wild]: wild } }),
      ...told([statement({ Sid: wild, Condition: { [wild]: { key: 'x' } } })]),
      ...told([statement({ Condition: { StringEquals: { key: wild } } })], { context: { key: 'x' } }),
      ...told([statement({ Action: 'x' })], { action: wild }),
      ...told([statement({ Resource: 'x' })], { resource: wild }),
      ...told([statement({ Principal: { AWS: 'x' } })], { principal: wild }),
    ];
    assert.equal(all.length, 6);
    for (const text of all) {
      assert(text.length < 600, text);
      assert.doesNotMatch(text, /\p{C}/u);
    }
  });
});
