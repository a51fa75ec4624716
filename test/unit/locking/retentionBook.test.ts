import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { ownError } from '../../../src/glacier/explainError';
import type { LockKnowledge, Vault } from '../../../src/locking/model';
import { RetentionBook } from '../../../src/locking/retentionBook';
import { composedText, composePolicy, retentionOf } from '../../../src/policy';

const arnOf = (name: string): string => `arn:aws:glacier:eu-west-1:210987654321:vaults/${name}`;

const vault = (name: string, lock: LockKnowledge): Vault => ({
  key: name,
  connection: { id: 'c', kind: 'aws', name: 'c', regions: ['eu-west-1'], practice: false },
  region: 'eu-west-1',
  account: '210987654321',
  name,
  arn: arnOf(name),
  created: 0,
  lastInventory: undefined,
  archives: undefined,
  sizeInBytes: undefined,
  lock,
});

const locked = (name: string, policy: string): Vault =>
  vault(name, {
    known: 'read',
    lock: { state: 'locked', policy, created: 0 },
    requestId: undefined,
    readAt: 0,
  });

const kept = (resource: string, days = 2557): string =>
  composedText(composePolicy({ vaultArn: resource, retentionDays: days, keepVault: true }));

describe('the book of retentions', () => {
  let asked: string[] = [];
  let time = 0;
  let book: RetentionBook;
  const events = new EventEmitter();

  beforeEach(() => {
    asked = [];
    time = 0;
    book = new RetentionBook({
      retentionOf: (policy, arn) => {
        asked.push(arn);
        time += 2;
        return retentionOf(policy, arn);
      },
      now: () => time,
    });
    book.onDidChange(() => events.emit('known'));
  });
  afterEach(() => book.dispose());

  it('tells a vault without a policy from one that was not read, and asks nothing about either', () => {
    const lock = { state: 'none' } as const;
    const none = { known: 'read', lock, requestId: undefined, readAt: 0 } as const;
    assert.deepEqual(book.of(vault('a', none)), { kind: 'noPolicy' });
    assert.deepEqual(book.of(vault('a', { known: 'pending' })), { kind: 'beingRead' });
    const kept = { known: 'cached', kept: { state: 'locked', created: 0 }, readAt: 0 } as const;
    assert.deepEqual(book.of(vault('a', kept)), { kind: 'beingRead' });
    const target = { region: 'eu-west-1', practice: true };
    const error = ownError('ConnectionClosed', { operation: 'GetVaultLock', vault: 'a', target });
    assert.deepEqual(book.of(vault('a', { known: 'failed', error })), { kind: 'notRead' });
    assert.deepEqual(asked, []);
  });

  it('works it out in the background, once for a policy that differs in the own ARN only', async () => {
    const vaults = Array.from({ length: 100 }, (_, index) => locked(`v${index}`, kept(arnOf(`v${index}`))));
    const known = once(events, 'known');
    for (const each of vaults) assert.deepEqual(book.of(each), { kind: 'working' });
    assert.deepEqual(asked, []);
    await known;
    for (const each of vaults) assert.deepEqual(book.of(each), { kind: 'days', days: 2557 });
    assert.equal(asked.length, 1);
  });

  it('asks for each vault where the policy could tell vaults apart', async () => {
    for (const resource of [arnOf('v*'), arnOf('v1')]) {
      asked = [];
      const known = once(events, 'known');
      const policy = kept(resource);
      for (const name of ['v1', 'w1']) book.of(locked(name, policy));
      await known;
      assert.equal(asked.length, 2, resource);
      assert.deepEqual(book.of(locked('v1', policy)), { kind: 'days', days: 2557 }, resource);
      assert.deepEqual(book.of(locked('w1', policy)), { kind: 'none' }, resource);
    }
  });

  it('does a little at a time, and tells of all at the end', async () => {
    let turns = 0;
    const known = once(events, 'known');
    for (let days = 1; days <= 30; days += 1) book.of(locked('a', kept(arnOf('a'), days)));
    while (asked.length < 30) {
      const before = asked.length;
      await new Promise((resolve) => setImmediate(resolve));
      turns += 1;
      assert.ok(asked.length - before <= 3, 'three of two milliseconds each are more than five');
    }
    await known;
    assert.ok(turns >= 10);
  });
});
