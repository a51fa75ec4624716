import assert from 'node:assert/strict';
import { coversVault, readPolicyDocument } from '../../../src/policy';

const vault = 'arn:aws:glacier:eu-west-1:210987654321:vaults/ledger-2024';
const elsewhere = 'arn:aws:glacier:eu-west-1:210987654321:vaults/other';
const begin = 'arn:aws:glacier:eu-west-1:210987654321';

describe('coversVault', () => {
  const cases: readonly [what: string, resource: object, expected: boolean, version?: string][] = [
    ['the vault itself', { Resource: vault }, true],
    ['another vault', { Resource: elsewhere }, false],
    ['one of several', { Resource: [elsewhere, vault] }, true],
    ['everything', { Resource: '*' }, true],
    ['wildcards', { Resource: `${begin}:v*24` }, true],
    ['wildcards for other vaults', { Resource: `${begin}:vaults/l?` }, false],
    ['a variable', { Resource: `${begin}:vaults/\${aws:PrincipalTag/team}` }, true],
    ['a variable behind what does not fit', { Resource: `${begin}:vaults/x-\${aws:username}` }, false],
    [
      'a variable in the language of 2008',
      { Resource: `${begin}:vaults/\${aws:username}` },
      false,
      '2008-10-17',
    ],
    ['all but the vault', { NotResource: vault }, false],
    ['all but another', { NotResource: elsewhere }, true],
    ['all but what a variable may stand for', { NotResource: `${begin}:vaults/\${aws:username}` }, true],
    ['nothing', { Resource: [] }, false],
  ];
  for (const [what, resource, expected, version = '2012-10-17'] of cases)
    it(`${what}: ${expected ? 'yes' : 'no'}`, () => {
      const statement = { Effect: 'Deny', Principal: '*', Action: 'glacier:DeleteArchive', ...resource };
      const reading = readPolicyDocument(JSON.stringify({ Version: version, Statement: [statement] }));
      assert(reading.ok);
      assert.equal(coversVault(reading.document, vault), expected);
    });

  it('asks every statement', () => {
    const statement = (Resource: string): object => ({
      Effect: 'Deny',
      Principal: '*',
      Action: 'glacier:DeleteArchive',
      Resource,
    });
    const text = JSON.stringify({
      Version: '2012-10-17',
      Statement: [statement(elsewhere), statement(vault)],
    });
    const reading = readPolicyDocument(text);
    assert(reading.ok);
    assert.equal(coversVault(reading.document, vault), true);
  });
});
