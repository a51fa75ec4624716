import assert from 'node:assert/strict';
import { looksLikePolicy, parsePolicy } from '../../../../src/policy';

const policies: Readonly<Record<string, string>> = {
  'an action of Glacier': '{"Statement":[{"Action":"glacier:DeleteArchive"}]}',
  'an action in other capitals': '{"Statement":{"NotAction":["Glacier:*"]}}',
  'a vault as Resource': '{"Statement":[{"Resource":["arn:aws:glacier:us-west-2:111122223333:vaults/a"]}]}',
  'a condition key of Glacier':
    '{"Statement":[{"Condition":{"NumericLessThan":{"glacier:ArchiveAgeInDays":"365"}}}]}',
  'the wrapper': JSON.stringify({ Policy: '{"Statement":[{"Action":"glacier:DeleteArchive"}]}' }),
  'a wrapper with an object in it': '{"Policy":{"Statement":[{"Action":"glacier:DeleteArchive"}]}}',
  'a statement alone': '{"Effect":"Deny","Action":"glacier:DeleteArchive"}',
  'a policy with a syntax error': '{"Statement":[{"Action":"glacier:DeleteArchive",',
  'an Allow beside a Deny':
    '{"Statement":[{"Effect":"Allow","Action":"glacier:Get*"},{"Effect":"Deny","Action":"glacier:Delete*"}]}',
  'one statement of several': '{"Statement":[{"Action":"s3:*"},{"Action":"glacier:*"}]}',
};
const strangers: Readonly<Record<string, string>> = {
  'an empty file': '',
  'an empty object': '{}',
  'an S3 policy': '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}',
  'a policy of everything': '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
  'a role trust policy':
    '{"Statement":[{"Principal":{"Service":"glacier.amazonaws.com"},"Action":"sts:AssumeRole"}]}',
  'package.json':
    '{"name":"glacier-tools","keywords":["glacier:DeleteArchive"],"scripts":{"Action":"glacier:x"}}',
  'a Terraform file': 'resource "aws_glacier_vault_lock" "x" { policy = "glacier:DeleteArchive" }',
  'an access policy':
    '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"glacier:UploadArchive","Resource":"*"}]}',
  'a list': '["glacier:DeleteArchive"]',
  'a wrapper of something else': '{"Policy":"glacier:DeleteArchive"}',
};

describe('looksLikePolicy', () => {
  for (const [name, text] of Object.entries(policies))
    it(`recognises ${name}`, () => assert.equal(looksLikePolicy(parsePolicy(text)), true));
  for (const [name, text] of Object.entries(strangers))
    it(`does not claim ${name}`, () => assert.equal(looksLikePolicy(parsePolicy(text)), false));
});
