import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { FileTurn } from '../../../src/locking/ledger/fileTurn';
import { verifyLedger } from '../../../src/locking/ledger/verifyLedger';
import { createGlacierClock } from '../../../src/locking/glacierClock';
import { openLockLedger } from '../../../src/locking/lockLedger';
import type { LedgerEvent } from '../../../src/locking/ledger/ledgerEntry';
import { vaultWith } from '../../unit/locking/support/samples';

const vault = vaultWith({ state: 'none' });
const completed = (requestId: string): LedgerEvent => ({
  type: 'completed',
  created: '2026-03-01T12:00:00.000Z',
  requestId,
});

interface Appending {
  readonly process: ChildProcess;
  /** What it said was written, so far. */
  readonly reported: string[];
  readonly ended: Promise<unknown>;
}

describe('a ledger that several processes append to', function () {
  this.timeout(120_000);
  let folder: string;
  let file: string;
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'ledger-processes-'));
    file = path.join(folder, 'ledger', 'lock-ledger.jsonl');
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await rm(folder, { recursive: true });
  });

  const start = (name: string, count: number, onReport: (appending: Appending) => void = () => undefined) => {
    const child = spawn(
      process.execPath,
      [
        '--import',
        'tsx',
        path.join(import.meta.dirname, 'support', 'appendLedger.ts'),
        file,
        name,
        String(count),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    children.push(child);
    const reported: string[] = [];
    const appending: Appending = { process: child, reported, ended: once(child, 'close') };
    createInterface({ input: child.stdout }).on('line', (line) => {
      reported.push(line);
      onReport(appending);
    });
    return appending;
  };
  const verified = async () => verifyLedger(await readFile(file));
  const idsIn = ({ entries }: Awaited<ReturnType<typeof verified>>) =>
    entries.flatMap((entry) => (entry.type === 'completed' && entry.requestId ? [entry.requestId] : []));
  const openHere = () => openLockLedger(file, createGlacierClock());
  const appendHere = async (requestId: string) => {
    const ledger = openHere();
    try {
      await ledger.append(vault, completed(requestId));
    } finally {
      ledger.dispose();
    }
  };

  it('loses no entry and has one chain, with many at once', async () => {
    const all = ['a', 'b', 'c', 'd'].map((name) => start(name, 25));
    await Promise.all(all.map(({ ended }) => ended));
    const verification = await verified();
    assert.deepEqual(verification.findings, []);
    assert.equal(verification.verdict, 'whole');
    assert.deepEqual(
      idsIn(verification).sort(),
      ['a', 'b', 'c', 'd']
        .flatMap((name) => Array.from({ length: 25 }, (_, at) => `${name}-${String(at)}`))
        .sort(),
    );
    await assert.rejects(stat(`${file}.lock`), /ENOENT/);
  });

  it('keeps what was reported when a process is killed in the middle of it, and goes on', async () => {
    const survivor = start('survivor', 60);
    const reported: string[] = [];
    for (let round = 0; round < 4; round += 1) {
      const victim = start(`victim${String(round)}`, 1_000, ({ process: child, reported: sofar }) => {
        // At another place of an append each time.
        if (sofar.length === 3 + round) setTimeout(() => child.kill('SIGKILL'), round);
      });
      await victim.ended;
      assert.ok(victim.reported.length >= 3);
      reported.push(...victim.reported);
    }
    await survivor.ended;
    await appendHere('last');
    const verification = await verified();
    assert.notEqual(verification.verdict, 'broken', JSON.stringify(verification.findings));
    const ids = idsIn(verification);
    const missing = [...reported, ...survivor.reported, 'last'].filter((id) => !ids.includes(id));
    assert.deepEqual(missing, []);
    assert.equal(survivor.reported.length, 60);
  });

  it('takes the turn of a process that died with it, and of an earlier one with the same ID', async () => {
    await appendHere('first');
    const dead = spawn(process.execPath, ['-e', '']);
    await once(dead, 'close');
    for (const pid of [dead.pid, process.pid]) {
      await writeFile(`${file}.lock`, JSON.stringify({ pid, host: os.hostname(), token: 'left' }));
      const turn = await FileTurn.take(`${file}.lock`, 0);
      assert.ok(typeof turn === 'object', String(pid));
      await turn.release();
      await assert.rejects(stat(`${file}.lock`), /ENOENT/);
    }
  });

  it('takes no turn from who is alive, nor from another computer', async () => {
    await appendHere('first');
    for (const holder of [
      { pid: process.ppid, host: os.hostname(), token: 'theirs' },
      { pid: 1, host: 'another-computer', token: 'theirs' },
    ]) {
      const text = JSON.stringify(holder);
      await writeFile(`${file}.lock`, text);
      assert.equal(await FileTurn.take(`${file}.lock`, 30), 'taken');
      assert.equal(await readFile(`${file}.lock`, 'utf8'), text);
    }
  });

  it('gives back only its own turn', async () => {
    await appendHere('first');
    const turn = await FileTurn.take(`${file}.lock`, 0);
    assert.ok(typeof turn === 'object');
    await writeFile(`${file}.lock`, 'of somebody else');
    await turn.release();
    assert.equal(await readFile(`${file}.lock`, 'utf8'), 'of somebody else');
  });

  it('writes a lock ID although another process does not give its turn back, and the chain says so', async () => {
    await appendHere('first');
    await writeFile(
      `${file}.lock`,
      JSON.stringify({ pid: process.ppid, host: os.hostname(), token: 'theirs' }),
    );
    const at = '2026-03-01T12:00:00.000Z';
    const received = (attempt: string): LedgerEvent => ({
      type: 'lockIdReceived',
      attempt,
      lockId: `id-of-${attempt}`,
      policySha256: 'p',
      notBefore: at,
      notAfter: at,
    });
    // Both read the end of the file before either writes to it.
    const ledgers = [openHere(), openHere()];
    await Promise.all(ledgers.map((ledger, index) => ledger.append(vault, received(String(index)))));
    await ledgers[0]?.append(vault, { type: 'lockReadBack', attempt: '1', created: at, expires: at });
    for (const ledger of ledgers) ledger.dispose();
    const { verdict, entries, findings } = await verified();
    assert.equal(entries.length, 4);
    assert.equal(verdict, 'whole');
    assert.ok(findings.every(({ kind }) => kind === 'sameTime'));
  });

  it('says what the system says when the disk is full, and goes on when there is room', async () => {
    if (process.platform !== 'linux') return;
    await appendHere('first');
    await rm(file);
    await symlink('/dev/full', file);
    const ledger = openHere();
    await assert.rejects(ledger.append(vault, completed('lost')), /ENOSPC/);
    await rm(file);
    await ledger.append(vault, completed('kept'));
    ledger.dispose();
    const verification = await verified();
    assert.deepEqual([verification.verdict, idsIn(verification)], ['whole', ['kept']]);
  });

  it('writes to a file in a folder that nothing can be added to', async () => {
    await appendHere('first');
    await chmod(path.dirname(file), 0o500);
    await appendHere('second');
    await chmod(path.dirname(file), 0o700);
    assert.deepEqual(idsIn(await verified()), ['first', 'second']);
  });
});
