import assert from 'node:assert/strict';
import { applies, holds, holdsIn2008, policy, read, request, statement, vault } from './asking';
import { evaluate } from '../../../../src/policy/evaluate';

const context = {
  'aws:username': 'ana',
  'aws:PrincipalTag/team': 'a*a',
  'aws:PrincipalTag/vault': 'examplevault',
  'aws:PrincipalArn': 'arn:aws:iam::111122223333:user/ana',
  'aws:CalledVia': ['athena.amazonaws.com'],
  'aws:PrincipalTag/empty': '',
  several: ['ana', 'ben'],
  key: 'ana',
};

/** Whether a test of `key` against the value holds when the request has this value. */
const compare = (operator: string, policyValue: string, requestValue: string): boolean =>
  holds({ [operator]: { test: policyValue } }, { ...context, test: requestValue });

describe('evaluate: policy variables', () => {
  const positive: readonly [
    rule: string,
    operator: string,
    value: string,
    request: string,
    expected: boolean,
  ][] = [
    ['${key} is the value of the key', 'StringEquals', '${aws:username}', 'ana', true],
    ['${key} inside other text', 'StringEquals', 'home/${aws:username}/x', 'home/ana/x', true],
    ['several in one value', 'StringEquals', '${aws:username}${key}', 'anaana', true],
    ['names have no case', 'StringEquals', '${AWS:UserName}', 'ana', true],
    ['tag keys in names have no case', 'StringEquals', '${aws:principaltag/TEAM}', 'a*a', true],
    ['the value keeps its case', 'StringEquals', '${aws:username}', 'Ana', false],
    ['in StringEqualsIgnoreCase', 'StringEqualsIgnoreCase', '${aws:username}', 'ANA', true],
    ['in StringLike beside wildcards', 'StringLike', '*/${aws:username}/?', 'home/ana/x', true],
    ["a variable's own * is plain text", 'StringLike', '${aws:PrincipalTag/team}', 'a*a', true],
    ["a variable's own * is no wildcard", 'StringLike', '${aws:PrincipalTag/team}', 'abba', false],
    [
      'in an Arn operator',
      'ArnEquals',
      'arn:aws:iam::111122223333:user/${aws:username}',
      context['aws:PrincipalArn'],
      true,
    ],
    ['a whole ARN from a variable', 'ArnLike', '${aws:PrincipalArn}', context['aws:PrincipalArn'], true],
    ['a default, after a comma and one space', 'StringEquals', "${aws:PrincipalTag/x, 'none'}", 'none', true],
    ['a default gives way to a value', 'StringEquals', "${aws:username, 'none'}", 'ana', true],
    ['a default may be empty', 'StringEquals', "a${aws:PrincipalTag/x, ''}b", 'ab', true],
    ['a default may hold a brace', 'StringEquals', "${aws:PrincipalTag/x, 'a}b'}c", 'a}bc', true],
    ["a default's own * is plain text", 'StringLike', "${aws:PrincipalTag/x, '*'}", 'ana', false],
    ['an empty value is a value', 'StringEquals', "${aws:PrincipalTag/empty, 'none'}", '', true],
    ['without the space it is no default', 'StringEquals', "${aws:PrincipalTag/x,'none'}", 'none', false],
    ['${*} is a plain star', 'StringLike', 'a${*}c', 'a*c', true],
    ['${*} is no wildcard', 'StringLike', 'a${*}c', 'abc', false],
    ['${?} is a plain question mark', 'StringLike', 'a${?}', 'a?', true],
    ['${?} is no wildcard', 'StringLike', 'a${?}', 'ab', false],
    ['${$} is a plain dollar', 'StringLike', '${$}{aws:username}', '${aws:username}', true],
    ['${*} in StringEquals', 'StringEquals', '${*}', '*', true],
    ['${?} in StringEquals', 'StringEquals', '${?}', '?', true],
    ['${$} in StringEquals', 'StringEquals', 'US${$}', 'US$', true],
    ['a key of several values is none', 'StringEquals', '${several}', 'ana', false],
    [
      'a multi-valued key is none, with one value too',
      'StringEquals',
      '${aws:CalledVia}',
      'athena.amazonaws.com',
      false,
    ],
    ['no value does not match', 'StringEquals', '${aws:PrincipalTag/x}', '${aws:PrincipalTag/x}', false],
    ['no value does not match a star beside it', 'StringLike', '*${aws:PrincipalTag/x}', 'ana', false],
    ['no closing brace, no variable', 'StringEquals', '${aws:username', '${aws:username', true],
    ['a dollar or a brace alone is text', 'StringEquals', '$ {}}', '$ {}}', true],
    ['no variables in Bool', 'Bool', '${key}', 'ana', false],
  ];
  for (const [rule, operator, value, requestValue, expected] of positive) {
    it(`${rule}: ${operator} ${value} on ${requestValue}`, () => {
      assert.equal(compare(operator, value, requestValue), expected);
      if (operator !== 'Bool') {
        const negated = operator.replace(/^(String|Arn)/, '$1Not');
        assert.equal(compare(negated, value, requestValue), !expected, negated);
      }
    });
  }

  it('no value: one value of several may still match', () => {
    const values = ['${aws:PrincipalTag/x}', 'ana'];
    assert.equal(holds({ StringEquals: { key: values } }, context), true);
    assert.equal(holds({ StringNotEquals: { key: values } }, context), false);
  });

  it('none in Numeric, Date and IpAddress', () => {
    const own = { n: '5', d: '2020', i: '10.0.0.1' };
    assert.equal(holds({ NumericEquals: { n: '${n}' } }, own), false);
    assert.equal(holds({ DateEquals: { d: '${d}' } }, own), false);
    assert.equal(holds({ IpAddress: { i: '${i}' } }, own), false);
  });

  it('none in Principal and Action', () => {
    const principal = 'arn:aws:iam::111122223333:user/ana';
    const given = { context, principal };
    assert.equal(
      applies({ Principal: { AWS: 'arn:aws:iam::111122223333:user/${aws:username}' } }, given),
      false,
    );
    assert.equal(applies({ Action: 'glacier:${key}' }, { ...given, action: 'glacier:ana' }), false);
  });

  const resources: readonly [rule: string, entry: string, expected: boolean][] = [
    ['in Resource after the fifth colon', 'arn:aws:glacier:*:*:vaults/${aws:PrincipalTag/vault}', true],
    ['in Resource beside wildcards', 'arn:aws:glacier:*:*:vault?/${aws:PrincipalTag/vault}*', true],
    ['in Resource with a default', "arn:aws:glacier:*:*:vaults/${aws:PrincipalTag/x, 'examplevault'}", true],
    ['in Resource without a value it matches nothing', 'arn:aws:glacier:*:*:*${aws:PrincipalTag/x}', false],
    ['not before the fifth colon', 'arn:aws:glacier:us-west-2:${account}:vaults/*', false],
    ['not in place of an ARN', '${arn}', false],
  ];
  for (const [rule, entry, expected] of resources) {
    it(`${rule}: ${entry}`, () => {
      const given = { context: { ...context, account: '111122223333', arn: vault } };
      assert.equal(applies({ Resource: entry }, given), expected);
      assert.equal(applies({ NotResource: entry }, given), !expected, 'NotResource');
    });
  }

  it('${*} in Resource is a plain star', () => {
    const entry = 'arn:aws:glacier:*:*:vaults/${*}';
    assert.equal(applies({ Resource: entry }), false);
    assert.equal(
      applies({ Resource: entry }, { resource: 'arn:aws:glacier:us-west-2:111122223333:vaults/*' }),
      true,
    );
  });

  const old: readonly [operator: string, value: string, request: string, expected: boolean][] = [
    ['StringEquals', '${aws:username}', 'ana', false],
    ['StringEquals', '${aws:username}', '${aws:username}', true],
    ['StringNotEquals', '${aws:username}', 'ana', true],
    ['StringLike', '${aws:username}', 'ana', false],
    ['StringEquals', '${*}', '*', false],
    ['StringEquals', '${$}', '${$}', true],
    ['StringEquals', "${x, 'none'}", 'none', false],
    ['ArnEquals', 'arn:aws:iam::111122223333:user/${aws:username}', context['aws:PrincipalArn'], false],
  ];
  for (const [operator, value, requestValue, expected] of old) {
    it(`under 2008 or without Version it is plain text: ${operator} ${value} on ${requestValue}`, () => {
      const condition = { [operator]: { test: value } };
      const given = { ...context, test: requestValue };
      assert.equal(holds(condition, given, '2008-10-17'), expected);
      assert.equal(holdsIn2008(condition, given), expected);
    });
  }

  it('under 2008 or without Version Resource has none', () => {
    const entry = statement({ Resource: 'arn:aws:glacier:*:*:vaults/${aws:PrincipalTag/vault}' });
    for (const document of [policy([entry], '2008-10-17'), read({ Statement: entry })])
      assert.equal(evaluate(document, request({ context })).decision, 'implicitDeny');
  });
});
