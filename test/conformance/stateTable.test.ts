import assert from 'node:assert/strict';
import {
  AbortVaultLockCommand,
  CompleteVaultLockCommand,
  DeleteVaultCommand,
  GetVaultLockCommand,
  InitiateVaultLockCommand,
  type GlacierClient,
} from '@aws-sdk/client-glacier';
import { endTested, startTested, type TestedGlacier } from './support/localGlacier';
import {
  clientOf,
  createVault,
  dayInSeconds,
  endClients,
  initiate,
  lockOf,
  outcome,
  refusal,
  retention,
  vault,
} from './support/sdk';

/** How a vault comes to the state in the head of a column. Each tells the lock ID it got, if it got one. */
const situations = {
  'the vault is missing': async () => Promise.resolve(undefined),
  'there was never a lock': async (client) => {
    await createVault(client, 'v');
    return undefined;
  },
  'the lock was aborted': async (client) => {
    await createVault(client, 'v');
    const lockId = await initiate(client, 'v');
    await client.send(new AbortVaultLockCommand(vault('v')));
    return lockId;
  },
  'the lock has expired': async (client, glacier) => {
    await createVault(client, 'v');
    const lockId = await initiate(client, 'v');
    await glacier.advance(dayInSeconds);
    return lockId;
  },
  'the lock is in progress': async (client) => {
    await createVault(client, 'v');
    return initiate(client, 'v');
  },
  'the lock is in progress for its last minute': async (client, glacier) => {
    await createVault(client, 'v');
    const lockId = await initiate(client, 'v');
    await glacier.advance(dayInSeconds - 60);
    return lockId;
  },
  'the vault is locked': async (client) => {
    await createVault(client, 'v');
    const lockId = await initiate(client, 'v');
    await client.send(new CompleteVaultLockCommand({ ...vault('v'), lockId }));
    return lockId;
  },
  'the vault is locked for long': async (client, glacier) => {
    await createVault(client, 'v');
    const lockId = await initiate(client, 'v');
    await client.send(new CompleteVaultLockCommand({ ...vault('v'), lockId }));
    await glacier.advance(3000 * dayInSeconds);
    return lockId;
  },
} satisfies Record<string, (client: GlacierClient, glacier: TestedGlacier) => Promise<string | undefined>>;

type Situation = keyof typeof situations;

const operations = {
  get: (client) => client.send(new GetVaultLockCommand(vault('v'))),
  initiate: (client) =>
    client.send(new InitiateVaultLockCommand({ ...vault('v'), policy: { Policy: retention('v', 1) } })),
  'complete with the right ID': (client, lockId) =>
    client.send(
      new CompleteVaultLockCommand({ ...vault('v'), lockId: lockId ?? 'AE863rKkWZU53SLW5be4DUcW' }),
    ),
  'complete with a wrong ID': (client) =>
    client.send(new CompleteVaultLockCommand({ ...vault('v'), lockId: 'wrong' })),
  abort: (client) => client.send(new AbortVaultLockCommand(vault('v'))),
  'delete the vault': (client) => client.send(new DeleteVaultCommand(vault('v'))),
} satisfies Record<
  string,
  (client: GlacierClient, lockId: string | undefined) => Promise<{ $metadata: object }>
>;

type Operation = keyof typeof operations;

const notFound = '404 ResourceNotFoundException';
const denied = '403 AccessDeniedException';
const invalid = '400 InvalidParameterValueException';

/** In the order of the operations above. */
const rows: Record<Situation, readonly [get: string, string, string, string, string, string]> = {
  'the vault is missing': [notFound, notFound, notFound, notFound, notFound, '204'],
  'there was never a lock': [notFound, '201', notFound, notFound, '204', '204'],
  'the lock was aborted': [notFound, '201', notFound, notFound, '204', '204'],
  'the lock has expired': [notFound, '201', notFound, notFound, '204', '204'],
  'the lock is in progress': ['200', denied, '204', invalid, '204', '204'],
  'the lock is in progress for its last minute': ['200', denied, '204', invalid, '204', '204'],
  'the vault is locked': ['200', denied, '204', denied, denied, '204'],
  'the vault is locked for long': ['200', denied, '204', denied, denied, '204'],
};

/** Whether a lock is there after the operation, if it made or ended one. */
const changes: Partial<Record<Operation, (before: Situation) => string>> = {
  initiate: (before) => (rows[before][1] === '201' ? 'InProgress' : stateIn(before)),
  'complete with the right ID': (before) => (rows[before][2] === '204' ? 'Locked' : stateIn(before)),
  abort: (before) => (rows[before][4] === '204' ? notFound : stateIn(before)),
  'delete the vault': () => notFound,
};

function stateIn(situation: Situation): string {
  if (rows[situation][0] !== '200') return notFound;
  return situation.includes('locked') ? 'Locked' : 'InProgress';
}

describe('the state table of the vault lock, through the SDK', () => {
  let glacier: TestedGlacier;
  let client: GlacierClient;
  beforeEach(async () => {
    glacier = await startTested();
    client = clientOf(glacier.url);
  });
  afterEach(async () => {
    endClients();
    await endTested();
  });

  for (const situation of Object.keys(rows) as Situation[]) {
    describe(`when ${situation}`, () => {
      (Object.keys(operations) as Operation[]).forEach((operation, column) => {
        const expected = rows[situation][column];
        const after = changes[operation]?.(situation) ?? stateIn(situation);
        it(`${operation}: ${expected ?? ''}, then ${after}`, async () => {
          const lockId = await situations[situation](client, glacier);
          assert.equal(await outcome(operations[operation](client, lockId)), expected);
          const reading = lockOf(client, 'v');
          if (after === notFound) assert.equal(await refusal(reading), notFound);
          else assert.equal((await reading).State, after);
        });
      });
    });
  }

  it('a lock in progress expires 24 hours after it was created, and says so', async () => {
    await createVault(client, 'v');
    const before = await glacier.now();
    await initiate(client, 'v');
    const { CreationDate = '', ExpirationDate = '' } = await lockOf(client, 'v');
    assert.match(CreationDate, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.equal(Date.parse(ExpirationDate) - Date.parse(CreationDate), dayInSeconds * 1000);
    assert.ok(Date.parse(CreationDate) >= before && Date.parse(CreationDate) <= (await glacier.now()));
  });

  it('the creation date stays after locking, the expiration date goes', async () => {
    await createVault(client, 'v');
    const lockId = await initiate(client, 'v');
    const { CreationDate, Policy } = await lockOf(client, 'v');
    await glacier.advance(3600);
    await client.send(new CompleteVaultLockCommand({ ...vault('v'), lockId }));
    const locked = await lockOf(client, 'v');
    assert.deepEqual(
      { State: locked.State, CreationDate: locked.CreationDate, Policy: locked.Policy },
      { State: 'Locked', CreationDate, Policy },
    );
    assert.equal(locked.ExpirationDate, undefined);
  });

  it('each initiation has its own ID and its own 24 hours, and an old ID is a wrong one', async () => {
    await createVault(client, 'v');
    const first = await initiate(client, 'v');
    await glacier.advance(dayInSeconds - 1);
    await client.send(new AbortVaultLockCommand(vault('v')));
    const second = await initiate(client, 'v', retention('v', 30));
    assert.notEqual(second, first);
    await glacier.advance(dayInSeconds - 60);
    const completeWith = (lockId: string) =>
      outcome(client.send(new CompleteVaultLockCommand({ ...vault('v'), lockId })));
    assert.equal(await completeWith(first), invalid);
    assert.equal(await completeWith(second), '204');
    assert.equal((await lockOf(client, 'v')).Policy, retention('v', 30));
  });

  it('deleting the empty vault ends the lock; a new vault of that name has none', async () => {
    await createVault(client, 'v');
    const lockId = await initiate(client, 'v');
    await client.send(new CompleteVaultLockCommand({ ...vault('v'), lockId }));
    await client.send(new DeleteVaultCommand(vault('v')));
    await createVault(client, 'v');
    assert.equal(await refusal(lockOf(client, 'v')), notFound);
  });

  it('lock IDs are 24 characters that neither a path nor a command line minds', async () => {
    for (let count = 0; count < 30; count += 1) {
      const name = `v${count}`;
      await createVault(client, name);
      assert.match(await initiate(client, name), /^[A-Za-z0-9_][A-Za-z0-9_-]{23}$/);
    }
  });
});
