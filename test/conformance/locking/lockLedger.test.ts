import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { appendFile, chmod, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { createGlacierClock } from '../../../src/locking/glacierClock';
import { openLockLedger, type WritableLedger } from '../../../src/locking/lockLedger';
import type { LedgerEvent } from '../../../src/locking/ledger/ledgerEntry';
import { awsConnection, practiceConnection, vaultWith } from '../../unit/locking/support/samples';

const created = Date.parse('2026-03-01T12:00:00.123Z');
const vault = vaultWith({ state: 'none' });
const { connection, arn } = vault;

const entered = (lockId: string, at = created): LedgerEvent => ({
  type: 'lockIdEntered',
  lockId,
  created: new Date(at).toISOString(),
  expires: new Date(at + 86_400_000).toISOString(),
  policySha256: 'p',
});

describe('the lock ledger', () => {
  let folder: string;
  let file: string;
  const open: WritableLedger[] = [];
  const ledger = (at = file) => {
    const opened = openLockLedger(at, createGlacierClock());
    open.push(opened);
    return opened;
  };
  const heldBy = (opened: WritableLedger, at = created) => {
    const status = opened.lockIdFor(connection, arn, { created: at });
    return status.held ? status.lockId : undefined;
  };
  const nextChange = (opened: WritableLedger) =>
    new Promise<void>((resolve) => {
      const listening = opened.onDidChange(() => {
        listening.dispose();
        resolve();
      });
    });
  /** What is left of an entry when the system stops in the middle of writing it. */
  const torn = '{"v":1,"localTime":"2026-03-01T12:00:00.000Z","type":"lockIdEnt';

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'ledger-'));
    file = path.join(folder, 'not', 'yet', 'ledger.jsonl');
  });
  afterEach(async () => {
    for (const each of open.splice(0)) each.dispose();
    await rm(folder, { recursive: true });
  });

  it('holds nothing, and creates no file, before something is written', async () => {
    assert.equal(heldBy(ledger()), undefined);
    await assert.rejects(stat(file), /ENOENT/);
  });

  it('is for its owner alone', async () => {
    // Windows has no such modes; there the folder of the user's profile is private.
    if (process.platform === 'win32') return;
    await ledger().append(vault, entered('first'));
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    assert.equal((await stat(path.dirname(file))).mode & 0o777, 0o700);
    await chmod(file, 0o644);
    await ledger().append(vault, entered('second'));
    assert.equal((await stat(file)).mode & 0o777, 0o600);
  });

  it('writes a line for each event, with all that an auditor asks for', async () => {
    await ledger().append(vault, entered('first'));
    const lines = (await readFile(file, 'utf8')).split('\n');
    assert.equal(lines.length, 2);
    const entry = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
    assert.deepEqual(Object.keys(entry).slice(0, 10), [
      'v',
      'localTime',
      'glacierTime',
      'connection',
      'kind',
      'practice',
      'endpoint',
      'arn',
      'account',
      'region',
    ]);
    assert.equal(entry['process'], String(process.pid));
  });

  it('writes no user and password of an endpoint', async () => {
    const secret = { ...awsConnection, endpoint: 'https://me:secret@glacier.example/x' };
    await ledger().append({ ...vault, connection: secret }, entered('first'));
    assert.ok(!(await readFile(file, 'utf8')).includes('secret'));
  });

  it('is read by a new process', async () => {
    await ledger().append(vault, entered('survives'));
    const { stdout } = await promisify(execFile)(process.execPath, [
      ...['--import', 'tsx', path.join(import.meta.dirname, 'support', 'readLedger.ts')],
      ...[file, JSON.stringify(connection), arn, String(created)],
    ]);
    assert.deepEqual(JSON.parse(stdout), { held: true, lockId: 'survives' });
  });

  it('shows two windows what the other one wrote, and tells them', async () => {
    const one = ledger();
    const other = ledger();
    const told = nextChange(other);
    await one.append(vault, entered('from one'));
    assert.equal(heldBy(other), 'from one');
    await told;
    const back = nextChange(one);
    await other.append(vault, entered('from the other', created + 1));
    await back;
    assert.equal(heldBy(one, created + 1), 'from the other');
  });

  it('tells which vault another window changed the lock of, and nothing of its own or of before', async () => {
    const at = new Date(created).toISOString();
    const told: string[][] = [[], []];
    const listen = (opened: WritableLedger, index: number) =>
      opened.onDidWriteElsewhere(({ connectionId, arn: of }) => told[index]?.push(`${connectionId} ${of}`));
    await ledger().append(vault, { type: 'completed', created: at });
    const one = ledger();
    const other = ledger();
    listen(one, 0);
    listen(other, 1);
    const changesOfOther = () => (other.lockIdFor(connection, arn, { created }), turn());
    const turn = async () => {
      for (let turns = 0; turns < 3; turns += 1) await new Promise(setImmediate);
    };
    const silent: readonly LedgerEvent[] = [
      entered('no outcome'),
      { type: 'lockReadBack', attempt: 'a', created: at, expires: at },
      { type: 'ended', created: at, how: 'expired' },
      { type: 'abortIntended', created: at, policySha256: 'p', policy: '{}' },
    ];
    for (const event of silent) await one.append(vault, event);
    await changesOfOther();
    assert.deepEqual(told, [[], []]);
    const outcomes: readonly LedgerEvent[] = [
      {
        type: 'lockIdReceived',
        attempt: 'a',
        lockId: 'l',
        policySha256: 'p',
        notBefore: at,
        notAfter: at,
      },
      { type: 'completed', created: at },
      { type: 'aborted', created: at },
    ];
    for (const [index, event] of outcomes.entries()) {
      await one.append(vault, event);
      await changesOfOther();
      assert.deepEqual(told, [[], Array.from({ length: index + 1 }, () => `${connection.id} ${arn}`)]);
    }
  });

  it('tells of what another window wrote without being asked', async () => {
    const other = ledger();
    const told = nextChange(other);
    await mkdir(path.dirname(file), { recursive: true });
    await ledger().append(vault, entered('from one'));
    await told;
    assert.equal(heldBy(other), 'from one');
  });

  it('keeps lines whole when many are written at once', async () => {
    const ledgers = [ledger(), ledger(), ledger()];
    const ids = Array.from({ length: 60 }, (_, index) => `id-${String(index)}`);
    await Promise.all(
      ids.map(async (id, index) => ledgers[index % 3]?.append(vault, entered(id, created + index))),
    );
    const fresh = ledger();
    assert.deepEqual(
      ids.map((_, index) => heldBy(fresh, created + index)),
      ids,
    );
    assert.deepEqual(fresh.problems, []);
  });

  it('passes over a line that was torn by a crash, and begins afresh after it', async () => {
    await ledger().append(vault, entered('before'));
    await appendFile(file, torn);
    const next = ledger();
    assert.equal(heldBy(next), 'before');
    assert.deepEqual(next.problems, []);
    await next.append(vault, entered('after', created + 1));
    assert.equal(heldBy(next, created + 1), 'after');
    assert.deepEqual(
      next.problems.map(({ line, problem }) => [line, problem]),
      [[2, 'not JSON']],
    );
    const fresh = ledger();
    assert.equal(heldBy(fresh), 'before');
    assert.equal(heldBy(fresh, created + 1), 'after');
  });

  it('takes a last line that lacks nothing but its end', async () => {
    const one = ledger();
    await one.append(vault, entered('whole'));
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.trimEnd());
    const fresh = ledger();
    assert.equal(heldBy(fresh), 'whole');
    await fresh.append(vault, entered('next', created + 1));
    assert.equal(heldBy(ledger(), created + 1), 'next');
    assert.equal(heldBy(ledger()), 'whole');
    assert.deepEqual(fresh.problems, []);
  });

  it('waits for the rest of a line that another process is writing', async () => {
    const one = ledger();
    await one.append(vault, entered('whole'));
    const line = await readFile(file, 'utf8');
    await writeFile(file, '');
    const reader = ledger();
    await appendFile(file, line.slice(0, 100));
    assert.equal(heldBy(reader), undefined);
    await appendFile(file, line.slice(100));
    assert.equal(heldBy(reader), 'whole');
    assert.deepEqual(reader.problems, []);
  });

  it('passes over garbage and lines of a later version, and says where they are', async () => {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, 'secret garbage\n\n{"v":2,"lockId":"later"}\n[]\n');
    const one = ledger();
    await one.append(vault, entered('good'));
    assert.equal(heldBy(one), 'good');
    assert.deepEqual(
      one.problems.map(({ line, problem }) => [line, problem]),
      [
        [1, 'not JSON'],
        [3, 'written by a later version'],
        [4, 'not a ledger entry'],
      ],
    );
    assert.ok(!JSON.stringify(one.problems).includes('secret'));
    assert.match(await readFile(file, 'utf8'), /^secret garbage\n/);
  });

  it('begins anew when the file was replaced', async () => {
    const one = ledger();
    await one.append(vault, entered('old'));
    const other = path.join(folder, 'other.jsonl');
    await ledger(other).append(vault, entered('new', created + 1));
    await rename(other, file);
    assert.equal(heldBy(one), undefined);
    assert.equal(heldBy(one, created + 1), 'new');
    await rm(file);
    assert.equal(heldBy(one, created + 1), undefined);
  });

  it('rejects when it cannot write, keeps what it is told to in memory, and does not get stuck', async () => {
    const blocked = path.join(folder, 'file', 'ledger.jsonl');
    await writeFile(path.join(folder, 'file'), '');
    const one = ledger(blocked);
    await assert.rejects(one.append(vault, entered('lost')));
    assert.equal(heldBy(one), undefined);
    one.keepInMemory(vault, entered('in memory'));
    assert.equal(heldBy(one), 'in memory');
    await rm(path.join(folder, 'file'));
    await one.append(vault, entered('written', created + 1));
    assert.equal(heldBy(one, created + 1), 'written');
    assert.equal(heldBy(one), 'in memory');
  });

  it('writes what it held in memory as soon as there is room, and says until then that it is not saved', async () => {
    await mkdir(path.join(folder, 'blocked'));
    const one = ledger(path.join(folder, 'blocked'));
    const status = () => one.lockIdFor(connection, arn, { created });
    await assert.rejects(one.append(vault, entered('lost')));
    one.keepInMemory(vault, entered('in memory'));
    assert.deepEqual(status(), { held: true, lockId: 'in memory', unsaved: true });
    await assert.rejects(one.append(vault, entered('another', created + 1)));
    assert.deepEqual(status(), { held: true, lockId: 'in memory', unsaved: true });
    await rm(path.join(folder, 'blocked'), { recursive: true });
    const changed = nextChange(one);
    await one.append(vault, entered('written', created + 1));
    assert.deepEqual(status(), { held: true, lockId: 'in memory' });
    await changed;
    const lines = (await readFile(path.join(folder, 'blocked'), 'utf8')).trimEnd().split('\n');
    assert.deepEqual(
      lines.map((line) => (JSON.parse(line) as { readonly lockId: string }).lockId),
      ['in memory', 'written'],
    );
    const other = ledger(path.join(folder, 'blocked'));
    assert.deepEqual(other.lockIdFor(connection, arn, { created }), {
      held: true,
      lockId: 'in memory',
    });
  });

  it('writes down once that an attempt was seen, and that a lock ended', async () => {
    const one = ledger();
    const at = (ms: number) => new Date(created + ms).toISOString();
    const received: LedgerEvent = {
      type: 'lockIdReceived',
      attempt: 'a',
      lockId: 'kept',
      policySha256: 'p',
      notBefore: at(-1_000),
      notAfter: at(1_000),
    };
    await one.append(vault, { type: 'initiateIntended', attempt: 'a', policySha256: 'p', policy: '{}' });
    await one.append(vault, received);
    const lock = { created, expires: created + 86_400_000, policy: '{}' };
    await Promise.all([
      one.confirm(vault, lock),
      one.confirm(vault, lock, 'a'),
      ledger().confirm(vault, lock),
    ]);
    assert.equal(heldBy(one, created + 1), undefined);
    await Promise.all([one.noteEnd(vault, created, 'expired'), one.noteEnd(vault, created, 'expired')]);
    await one.noteEnd(vault, created + 5, 'expired');
    const types = (await readFile(file, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { readonly type: string }).type);
    const counted = types.filter((type) => type === 'lockReadBack').length;
    // Another window may have looked at the same moment; within one window it is once.
    assert.ok(counted === 1 || counted === 2, String(counted));
    assert.equal(types.filter((type) => type === 'ended').length, 1);
  });

  it('does not take the lock ID of a practice Glacier for a real one', async () => {
    const one = ledger();
    await one.append(vault, entered('practice'));
    assert.deepEqual(one.lockIdFor(awsConnection, arn, { created }), { held: false });
    assert.deepEqual(one.lockIdFor(practiceConnection, arn, { created }), { held: true, lockId: 'practice' });
  });
});
