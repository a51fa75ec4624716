import assert from 'node:assert/strict';
import type { CallerReading } from '../../../../src/glacier/gateway';
import { askCallers, leaveOutStrangers } from '../../../../src/locking/bulk/strangers';
import type { Connection, Vault } from '../../../../src/locking/model';
import { account, awsConnection, practiceConnection, vaultWith } from '../support/samples';

const other = '222233334444';
const named: Connection = { ...awsConnection, id: 'named', name: 'named', account };
const away: Connection = { ...awsConnection, id: 'away', name: 'away' };
const silent: Connection = { ...awsConnection, id: 'silent', name: 'silent' };
const vault = (name: string, connection: Connection): Vault => vaultWith({ state: 'none' }, connection, name);
const signer = (ofAccount: string): CallerReading => ({
  known: true,
  caller: { account: ofAccount, arn: `arn:aws:iam::${ofAccount}:user/ana`, userId: 'A' },
});

describe('vaults whose connection leads to another account by now', () => {
  it('are left out of what is done to many; each place is asked once', async () => {
    const asked: string[] = [];
    const vaults = [
      vault('a', awsConnection),
      vault('b', away),
      vault('c', away),
      vault('d', named),
      vault('e', practiceConnection),
      vault('f', silent),
    ];
    const readingOf = await askCallers(vaults, ({ id }) => {
      asked.push(id);
      if (id === silent.id) return Promise.resolve({ known: false, why: 'STS did not answer' });
      return Promise.resolve(signer(id === awsConnection.id ? account : other));
    });
    const { vaults: own, leftOut } = leaveOutStrangers(vaults, readingOf);
    assert.deepEqual(asked.sort(), ['away', 'aws-audit', 'local', 'named', 'silent']);
    assert.deepEqual(
      own.map(({ name }) => name),
      ['a', 'd', 'e', 'f'],
    );
    assert.deepEqual(
      leftOut.map(({ vault: { name } }) => name),
      ['b', 'c'],
    );
    for (const { why } of leftOut) assert.match(why, /of account 111122223333, .* account 222233334444 now/);
  });
});
