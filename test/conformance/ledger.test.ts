import assert from 'node:assert/strict';
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createGlacierClock } from '../../src/locking/glacierClock';
import type { LedgerEvent } from '../../src/locking/ledger/ledgerEntry';
import { openLockLedger } from '../../src/locking/lockLedger';
import { awsConnection, retention, vaultWith } from '../unit/locking/support/samples';
import { builtCli, runCliIn, type Run } from './support/commandLine';

const at = '2026-03-01T12:00:00.000Z';
const secret = 'secret-lock-id_0123456789';
const vault = vaultWith({ state: 'none' }, awsConnection);
const events: readonly LedgerEvent[] = [
  { type: 'initiateIntended', attempt: 'a', policySha256: 'p', policy: retention('claims') },
  {
    type: 'lockIdReceived',
    attempt: 'a',
    lockId: secret,
    policySha256: 'p',
    requestId: 'R-1',
    notBefore: at,
    notAfter: at,
  },
  { type: 'lockReadBack', attempt: 'a', created: at, expires: at },
  { type: 'completed', created: at, requestId: 'R-2' },
];

describe('vault-lock ledger', function () {
  this.timeout(30_000);
  let folder: string;
  let file: string;

  before(() => {
    builtCli();
  });
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'vault-lock-ledger-'));
    file = path.join(folder, 'lock-ledger.jsonl');
    const ledger = openLockLedger(file, createGlacierClock());
    for (const event of events) await ledger.append(vault, event);
    ledger.dispose();
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  /** Without a PATH, it looks in the folders of this home, where there is nothing unless a test puts it there. */
  const homeOf = (home: string) => ({
    HOME: home,
    USERPROFILE: home,
    APPDATA: path.join(home, 'AppData', 'Roaming'),
    XDG_CONFIG_HOME: undefined,
    VSCODE_PORTABLE: undefined,
    FORCE_COLOR: undefined,
  });
  const ledger = async (...args: readonly string[]): Promise<Run> => {
    const run = await runCliIn({ cwd: folder, env: homeOf(folder) }, 'ledger', ...args);
    assert.ok(!`${run.out}${run.err}`.includes('secret-lock-id'), run.out);
    return run;
  };
  const lines = async () => (await readFile(file, 'utf8')).trimEnd().split('\n');
  const replace = async (change: (all: string[]) => readonly string[]) => {
    await writeFile(file, `${change(await lines()).join('\n')}\n`);
  };
  const headOf = ({ out }: Run) => /^Head: ([0-9a-f]{64})/m.exec(out)?.[1] ?? '';

  it('verifies a whole ledger, and shows the head to note', async () => {
    const run = await ledger('verify', file);
    assert.equal(run.status, 0, run.err);
    assert.match(run.out, /The lock ledger is whole: 4 entries, chained from the first line on\./);
    assert.match(run.out, /^Head: [0-9a-f]{64} \(line 4\)$/m);
    assert.match(run.out, /does not show whether lines were cut off/);
  });

  it('finds what was changed, and says where', async () => {
    await replace((all) => all.map((line) => line.replace('R-1', 'R-9')));
    const run = await ledger('verify', file);
    assert.equal(run.status, 1);
    assert.match(run.out, /is broken, at line 3:/);
    assert.match(run.out, /^ {2}Line 3 does not follow the 2 lines before it/m);
  });

  it('finds an end that was cut off by the head that was noted', async () => {
    const noted = headOf(await ledger('verify', file));
    assert.equal((await ledger('verify', '--head', noted.toUpperCase(), file)).status, 0);
    await replace((all) => all.slice(0, 2));
    assert.equal((await ledger('verify', file)).status, 0);
    const run = await ledger('verify', '--head', noted, file);
    assert.equal(run.status, 1);
    assert.match(run.out, /The line that was noted is not in the lock ledger/);
  });

  it('reports a torn line, and takes it for no break', async () => {
    await appendFile(file, '{"v":1,"lockId":"secret-lock-id');
    const run = await ledger('verify', file);
    assert.equal(run.status, 0);
    assert.match(run.out, /^ {2}Line 5 is not whole/m);
  });

  it('proves nothing of a ledger without a chain', async () => {
    await replace((all) => all.map((line) => line.replace(/,"(prev|begins)":"\w+"/, '')));
    const run = await ledger('verify', file);
    assert.equal(run.status, 1);
    assert.match(run.out, /no chain/);
  });

  it('answers programs', async () => {
    const run = await ledger('verify', '--format', 'json', file);
    const report = JSON.parse(run.out) as Readonly<Record<string, unknown>>;
    assert.deepEqual(
      { ...report, head: undefined },
      { path: file, verdict: 'whole', lines: 4, entries: 4, begins: 1, head: undefined, findings: [] },
    );
  });

  it('shows the entries without their lock IDs', async () => {
    const text = await ledger('show', file);
    assert.equal(text.status, 0);
    assert.match(text.out, /Initiate: accepted, lock ID received\n {2}arn:aws:glacier:/);
    assert.match(text.out, /request ID R-2/);
    assert.match(text.out, /profile audit/);
    const { entries } = JSON.parse((await ledger('show', '--format', 'json', file)).out) as {
      readonly entries: readonly Readonly<Record<string, unknown>>[];
    };
    assert.equal(entries[1]?.['lockId'], '(not shown)');
    assert.equal(entries[0]?.['policy'], retention('claims'));
  });

  it('lets no entry write to the terminal what is not text', async () => {
    await replace((all) => all.map((line) => line.replace('"R-2"', '"\\u001b[31mred"')));
    assert.ok(!(await ledger('show', file)).out.includes('\u001B'));
  });

  it('finds the ledger of VS Code by itself, and asks where there are several', async () => {
    const none = await ledger('verify');
    assert.equal(none.status, 2);
    assert.match(none.err, /no ledger was found/);
    const put = async (product: readonly string[]) => {
      const place = path.join(
        ...[folder, ...product, 'User', 'globalStorage', 'glacier-vault-lock.glacier-vault-lock', 'ledger'],
      );
      await mkdir(place, { recursive: true });
      await writeFile(path.join(place, 'lock-ledger.jsonl'), await readFile(file));
    };
    await put(['.vscode-server', 'data']);
    assert.equal((await ledger('verify')).status, 0);
    await put(['.cursor-server', 'data']);
    const several = await ledger('verify');
    assert.equal(several.status, 2);
    assert.match(several.err, /several ledgers/);
  });

  const wrong: readonly (readonly [what: string, args: readonly string[], says: RegExp])[] = [
    ['nothing to do', [], /verify or show/],
    ['a slip of the pen', ['verfy'], /Did you mean verify\?/],
    ['two paths', ['verify', 'a', 'b'], /one PATH/],
    ['a format there is not', ['verify', '--format', 'sarif', 'a'], /text or json/],
    ['a head that is none', ['verify', '--head', '12ab', 'a'], /64 hexadecimal digits/],
    ['a head to show', ['show', '--head', 'ab'.repeat(32), 'a'], /for "ledger verify"/],
    [
      'a file that is not there',
      ['verify', 'nowhere.jsonl'],
      /nowhere\.jsonl: there is no such file or folder\./,
    ],
    ['a folder', ['verify', '.'], /is a folder/],
  ];
  for (const [what, args, says] of wrong)
    it(`ends with status 2 for ${what}`, async () => {
      const run = await ledger(...args);
      assert.deepEqual([run.status, run.out], [2, '']);
      assert.match(run.err, says);
    });
});
