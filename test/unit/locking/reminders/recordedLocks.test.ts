import assert from 'node:assert/strict';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { LedgerEntry, LedgerEvent } from '../../../../src/locking/ledger/ledgerEntry';
import { recentEntries } from '../../../../src/locking/ledger/recentEntries';
import { recordedLocks } from '../../../../src/locking/reminders/recordedLocks';
import { account, arnOf, region, retention } from '../support/samples';

const start = Date.parse('2026-03-01T12:00:00Z');
const day = 86_400_000;
const instant = (after: number) => new Date(start + after).toISOString();

const entry = (event: LedgerEvent, more: Partial<LedgerEntry> = {}): LedgerEntry => {
  const place = {
    connection: 'local',
    kind: 'local',
    practice: true,
    arn: arnOf('claims'),
    account,
    region,
  } as const;
  const merged = { v: 1, localTime: instant(0), glacierTime: instant(0), ...place, ...event, ...more };
  return merged as LedgerEntry;
};

const initiated = (attempt: string, after = 0, more: Partial<LedgerEntry> = {}): readonly LedgerEntry[] => [
  entry(
    { type: 'initiateIntended', attempt, policySha256: `sha ${attempt}`, policy: retention(attempt) },
    more,
  ),
  entry(
    {
      type: 'lockIdReceived',
      ...{ attempt, lockId: 'L', policySha256: `sha ${attempt}` },
      ...{ notBefore: instant(after), notAfter: instant(after) },
    },
    more,
  ),
  entry({ type: 'lockReadBack', attempt, created: instant(after), expires: instant(after + day) }, more),
];

const created = instant(0);
const policyPart = { policySha256: 'sha one', policy: retention('one') };
const endOf = (...events: readonly LedgerEvent[]) =>
  recordedLocks([...initiated('one'), ...events.map((event) => entry(event))]).map(({ end }) => end);

describe('recordedLocks', () => {
  it('tells a lock that was initiated from here, with its times and its policy', () => {
    const [lock, ...others] = recordedLocks(initiated('one'));
    assert.deepEqual(others, []);
    assert.deepEqual(
      { ...lock, identity: undefined },
      {
        ...{ identity: undefined, connection: 'local', practice: true, endpoint: undefined },
        ...{ arn: arnOf('claims'), name: 'claims', account, region },
        ...{ created: start, expires: start + day, policy: retention('one'), end: 'none' },
      },
    );
  });

  it('tells how it ended, and that an end is not written down', () => {
    assert.deepEqual(endOf({ type: 'abortIntended', created, ...policyPart }), ['aborting']);
    assert.deepEqual(endOf({ type: 'completeIntended', created, ...policyPart }), ['completing']);
    assert.deepEqual(
      endOf(
        { type: 'completeIntended', created, ...policyPart },
        { type: 'completeRefused', created, code: 'InvalidParameterValueException' },
      ),
      ['none'],
    );
    assert.deepEqual(endOf({ type: 'abortIntended', created, ...policyPart }, { type: 'aborted', created }), [
      'aborted',
    ]);
    assert.deepEqual(
      endOf({ type: 'completeIntended', created, ...policyPart }, { type: 'completed', created }),
      ['completed'],
    );
    const complete = { type: 'completeIntended', created, ...policyPart } as const;
    assert.deepEqual(endOf(complete, { type: 'completeSettled', created, found: 'in progress' }), ['none']);
    assert.deepEqual(endOf(complete, { type: 'completeSettled', created, found: 'locked' }), ['completed']);
    assert.deepEqual(endOf(complete, { type: 'completeSettled', created, found: 'no lock' }), ['gone']);
    assert.deepEqual(endOf({ type: 'ended', created, how: 'expired' }), ['expired']);
    assert.deepEqual(endOf({ type: 'ended', created, how: 'vault gone' }), ['gone']);
    // What is known for certain stays, whatever comes late.
    assert.deepEqual(endOf({ type: 'aborted', created }, { type: 'ended', created, how: 'expired' }), [
      'aborted',
    ]);
  });

  it('takes a lock for over when a newer one of the same vault was read back', () => {
    const locks = recordedLocks([...initiated('one'), ...initiated('two', 60_000)]);
    assert.deepEqual(
      locks.map(({ end, policy }) => [end, policy]),
      [
        ['replaced', retention('one')],
        ['none', retention('two')],
      ],
    );
  });

  it('keeps the vaults of two practice Glaciers apart, and takes one of AWS for the same through any connection', () => {
    const elsewhere = { connection: 'other' };
    assert.equal(recordedLocks([...initiated('one'), ...initiated('one', 0, elsewhere)]).length, 2);
    const aws = { kind: 'aws', practice: false } as const;
    const through = (connection: string) => initiated('one', 0, { ...aws, connection });
    assert.equal(recordedLocks([...through('audit'), ...through('admin')]).length, 1);
  });

  it('knows the policy of a lock whose lock ID was entered, if the ledger holds its text', () => {
    const entered = entry({
      type: 'lockIdEntered',
      ...{ lockId: 'L', policySha256: 'sha one' },
      ...{ created: instant(5_000), expires: instant(5_000 + day) },
    });
    assert.equal(recordedLocks([entered])[0]?.policy, undefined);
    assert.equal(recordedLocks([...initiated('one'), entered])[1]?.policy, retention('one'));
  });
});

describe('recentEntries', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'recent-'));
    file = path.join(folder, 'ledger.jsonl');
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('finds none where there is no ledger', async () => {
    assert.deepEqual(await recentEntries(file), []);
  });

  it('reads the end of a long ledger, without the part of a line and what is no entry', async () => {
    const lines = initiated('one').map((each) => JSON.stringify(each));
    await writeFile(file, `${'x'.repeat(5_000)}\n${lines.join('\n')}\nnot an entry\n`);
    assert.deepEqual(
      (await recentEntries(file)).map(({ type }) => type),
      ['initiateIntended', 'lockIdReceived', 'lockReadBack'],
    );
    const last = lines.at(-1) ?? '';
    await appendFile(file, last);
    const bytes = Buffer.byteLength(`${last}\nnot an entry\n${last}`) + 10;
    assert.deepEqual(
      (await recentEntries(file, bytes)).map(({ type }) => type),
      ['lockReadBack', 'lockReadBack'],
    );
  });
});
