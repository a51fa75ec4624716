import assert from 'node:assert/strict';
import { associationOf, noFile, type PolicyFile } from '../../../../src/locking/drift/association';
import { arnOf } from '../support/samples';

const file = (id: string, ...vaults: readonly string[]): PolicyFile => ({
  id,
  text: '{}',
  vaults: vaults.map((name) => arnOf(name)),
});
const vault = { arn: arnOf('claims') };

describe('the file that a vault is kept in', () => {
  const one = file('one', 'claims');
  const both = file('both', 'claims', 'ledger');
  const other = file('other', 'ledger');
  const draft: PolicyFile = { ...file('draft', 'claims'), text: undefined };
  const table: readonly (readonly [
    what: string,
    files: readonly PolicyFile[],
    chosen: string | undefined,
    found: string,
  ])[] = [
    ['none without files', [], undefined, ''],
    ['none that is meant for another vault', [other], undefined, ''],
    ['the one that is meant for it', [other, one], undefined, 'one'],
    ['one that is meant for others too', [both, other], undefined, 'both'],
    ['several', [one, both, other], undefined, 'one both'],
    ['the one that could be sent', [draft, one], undefined, 'one'],
    ['a draft, if there is nothing else', [draft, other], undefined, 'draft'],
    ['of several the chosen one', [one, both], 'both', 'both'],
    ['a chosen one that names another vault', [one, other], 'other', 'other'],
    ['none where a person has said that none counts', [one, both], noFile, ''],
  ];
  for (const [what, files, chosen, found] of table)
    it(`is ${what}`, () => {
      const association = associationOf(vault, files, chosen);
      const ids =
        association.kind === 'none' || association.kind === 'missing'
          ? []
          : (association.kind === 'file' ? [association.file] : association.files).map(({ id }) => id);
      assert.equal(ids.join(' '), found);
      assert.equal(association.kind === 'several', ids.length > 1);
    });

  it('is missing where the chosen one is, whichever others name the vault', () => {
    for (const files of [[], [one, other], [one, both]])
      assert.deepEqual(associationOf(vault, files, 'gone'), { kind: 'missing', file: 'gone' });
  });
});
