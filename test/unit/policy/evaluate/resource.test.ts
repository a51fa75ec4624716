import assert from 'node:assert/strict';
import { applies, vault } from './asking';

const begin = 'arn:aws:glacier:us-west-2:111122223333';

describe('evaluate: Resource', () => {
  const cases: readonly [rule: string, entry: string | string[], expected: boolean, resource?: string][] = [
    ['the vault itself', vault, true],
    ['another vault is no match', `${begin}:vaults/another`, false],
    ['vault names have case', `${begin}:vaults/ExampleVault`, false],
    ['the other parts have case', vault.replace('glacier', 'Glacier'), false],
    ['a beginning without wildcard is no match', `${begin}:vaults/example`, false],
    ['a longer name is no match', `${vault}s`, false],
    ['white space counts', `${vault} `, false],
    ['* in the last part', `${begin}:vaults/example*`, true],
    ['? in the last part', `${begin}:vaults/examplevaul?`, true],
    ['* in the last part crosses a slash', `${begin}:va*vault`, true],
    ['* in the last part crosses a colon', `${begin}:vaults/*`, true, `${begin}:vaults/a:b/c`],
    ['a colon may stand in the last part', `${begin}:vaults/a:?/c`, true, `${begin}:vaults/a:b/c`],
    ['wildcards in partition, region and account', 'arn:a*:glacier:us-*-2:1111????3333:vaults/*', true],
    ['* in another part crosses no colon', 'arn:aws:glacier:us*:vaults/examplevault', false],
    ['* in the region does not take over the account', 'arn:aws:glacier:*:vaults/examplevault:', false],
    ['the service part takes no *', 'arn:aws:*:us-west-2:111122223333:vaults/examplevault', false],
    ['the service part takes no ?', 'arn:aws:glacie?:us-west-2:111122223333:vaults/examplevault', false],
    ['* alone is all', '*', true],
    ['a short ARN matches nothing: arn:aws:glacier', 'arn:aws:glacier', false],
    ['a short ARN matches nothing: without resource', begin, false],
    ['a short ARN matches nothing: with an empty resource', `${begin}:`, false],
    ['arn:aws:glacier:* is all of Glacier', 'arn:aws:glacier:*', true],
    ['a short ARN whose service is covered by * only matches nothing', 'arn:aws:*', false],
    ['a short ARN whose partition is covered by * only matches nothing', 'arn:*', false],
    ['a bare vault name is no match', 'examplevault', false],
    ['one entry of several is enough', ['arn:aws:s3:::bucket', vault], true],
    ['an empty list matches nothing', [], false],
    ['a request for no ARN meets * only', '*', true, 'examplevault'],
    ['a request for no ARN meets no ARN', 'arn:aws:glacier:*', false, 'arn:aws:glacier'],
    ['wildcards in the request are plain text', `${begin}:vaults/a`, false, `${begin}:vaults/*`],
  ];
  for (const [rule, entry, expected, resource = vault] of cases) {
    it(`${rule}: ${JSON.stringify(entry)}`, () => {
      assert.equal(applies({ Resource: entry }, { resource }), expected);
    });
    it(`NotResource negates the list as a whole (${rule})`, () => {
      assert.equal(applies({ NotResource: entry }, { resource }), !expected);
    });
  }
});
