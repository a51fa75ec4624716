import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  applyEdits,
  evaluate,
  lint,
  parsePolicy,
  readPolicyDocument,
  type Diagnostic,
} from '../../../../src/policy';
import { target } from './somePolicies';

/** The rules whose fixes must neither do harm nor be in vain, whatever the condition. */
const judged: readonly string[] = [
  'operator-type',
  'mixed-values',
  'wildcard-without-like',
  'set-operator-missing',
  'set-operator-on-single',
  'null-if-exists',
  'null-with-set-operator',
  'private-ip-mixed',
  'ip-host-bits',
  'redundant-number',
  'constant-key',
  'variable-syntax',
  'invalid-region',
  'version-2008-variables',
];

/** They mend how something is written, so that it says for the first time what was meant. */
const spelling: readonly string[] = ['variable-syntax', 'invalid-region', 'version-2008-variables'];

const operator = fc
  .tuple(
    fc.constantFrom('', '', '', 'ForAllValues:', 'ForAnyValue:'),
    fc.constantFrom(
      'StringEquals',
      'StringNotEquals',
      'StringEqualsIgnoreCase',
      'StringLike',
      'StringNotLike',
      'NumericEquals',
      'NumericLessThan',
      'NumericNotEquals',
      'DateLessThan',
      'DateGreaterThanEquals',
      'Bool',
      'Null',
      'IpAddress',
      'NotIpAddress',
      'ArnLike',
      'ArnNotEquals',
    ),
    fc.constantFrom('', '', '', 'IfExists'),
  )
  .map((parts) => parts.join(''));

const keys: Readonly<Record<string, readonly (string | readonly string[])[]>> = {
  'aws:username': ['ana', '10.1.2.3'],
  'aws:SourceIp': ['203.0.113.7', '2001:db8::1'],
  'aws:MultiFactorAuthAge': ['5', '3600'],
  'aws:CurrentTime': ['2026-11-22T00:00:00Z'],
  'aws:EpochTime': ['1795305600'],
  'aws:SecureTransport': ['true', 'false'],
  'aws:PrincipalArn': ['arn:aws:iam::210987654321:user/ana'],
  'aws:CalledVia': [['athena.amazonaws.com'], ['ana', 'athena.amazonaws.com']],
  'aws:RequestedRegion': ['eu-west-1'],
  'aws:ResourceAccount': ['210987654321'],
  'glacier:ResourceTag/Hold': ['true', '', '5'],
};
const value = fc.oneof(
  fc.constantFrom(
    ...['ana', 'a*', '${aws:username}', '${aws:userid', '5', '300', '3600', 'true', 'False', 'eu-wset-1'],
    ...['203.0.113.77/24', '203.0.113.0/24', '10.0.0.0/8', '2001:db8::1/32', '210987654321', 'eu-west-1'],
    ...['2031-01-01', '1795305600', 'athena.amazonaws.com', 'arn:aws:iam::210987654321:user/*', '1 hour', ''],
  ),
  fc.constantFrom(5, 300, true, false),
);
const values = fc.oneof(value, fc.array(value, { minLength: 1, maxLength: 3 }));
const condition = fc.dictionary(
  operator,
  fc.dictionary(fc.constantFrom(...Object.keys(keys)), values, { minKeys: 1, maxKeys: 2 }),
  { minKeys: 1, maxKeys: 3 },
);
const policy = fc
  .tuple(
    fc.constantFrom('Deny', 'Deny', 'Allow'),
    condition,
    fc.constantFrom('2012-10-17', '2008-10-17', undefined),
  )
  .map(([Effect, Condition, Version]) =>
    JSON.stringify({
      Version,
      Statement: [
        {
          Effect,
          Principal: { AWS: '210987654321' },
          Action: 'glacier:DeleteArchive',
          Resource: target,
          Condition,
        },
      ],
    }),
  );

/** What a caller may bring along: of each key one of its values or nothing. */
const request = fc.record(
  Object.fromEntries(
    Object.entries(keys).map(([key, present]) => [key, fc.option(fc.constantFrom(...present))]),
  ),
);

function isDenied(text: string, given: Readonly<Record<string, string | readonly string[] | null>>): boolean {
  const reading = readPolicyDocument(text);
  assert(reading.ok, reading.ok ? '' : `${reading.problem} ${text}`);
  const context: Record<string, string | readonly string[]> = {
    'aws:ResourceAccount': '210987654321',
    'aws:RequestedRegion': 'eu-west-1',
    'aws:PrincipalAccount': '210987654321',
  };
  for (const [key, present] of Object.entries(given)) if (present !== null) context[key] = present;
  const asked = {
    principal: 'arn:aws:iam::210987654321:user/ana',
    action: 'glacier:DeleteArchive',
    resource: target,
    context,
  };
  return evaluate(reading.document, asked).decision === 'explicitDeny';
}

const found = (text: string): readonly Diagnostic[] => lint(parsePolicy(text), { targetVaultArn: target });

const count = (diagnostics: readonly Diagnostic[], code: string): number =>
  diagnostics.filter((diagnostic) => diagnostic.code === code).length;

describe('a fix of a condition, whatever the condition', () => {
  it('removes its cause, raises no error of a condition, and takes no protection away if it is preferred', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(policy, fc.array(request, { minLength: 3, maxLength: 6 }), (text, requests) => {
        const before = found(text);
        for (const { code, fixes } of before.filter((diagnostic) => judged.includes(diagnostic.code)))
          for (const { title, edits, preferred } of fixes) {
            const after = applyEdits(text, edits);
            const why = `${title} (${code}): ${text} became ${after}`;
            const left = found(after);
            assert.ok(count(left, code) < count(before, code), why);
            const raised = left.filter(
              ({ severity, code: other }) =>
                severity === 'error' &&
                judged.includes(other) &&
                count(before, other) === 0 &&
                // Both say that the value never matches; the wildcard is told first.
                !(code === 'wildcard-without-like' && other === 'invalid-region'),
            );
            assert.deepEqual(
              raised.map((diagnostic) => diagnostic.code),
              [],
              why,
            );
            if (preferred && !spelling.includes(code))
              for (const given of requests)
                assert.ok(
                  !isDenied(text, given) || isDenied(after, given),
                  `${why} for ${JSON.stringify(given)}`,
                );
          }
      }),
      { numRuns: 700 },
    );
  });
});
