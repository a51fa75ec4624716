import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PolicyDocument, Statement } from '../../../../src/policy/document';
import { evaluate } from '../../../../src/policy/evaluate';
import { canonicalForm, canonicalText, sameMeaning } from '../../../../src/policy/meaning';
import { readPolicyDocument } from '../../../../src/policy/syntax/readPolicyDocument';
import { policies, requests } from './arbitraryPolicies';

type Json = Readonly<Record<string, unknown>>;

const vault = 'arn:aws:glacier:us-west-2:111122223333:vaults/ledger';
const retention: Json = {
  Sid: 'keep',
  Effect: 'Deny',
  Principal: '*',
  Action: 'glacier:DeleteArchive',
  Resource: vault,
  Condition: { NumericLessThan: { 'glacier:ArchiveAgeInDays': '365' } },
};

function read(policy: Json): PolicyDocument {
  const reading = readPolicyDocument(JSON.stringify(policy));
  assert(reading.ok, reading.ok ? '' : reading.problem);
  return reading.document;
}

/** One statement with elements instead of those of the retention above. */
function withElements(elements: Json, version = '2012-10-17'): PolicyDocument {
  return read({ Version: version, Statement: [{ ...retention, ...elements }] });
}

function withCondition(condition: Json, version?: string): PolicyDocument {
  return withElements({ Condition: condition }, version);
}

describe('the canonical form of a policy', () => {
  const same: readonly (readonly [what: string, a: PolicyDocument, b: PolicyDocument])[] = [
    ['Sid', withElements({}), withElements({ Sid: 'other' })],
    ['Id', read({ Id: 'x', Statement: retention }), read({ Statement: retention })],
    ['a single statement', read({ Statement: retention }), read({ Statement: [retention] })],
    [
      'a statement that comes twice',
      read({ Statement: retention }),
      read({ Statement: [retention, retention] }),
    ],
    ['Version, without variables', withElements({}), withElements({}, '2008-10-17')],
    [
      'the order of statements',
      read({ Statement: [retention, { ...retention, Action: 'glacier:*' }] }),
      read({ Statement: [{ ...retention, Action: 'glacier:*' }, retention] }),
    ],
    [
      'the order of a list',
      withElements({ Action: ['glacier:DeleteArchive', 'glacier:DeleteVault'] }),
      withElements({ Action: ['glacier:DeleteVault', 'glacier:DeleteArchive', 'glacier:DeleteVault'] }),
    ],
    ['everyone', withElements({ Principal: '*' }), withElements({ Principal: { AWS: ['*'] } })],
    [
      'everyone, an account among them',
      withElements({ Principal: '*' }),
      withElements({ Principal: { AWS: ['*', '111122223333', 'arn:aws:iam::111122223333:user/ana'] } }),
    ],
    [
      'an account',
      withElements({ Principal: { AWS: '111122223333' } }),
      withElements({ Principal: { AWS: 'arn:aws:iam::111122223333:root' } }),
    ],
    [
      'an account, spared',
      withElements({ Principal: undefined, NotPrincipal: { AWS: '111122223333' } }),
      withElements({ Principal: undefined, NotPrincipal: { AWS: 'arn:aws:iam::111122223333:root' } }),
    ],
    [
      'capitals of actions',
      withElements({ Action: 'GLACIER:deletearchive' }),
      withElements({ Action: 'glacier:DeleteArchive' }),
    ],
    ['stars in a row', withElements({ Action: '**' }), withElements({ Action: '*' })],
    [
      'capitals of a key',
      withElements({}),
      withCondition({ NumericLessThan: { 'GLACIER:ArchiveAgeinDays': '365' } }),
    ],
    [
      'capitals of a tag key',
      withCondition({ StringEquals: { 'glacier:ResourceTag/Hold': 'on' } }),
      withCondition({ StringEquals: { 'glacier:resourcetag/HOLD': 'on' } }),
    ],
    [
      'capitals of an operator',
      withElements({}),
      withCondition({ numericlessthan: { 'glacier:ArchiveAgeInDays': '365' } }),
    ],
    [
      'a number unquoted',
      withElements({}),
      withCondition({ NumericLessThan: { 'glacier:ArchiveAgeInDays': 365 } }),
    ],
    [
      'a number in a list',
      withElements({}),
      withCondition({ NumericLessThan: { 'glacier:ArchiveAgeInDays': ['365.0', '3.65E2'] } }),
    ],
    [
      'a Boolean',
      withCondition({ Bool: { 'aws:SecureTransport': false } }),
      withCondition({ Bool: { 'aws:SecureTransport': 'False' } }),
    ],
    [
      'an instant',
      withCondition({ DateLessThan: { 'aws:CurrentTime': '2030-01-01' } }),
      withCondition({ DateLessThan: { 'aws:CurrentTime': '2030-01-01T02:00:00+02:00' } }),
    ],
    [
      'an instant in seconds',
      withCondition({ DateLessThan: { 'aws:CurrentTime': '2030-01-01' } }),
      withCondition({ DateLessThan: { 'aws:CurrentTime': 1893456000 } }),
    ],
    [
      'an address range',
      withCondition({ IpAddress: { 'aws:SourceIp': ['192.0.2.7/24', '2001:DB8::/32', '198.51.100.1/32'] } }),
      withCondition({ IpAddress: { 'aws:SourceIp': ['198.51.100.1', '192.0.2.0/24', '2001:db8:0::0/32'] } }),
    ],
    [
      'ArnEquals',
      withCondition({ ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/*' } }),
      withCondition({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/*' } }),
    ],
    [
      'StringLike without wildcards',
      withCondition({ StringLike: { 'glacier:ResourceTag/Hold': ['true', ''] } }),
      withCondition({ StringEquals: { 'glacier:ResourceTag/Hold': ['', 'true'] } }),
    ],
    [
      'a variable',
      withCondition({ StringEquals: { 'aws:username': '${aws:PrincipalTag/Owner}-${AWS:UserID}' } }),
      withCondition({ StringEquals: { 'aws:username': '${aws:principaltag/owner}-${aws:userid}' } }),
    ],
    [
      'a variable in an ARN and a resource',
      withElements({
        Resource: `${vault}-\${aws:PrincipalTag/Owner, 'Nobody'}`,
        Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:user/${aws:UserName}' } },
      }),
      withElements({
        Resource: `${vault}-\${AWS:principaltag/OWNER, 'Nobody'}`,
        Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:user/${aws:username}' } },
      }),
    ],
    [
      'tests on one key, negated',
      withCondition({
        ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/a' },
        ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/b' },
      }),
      withCondition({
        ArnNotLike: {
          'aws:PrincipalArn': ['arn:aws:iam::111122223333:role/b', 'arn:aws:iam::111122223333:role/a'],
        },
      }),
    ],
  ];
  for (const [what, a, b] of same)
    it(`is the same whatever the spelling of ${what}`, () => {
      assert.equal(canonicalText(a), canonicalText(b));
      assert(sameMeaning(a, b));
    });

  const user = { StringEquals: { 'aws:username': '${aws:PrincipalTag/owner}' } };
  const different: readonly (readonly [what: string, a: PolicyDocument, b: PolicyDocument])[] = [
    ['Version, with a variable', withCondition(user), withCondition(user, '2008-10-17')],
    [
      'capitals of the default of a variable',
      withCondition({ StringEquals: { 'aws:username': "${aws:PrincipalTag/Owner, 'Ana'}" } }),
      withCondition({ StringEquals: { 'aws:username': "${aws:PrincipalTag/Owner, 'ana'}" } }),
    ],
    [
      'capitals of what is no variable in the language of 2008',
      withCondition({ StringEquals: { 'aws:username': '${aws:UserId}' } }, '2008-10-17'),
      withCondition({ StringEquals: { 'aws:username': '${aws:userid}' } }, '2008-10-17'),
    ],
    ['Effect', withElements({}), withElements({ Effect: 'Allow' })],
    [
      'Action and NotAction',
      withElements({}),
      withElements({ Action: undefined, NotAction: 'glacier:DeleteArchive' }),
    ],
    ['capitals of an ARN', withElements({}), withElements({ Resource: vault.replace('ledger', 'Ledger') })],
    [
      'an account and a root of another partition',
      withElements({ Principal: { AWS: '111122223333' } }),
      withElements({ Principal: { AWS: 'arn:aws-cn:iam::111122223333:root' } }),
    ],
    [
      'an account and a root, where the vault may be in any partition',
      withElements({ Resource: '*', Principal: { AWS: '111122223333' } }),
      withElements({ Resource: '*', Principal: { AWS: 'arn:aws:iam::111122223333:root' } }),
    ],
    [
      'capitals of a tag value',
      withCondition({ StringEquals: { 'glacier:ResourceTag/Hold': 'true' } }),
      withCondition({ StringEquals: { 'glacier:ResourceTag/Hold': 'True' } }),
    ],
    [
      'four digits as a date, which are a year',
      withCondition({ DateLessThan: { 'aws:CurrentTime': '2030' } }),
      withCondition({ DateLessThan: { 'aws:CurrentTime': '2030.0' } }),
    ],
    [
      'a number as a string',
      withCondition({ StringEquals: { 'glacier:ResourceTag/Years': '7' } }),
      withCondition({ StringEquals: { 'glacier:ResourceTag/Years': '7.0' } }),
    ],
    [
      'IfExists',
      withElements({}),
      withCondition({ NumericLessThanIfExists: { 'glacier:ArchiveAgeInDays': '365' } }),
    ],
    [
      'two tests and one with both values',
      withCondition({
        StringLike: { 'glacier:ResourceTag/Hold': 'a*', 'glacier:ResourceTag/hold': '*b' },
      }),
      withCondition({ StringLike: { 'glacier:ResourceTag/Hold': ['a*', '*b'] } }),
    ],
    [
      'a wildcard as text',
      withCondition({ StringLike: { 'glacier:ResourceTag/Hold': 'a*' } }),
      withCondition({ StringEquals: { 'glacier:ResourceTag/Hold': 'a*' } }),
    ],
    [
      'negated tests for any value and one with both values',
      withCondition({
        'ForAnyValue:StringNotEquals': { 'aws:CalledVia': 'a', 'aws:calledvia': 'b' },
      }),
      withCondition({ 'ForAnyValue:StringNotEquals': { 'aws:CalledVia': ['a', 'b'] } }),
    ],
  ];
  for (const [what, a, b] of different)
    it(`tells ${what} apart`, () => {
      assert.notEqual(canonicalText(a), canonicalText(b));
      assert(!sameMeaning(a, b));
    });

  it('decides every request as the policy does', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(policies, fc.array(requests, { minLength: 6, maxLength: 6 }), (policy, asked) => {
        const canonical = canonicalForm(policy);
        for (const request of asked)
          assert.equal(evaluate(canonical, request).decision, evaluate(policy, request).decision);
      }),
      { numRuns: 3000 },
    );
  });

  it('has itself as its canonical form, and its text as its own', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(policies, (policy) => {
        const canonical = canonicalForm(policy);
        const text = canonicalText(policy);
        assert.deepEqual(canonicalForm(canonical), canonical);
        const reading = readPolicyDocument(text);
        assert(reading.ok, reading.ok ? '' : reading.problem);
        assert.deepEqual(canonicalForm(reading.document), canonical);
        assert.equal(canonicalText(reading.document), text);
      }),
      { numRuns: 1000 },
    );
  });

  it('is that of the policy in any other order, with anything said twice', function () {
    this.timeout(60_000);
    const swap = <Item>(items: readonly Item[]) =>
      fc.shuffledSubarray([...items, ...items], { minLength: items.length * 2 });
    const list = <Item, List extends { readonly entries: readonly Item[] }>(of: List) =>
      swap(of.entries).map((entries) => ({ ...of, entries }));
    const shuffledStatement = (statement: Statement): fc.Arbitrary<Statement> =>
      fc
        .tuple(
          list(statement.principal),
          list(statement.action),
          list(statement.resource),
          fc
            .tuple(
              ...statement.conditions.map((test) => swap(test.values).map((values) => ({ ...test, values }))),
            )
            .chain(swap),
        )
        .map(([principal, action, resource, conditions]) => ({
          ...statement,
          principal,
          action,
          resource,
          conditions,
        }));
    const pairs = policies.chain((policy) =>
      fc
        .tuple(...policy.statements.map(shuffledStatement))
        .chain(swap)
        .map((statements) => ({ policy, other: { ...policy, id: 'other', statements } })),
    );
    fc.assert(
      fc.property(pairs, ({ policy, other }) => {
        assert.equal(canonicalText(other), canonicalText(policy));
        assert(sameMeaning(other, policy));
      }),
      { numRuns: 1000 },
    );
  });
});
