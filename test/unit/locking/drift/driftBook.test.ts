import assert from 'node:assert/strict';
import { DriftBook } from '../../../../src/locking/drift/driftBook';
import type { Vault, VaultLock } from '../../../../src/locking/model';
import { account, arnOf, practiceConnection, region, retention } from '../support/samples';

function vaultWith(lock: VaultLock): Vault {
  return {
    key: 'local claims',
    connection: practiceConnection,
    region,
    account,
    name: 'claims',
    arn: arnOf('claims'),
    created: 0,
    lastInventory: undefined,
    archives: undefined,
    sizeInBytes: undefined,
    lock: { known: 'read', lock, requestId: undefined, readAt: 0 },
  };
}

const inForce = (policy: string): Vault => vaultWith({ state: 'locked', policy, created: 0 });
const files = (text: string | undefined) => [{ id: 'file', text, vaults: [arnOf('claims')] }];

describe('the drift of a vault', () => {
  const text = retention('claims');
  const twice = JSON.stringify({
    Version: '2012-10-17',
    Statement: [text, retention('claims', 30)].flatMap(
      (policy) => (JSON.parse(policy) as { Statement: readonly unknown[] }).Statement,
    ),
  });
  const table: readonly (readonly [what: string, file: string | undefined, agreement: string])[] = [
    ['the same text', text, 'same'],
    ['other blanks', JSON.stringify(JSON.parse(text), null, 2), 'same'],
    ['a statement that changes nothing', twice, 'sameEffect'],
    ['another number of days', retention('claims', 366), 'differs'],
    ['another vault in Resource', retention('other'), 'differs'],
    ['a template for any vault', text.replaceAll(arnOf('claims'), '${vaultArn}'), 'same'],
    ['another template', retention('claims', 366).replaceAll(arnOf('claims'), '${vaultArn}'), 'differs'],
    ['no policy', '{}', 'unreadable'],
    ['nothing that could be sent', undefined, 'unreadable'],
  ];
  for (const [what, file, agreement] of table)
    it(`${what}: ${agreement}`, () => {
      assert.deepEqual(new DriftBook().of(inForce(text), files(file), undefined), {
        kind: 'compared',
        file: 'file',
        agreement,
      });
    });

  it('follows the file and the policy in force', () => {
    const book = new DriftBook();
    const agreement = (policy: string, file: string) => {
      const drift = book.of(inForce(policy), files(file), undefined);
      return drift?.kind === 'compared' ? drift.agreement : undefined;
    };
    assert.equal(agreement(text, text), 'same');
    assert.equal(agreement(text, retention('claims', 366)), 'differs');
    assert.equal(agreement(retention('claims', 366), retention('claims', 366)), 'same');
    assert.equal(agreement(text, text), 'same');
  });

  it('is nothing without a policy in force, or without a file', () => {
    assert.equal(new DriftBook().of(vaultWith({ state: 'none' }), files(text), undefined), undefined);
    assert.equal(new DriftBook().of(inForce(text), [], undefined), undefined);
  });

  it('is that the chosen file is missing, and not that another one agrees', () => {
    assert.deepEqual(new DriftBook().of(inForce(text), files(text), 'gone'), {
      kind: 'missing',
      file: 'gone',
    });
  });

  it('is a question where several files are meant for the vault', () => {
    const several = [...files(text), { id: 'second', text, vaults: [arnOf('claims')] }];
    assert.deepEqual(new DriftBook().of(inForce(text), several, undefined), {
      kind: 'several',
      files: ['file', 'second'],
    });
  });
});
