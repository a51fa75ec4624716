import assert from 'node:assert/strict';
import type { CallerReading } from '../../../src/glacier/gateway';
import { createGlacierClock } from '../../../src/locking/glacierClock';
import { LockError } from '../../../src/locking/lockError';
import { createLockOperations } from '../../../src/locking/lockOperations';
import type { Connection, Vault, VaultLock } from '../../../src/locking/model';
import { account, arnOf, awsConnection, practiceConnection, retention, vaultWith } from './support/samples';
import { scriptedGlacier, type ScriptedGlacier } from './support/scriptedGlacier';

const other = '222233334444';
const running: VaultLock = {
  ...{ state: 'inProgress', policy: retention('claims'), created: 1_000, expires: Date.now() + 3_600_000 },
  lockId: { held: true, lockId: 'L' },
};
const signer = (ofAccount: string): CallerReading => ({
  known: true,
  caller: { account: ofAccount, arn: `arn:aws:iam::${ofAccount}:user/ana`, userId: 'A' },
});
const unknown: CallerReading = { known: false, why: 'STS did not answer' };

/** Operations whose signer is what the test says; every request that changes something is noted. */
function setUp(reading: CallerReading, { arn }: { readonly arn?: string } = {}) {
  const glacier: ScriptedGlacier = scriptedGlacier();
  const sent: string[] = [];
  const refuse = (what: string) => () => {
    sent.push(what);
    return Promise.reject(new Error('Sent.'));
  };
  glacier.gateway.callerIdentity = () => Promise.resolve(reading);
  glacier.gateway.initiateVaultLock = refuse('initiate');
  glacier.gateway.completeVaultLock = refuse('complete');
  glacier.gateway.abortVaultLock = refuse('abort');
  glacier.gateway.describeVault = (name) =>
    Promise.resolve({
      value: {
        ...{ arn: arn ?? arnOf(name), name, created: 0 },
        ...{ lastInventory: undefined, archives: undefined, sizeInBytes: undefined },
      },
      ...{ requestId: undefined, serverTime: undefined, localTime: 0 },
    });
  const written: string[] = [];
  const operations = createLockOperations({
    gateways: {
      get: () => Promise.resolve(glacier.gateway),
      drop: () => undefined,
      renew: () => undefined,
      dispose: () => undefined,
    },
    clock: createGlacierClock(),
    ledger: {
      append: (_subject, { type }) => Promise.resolve(void written.push(type)),
      keepInMemory: () => undefined,
      writeKept: () => Promise.resolve(),
      confirm: () => Promise.resolve(),
      lockIdFor: () => ({ held: true, lockId: 'L' }),
      takeVault: () => Promise.resolve({ release: () => Promise.resolve() }),
    },
    store: { readLock: (vault) => Promise.resolve(vault) },
    wait: () => Promise.resolve(),
  });
  return { operations, sent, written };
}

type Operations = ReturnType<typeof setUp>['operations'];

const changes: readonly (readonly [
  string,
  VaultLock,
  (operations: Operations, vault: Vault) => Promise<unknown>,
])[] = [
  ['initiate', { state: 'none' }, (operations, vault) => operations.initiate(vault, retention('claims'))],
  ['complete', running, (operations, vault) => operations.complete(vault)],
  ['abort', running, (operations, vault) => operations.abort(vault)],
  ['restart', running, (operations, vault) => operations.restart(vault)],
  ['replace', running, (operations, vault) => operations.replace(vault, retention('claims', 9))],
];

describe('a vault whose connection leads to another account by now', () => {
  for (const [name, lock, change] of changes) {
    const vaultOf = (connection: Connection) => vaultWith(lock, connection);

    it(`is left alone by ${name}, and nothing is written of it`, async () => {
      for (const [reading, arn] of [
        [signer(other), undefined],
        [unknown, arnOf('claims', undefined, other)],
      ] as const) {
        const { operations, sent, written } = setUp(reading, arn === undefined ? {} : { arn });
        await assert.rejects(change(operations, vaultOf(awsConnection)), { code: 'OtherAccount' });
        assert.deepEqual([sent, written], [[], []]);
      }
    });

    it(`does not keep ${name} from a vault of the account that signs, or of one that is named`, async () => {
      for (const [reading, connection] of [
        [signer(account), awsConnection],
        [unknown, awsConnection],
        [unknown, practiceConnection],
        [signer(other), { ...awsConnection, account }],
      ] as const) {
        const { operations, sent } = setUp(reading);
        await assert.rejects(
          change(operations, vaultOf(connection)),
          (error) => !(error instanceof LockError && error.code === 'OtherAccount'),
        );
        assert.equal(sent.length, 1, `${name} of ${connection.id}`);
      }
    });
  }
});
