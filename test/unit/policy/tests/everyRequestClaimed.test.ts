import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PolicyDocument } from '../../../../src/policy/document';
import { evaluate, type AuthorizationRequest } from '../../../../src/policy/evaluate';
import { parsePolicyTests } from '../../../../src/policy/tests/parsePolicyTests';
import { runPolicyTests } from '../../../../src/policy/tests/runPolicyTests';
import { account, otherAccount, policy, statement, vault, type Elements } from '../evaluate/asking';

/** People as AWS knows them, not as the effect of a policy picks its samples, with the words that mean them. */
interface Person {
  readonly principal: string;
  readonly words: readonly string[];
  readonly context: AuthorizationRequest['context'];
}

function signed(principal: string, words: readonly string[], arn: string, type: string): Person {
  const id = arn.split(':')[4] ?? '';
  const context = {
    'aws:PrincipalArn': arn,
    'aws:PrincipalAccount': id,
    'aws:PrincipalType': type,
    'aws:PrincipalIsAWSService': 'false',
  };
  return { principal, words: ['everyone', ...words], context };
}

function root(id: string): Person {
  const arn = `arn:aws:iam::${id}:root`;
  return signed(arn, id === account ? ['owner', 'owner root'] : ['other account'], arn, 'Account');
}

function user(id: string, name: string): Person {
  const arn = `arn:aws:iam::${id}:user/${name}`;
  return signed(arn, id === account ? ['owner', 'owner user'] : ['other account'], arn, 'User');
}

function role(id: string, name: string, session: string): Person {
  const words = id === account ? ['owner', 'owner role'] : ['other account'];
  const principal = `arn:aws:sts::${id}:assumed-role/${name}/${session}`;
  return signed(principal, words, `arn:aws:iam::${id}:role/${name}`, 'AssumedRole');
}

const thirdAccount = '444477778888';
const people: readonly Person[] = [
  ...[account, otherAccount, thirdAccount, '000000000000'].flatMap((id) => [
    root(id),
    user(id, 'ana'),
    user(id, 'ben'),
    user(id, 'ANA'),
    user(id, 'some-body'),
    role(id, 'Officer', 'one'),
    role(id, 'Officer-Deputy', 'two'),
    role(id, 'Clerk', 'one'),
  ]),
  ...['backup.amazonaws.com', 'backup-gateway.amazonaws.com', 's3.amazonaws.com'].map((principal) => ({
    principal,
    words: ['everyone', 'service'],
    context: { 'aws:PrincipalIsAWSService': 'true' },
  })),
  {
    principal: '*',
    words: ['everyone', 'anonymous'],
    context: { 'aws:PrincipalAccount': 'anonymous', 'aws:PrincipalType': 'Anonymous' },
  },
];

const arns = fc.constantFrom(
  `arn:aws:iam::${account}:user/ana`,
  `arn:aws:iam::${account}:role/Officer`,
  `arn:aws:iam::${otherAccount}:role/Officer`,
  `arn:aws:iam::${account}:user/a*`,
  `arn:aws:iam::${account}:user/some*`,
  `arn:aws:iam::${account}:role/Officer*`,
  `arn:aws:iam::${account}:role/*`,
  'arn:aws:iam::*:user/ana',
  `arn:aws:iam::${otherAccount}:*`,
);
const compared = fc.constantFrom('Equals', 'NotEquals', 'Like', 'NotLike');
const condition: fc.Arbitrary<Elements> = fc.oneof(
  fc.constant({}),
  fc
    .tuple(fc.constantFrom('Arn', 'String'), compared, arns)
    .map(([family, operator, arn]) => ({ [family + operator]: { 'aws:PrincipalArn': arn } })),
  fc
    .tuple(
      compared,
      fc.constantFrom(
        ['aws:PrincipalArn', `arn:aws:iam::${account}:user/ana`],
        ['aws:PrincipalType', 'User'],
      ),
    )
    .map(([operator, [key = '', value]]) => ({
      [`String${operator.replace('Like', 'EqualsIgnoreCase')}`]: { [key]: value },
    })),
  fc
    .tuple(compared, fc.constantFrom(account, otherAccount, '4444*', '?*'))
    .map(([operator, id]) => ({ [`String${operator}`]: { 'aws:PrincipalAccount': id } })),
  fc
    .tuple(
      fc.constantFrom('StringEquals', 'StringNotEqualsIgnoreCase', 'StringLike', 'StringNotLike'),
      fc.constantFrom('on', 'o*', '${aws:username}', '${aws:PrincipalArn}'),
    )
    .map(([operator, value]) => ({ [operator]: { 'glacier:ResourceTag/Hold': value } })),
);
const principal: fc.Arbitrary<Elements> = fc
  .tuple(
    fc.constantFrom('Principal', 'Principal', 'NotPrincipal'),
    fc.constantFrom<unknown>(
      '*',
      { AWS: account },
      { AWS: otherAccount },
      { AWS: [`arn:aws:iam::${account}:user/ana`, `arn:aws:iam::${account}:role/Officer`] },
      { Service: 'backup.amazonaws.com' },
    ),
  )
  .map(([field, who]) => ({ [who === '*' ? 'Principal' : field]: who }));
const document = fc
  .array(
    fc
      .record({ Effect: fc.constantFrom('Deny', 'Allow'), who: principal, Condition: condition })
      .map(({ Effect, who, Condition }) =>
        statement({
          ...('NotPrincipal' in who && Effect === 'Allow' ? { Principal: '*' } : who),
          Effect,
          Condition,
          Resource: vault,
        }),
      ),
    { minLength: 1, maxLength: 2 },
  )
  .map((list) => policy(list));

const right: Readonly<Record<string, readonly string[]>> = {
  denied: ['explicitDeny'],
  'not denied': ['allow', 'implicitDeny'],
  allowed: ['allow'],
  'left to other policies': ['implicitDeny'],
};
const words = ['everyone', 'owner', 'owner root', 'owner user', 'owner role', 'other account', 'service'];
const leftOut = people.filter(({ context }) => context['aws:PrincipalType'] === 'User').slice(0, 2);

function passes(given: PolicyDocument, testCase: Elements): boolean {
  const tests = parsePolicyTests(JSON.stringify({ tests: [testCase] }));
  assert.deepEqual(tests.problems, []);
  return runPolicyTests(tests, given).every(({ passed }) => passed);
}

describe('a policy test that passes', function () {
  this.timeout(120_000);

  it('is true of every single request it claims', () => {
    let passed = 0;
    fc.assert(
      fc.property(
        document,
        fc.constantFrom(...words),
        fc.constantFrom([], leftOut),
        fc.constantFrom<{ readonly Hold: string | null } | undefined>(
          undefined,
          { Hold: null },
          { Hold: 'on' },
        ),
        (given, word, without, tags) => {
          const about = {
            action: 'DeleteArchive',
            principal: word,
            ...(without.length > 0 ? { notPrincipal: without.map((each) => each.principal) } : {}),
            ...(tags === undefined ? {} : { tags }),
          };
          if (without.length > 0 && !['everyone', 'owner', 'owner user'].includes(word)) return;
          const claimed = people.filter((each) => each.words.includes(word) && !without.includes(each));
          const held = tags === undefined ? [null, 'on', 'ON', 'off', 'ana'] : [tags.Hold];
          for (const [expect, decisions] of Object.entries(right)) {
            if (!passes(given, { ...about, expect })) continue;
            passed += 1;
            for (const person of claimed)
              for (const hold of [
                ...held,
                ...(tags === undefined ? [String(person.context['aws:PrincipalArn'])] : []),
              ]) {
                const request = {
                  principal: person.principal,
                  action: 'glacier:DeleteArchive',
                  resource: vault,
                  context: {
                    ...person.context,
                    'aws:username': 'ana',
                    'glacier:ArchiveAgeInDays': '3',
                    ...(hold === null ? {} : { 'glacier:ResourceTag/Hold': hold }),
                  },
                };
                const { decision } = evaluate(given, request);
                assert.ok(
                  decisions.includes(decision),
                  `${word} ${expect}: ${JSON.stringify(request)} ${decision}`,
                );
              }
          }
        },
      ),
      { numRuns: 600 },
    );
    assert.ok(passed > 100, `${passed} cases passed`);
  });
});
