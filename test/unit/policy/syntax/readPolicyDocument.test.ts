import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readPolicyDocument } from '../../../../src/policy';

const good = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Principal: '*', Action: 'glacier:DeleteArchive', Resource: '*' }],
};
const statement = (changes: Record<string, unknown>): string =>
  JSON.stringify({ ...good, Statement: [{ ...good.Statement[0], ...changes }] });

describe('readPolicyDocument', () => {
  it('lays a policy bare', () => {
    const text = JSON.stringify({
      Id: 'x',
      Statement: {
        Sid: 'a-b c',
        Effect: 'Allow',
        NotPrincipal: { AWS: ['*', '111122223333'], Service: 'backup.amazonaws.com' },
        NotAction: 'glacier:Delete*',
        Resource: ['*'],
        Condition: {
          NumericLessThan: { 'glacier:ArchiveAgeInDays': 365 },
          Bool: { 'aws:SecureTransport': [true, 'false'] },
        },
      },
    });
    assert.deepEqual(readPolicyDocument(text), {
      ok: true,
      document: {
        version: '2008-10-17',
        id: 'x',
        statements: [
          {
            sid: 'a-b c',
            effect: 'Allow',
            principal: {
              negated: true,
              entries: [
                { type: 'everyone' },
                { type: 'AWS', value: '111122223333' },
                { type: 'Service', value: 'backup.amazonaws.com' },
              ],
            },
            action: { negated: true, entries: ['glacier:Delete*'] },
            resource: { negated: false, entries: ['*'] },
            conditions: [
              { operator: 'NumericLessThan', key: 'glacier:ArchiveAgeInDays', values: ['365'] },
              { operator: 'Bool', key: 'aws:SecureTransport', values: ['true', 'false'] },
            ],
          },
        ],
      },
    });
  });

  const legal: Readonly<Record<string, string>> = {
    'the usual policy': JSON.stringify(good),
    'white space around it': `\n ${JSON.stringify(good, undefined, 2)}\n`,
    'empty lists': statement({ Action: [], Condition: {} }),
    'Version 2008-10-17': JSON.stringify({ ...good, Version: '2008-10-17' }),
  };
  for (const [name, text] of Object.entries(legal))
    it(`accepts ${name}`, () => assert.equal(readPolicyDocument(text).ok, true));

  const illegal: readonly [string, string, RegExp][] = [
    ['an empty text', '', /not valid JSON/],
    ['a byte order mark', `\uFEFF${JSON.stringify(good)}`, /not valid JSON/],
    ['a comment', `{} // no`, /JSON has no comments/],
    ['a trailing comma', '{"Statement":[],}', /no comma after the last/],
    ['a list', '[]', /not a JSON object/],
    ['no Statement', '{"Version":"2012-10-17"}', /no Statement/],
    ['an empty Statement', '{"Statement":[]}', /no Statement/],
    ['a Statement that is a string', '{"Statement":"x"}', /no Statement/],
    ['a statement that is a string', '{"Statement":["x"]}', /Statement 1 is not/],
    ['a wrapper', JSON.stringify({ Policy: JSON.stringify(good) }), /There is a wrapper around the policy/],
    ['a wrong Version', JSON.stringify({ ...good, Version: '2012-06-01' }), /2012-06-01/],
    ['a Version of another type', JSON.stringify({ ...good, Version: 2012 }), /Version that is not a string/],
    ['a duplicate key', '{"Statement":[],"Statement":[]}', /"Statement" twice/],
    ['an unknown element', statement({ Principals: '*' }), /unknown element "Principals"/],
    ['__proto__ as an element', '{"__proto__":{},"Statement":[]}', /unknown element "__proto__"/],
    ['no Effect', statement({ Effect: undefined }), /Statement 1 has no Effect/],
    ['a wrong Effect', statement({ Effect: 'deny' }), /"deny"/],
    ['no Principal', statement({ Principal: undefined }), /neither Principal nor NotPrincipal/],
    ['both principals', statement({ NotPrincipal: '*' }), /both Principal and NotPrincipal/],
    ['a bare principal ARN', statement({ Principal: 'arn:aws:iam::111122223333:root' }), /neither "\*" nor/],
    ['a wrong kind of principal', statement({ Principal: { Aws: '*' } }), /unknown element "Aws"/],
    ['no Action', statement({ Action: undefined }), /neither Action nor NotAction/],
    ['both actions', statement({ NotAction: '*' }), /both Action and NotAction/],
    ['an Action that is a number', statement({ Action: [1] }), /Action that is not a string/],
    ['no Resource', statement({ Resource: undefined }), /neither Resource nor NotResource/],
    ['a Sid that is a number', statement({ Sid: 1 }), /Sid that is not a string/],
    ['a Condition that is a list', statement({ Condition: [] }), /Condition that is not/],
    ['an operator that is a string', statement({ Condition: { Bool: 'x' } }), /operator "Bool"/],
    ['a condition value null', statement({ Condition: { Bool: { k: null } } }), /tests "k"/],
    ['a nested condition list', statement({ Condition: { Bool: { k: [['x']] } } }), /tests "k"/],
    ['deep nesting', '['.repeat(10_000), /nested more than/],
  ];
  for (const [name, text, problem] of illegal) {
    it(`refuses ${name}`, () => {
      const reading = readPolicyDocument(text);
      assert.equal(reading.ok, false);
      assert.match(reading.problem, problem);
    });
  }

  it('never throws and accepts nothing that JSON.parse refuses', () => {
    fc.assert(
      fc.property(fc.string(), (noise) => {
        if (readPolicyDocument(JSON.stringify(good) + noise).ok) assert.equal(noise.trim(), '');
      }),
    );
  });
});
