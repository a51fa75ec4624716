import assert from 'node:assert/strict';
import { lockOrigin } from '../../../../src/locking/ledger/lockOrigin';
import type { LedgerEntry, LedgerEvent } from '../../../../src/locking/ledger/ledgerEntry';
import { policySha256 } from '../../../../src/locking/policyIdentity';
import { at, entry, readBack, received, start } from '../interrupted/support/entries';
import { account, arnOf, retention, region, vaultWith } from '../support/samples';

const created = start + 1_000;
const now = start + 3_600_000;
const vault = vaultWith({
  state: 'inProgress',
  policy: retention('claims'),
  created,
  expires: created + 86_400_000,
  lockId: { held: true, lockId: 'l'.repeat(24) },
});

const intended = (attempt: string, policy: string): LedgerEvent => ({
  type: 'initiateIntended',
  attempt,
  policy,
  policySha256: policySha256(policy),
});
const initiated: readonly LedgerEntry[] = [
  entry(intended('a', retention('claims'))),
  entry(received('a'), { seconds: 1 }),
  entry(readBack('a'), { seconds: 2 }),
];
const inAccount = (of: string, entries: readonly LedgerEntry[]): readonly LedgerEntry[] =>
  entries.map((each) => ({ ...each, account: of, arn: arnOf('claims', region, of) }));

describe('the origin of a lock', () => {
  it('is the Initiate from here that was read back with this creation time', () => {
    assert.deepEqual(lockOrigin(initiated, vault, created, now), {
      kind: 'here',
      policy: retention('claims'),
      account,
      at: start,
      user: undefined,
    });
  });

  it('is the Initiate from here whose reply was lost, where its lock was found in progress', () => {
    const lost: readonly LedgerEntry[] = [
      entry(intended('a', retention('claims'))),
      entry({ type: 'initiateUnclear', attempt: 'a', code: 'NetworkError' }, { seconds: 2 }),
      entry({ type: 'initiateSettled', attempt: 'a', found: 'in progress' }, { seconds: 3 }),
    ];
    assert.equal(lockOrigin(lost, vault, created, now).kind, 'here');
    // Created later, or with another policy: somebody else's.
    const elsewhere = { kind: 'elsewhere' };
    assert.deepEqual(lockOrigin(lost, vault, created + 60_000, now), elsewhere);
    assert.deepEqual(lockOrigin(lost, vault, created - 60_000, now), elsewhere);
    const [, ...after] = lost;
    const other = [entry(intended('a', retention('claims', 1))), ...after];
    assert.deepEqual(lockOrigin(other, vault, created, now), elsewhere);
    assert.deepEqual(lockOrigin(lost.slice(0, 2), vault, created, now), elsewhere);
  });

  it('is elsewhere for another lock, another vault and another practice Glacier', () => {
    const elsewhere = { kind: 'elsewhere' };
    assert.deepEqual(lockOrigin([], vault, created, now), elsewhere);
    assert.deepEqual(lockOrigin(initiated, vault, created + 1, now), elsewhere);
    const ofOther = initiated.map((each) => ({ ...each, arn: arnOf('other') }));
    assert.deepEqual(lockOrigin(ofOther, vault, created, now), elsewhere);
    const ofOtherGlacier = initiated.map((each) => ({ ...each, connection: 'another' }));
    assert.deepEqual(lockOrigin(ofOtherGlacier, vault, created, now), elsewhere);
    const ofAws = initiated.map((each) => ({ ...each, practice: false }));
    assert.deepEqual(lockOrigin(ofAws, vault, created, now), elsewhere);
  });

  it('is not taken from a line whose text is not the one that its hash is of', () => {
    const [intent, ...others] = initiated;
    assert.ok(intent?.type === 'initiateIntended');
    const forged: LedgerEntry = { ...intent, policy: retention('claims', 1) };
    assert.deepEqual(lockOrigin([forged, ...others], vault, created, now), { kind: 'altered' });
  });

  it('is in another account where the connection initiated a lock of a vault of this name there', () => {
    const strayed = inAccount('444455556666', initiated);
    const other = { kind: 'otherAccount', account: '444455556666' };
    assert.deepEqual(lockOrigin(strayed, vault, created + 1, now), other);
    assert.deepEqual(lockOrigin(strayed.slice(0, 2), vault, created + 1, now), other);
    // Ended from here, expired, or made through a connection of its own, it confuses nobody.
    const aborted = inAccount('444455556666', [
      ...initiated,
      entry({ type: 'aborted', created: at(1) }, { seconds: 3 }),
    ]);
    const elsewhere = { kind: 'elsewhere' };
    assert.deepEqual(lockOrigin(aborted, vault, created + 1, now), elsewhere);
    assert.deepEqual(lockOrigin(strayed, vault, created + 1, start + 25 * 3_600_000), elsewhere);
    const ofItsOwn = strayed.map((each) => ({ ...each, connection: 'another' }));
    assert.deepEqual(lockOrigin(ofItsOwn, vault, created + 1, now), elsewhere);
    // A lock that was initiated from here in this very account comes first.
    assert.equal(lockOrigin([...initiated, ...strayed], vault, created, now).kind, 'here');
  });
});
