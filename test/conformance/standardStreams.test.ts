import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { builtCli, type Run } from './support/commandLine';

const policy = path.join(import.meta.dirname, '../fixtures/cli/policies/kept.vault-lock.json');
const request = JSON.stringify({
  principal: '*',
  action: 'glacier:DeleteArchive',
  resource: 'arn:aws:glacier:eu-west-1:210987654321:vaults/ledger-2024',
});

describe('the standard streams of vault-lock', function () {
  this.timeout(120_000);
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'vault-lock-streams-'));
    await writeFile(path.join(folder, 'ledger.jsonl'), '');
    await copyFile(policy, path.join(folder, 'kept.vault-lock.json'));
    await writeFile(
      path.join(folder, 'kept.vault-lock.test.json'),
      JSON.stringify({
        policy: 'kept.vault-lock.json',
        tests: [{ action: 'DeleteArchive', age: 0, expect: 'denied' }],
      }),
    );
  });
  after(async () => rm(folder, { recursive: true, force: true }));

  /** Runs a shell line in the folder, where `"$@"` is the command line with its arguments. */
  async function inShell(line: string, ...args: readonly string[]): Promise<Run> {
    const child = spawn('sh', ['-c', line, 'sh', process.execPath, builtCli(), ...args], {
      cwd: folder,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const closed = once(child, 'close');
    child.stdin.on('error', () => undefined).end(`${request}\n`);
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
    const [status] = (await closed) as [number | null];
    return { status, out, err };
  }

  const verbs: readonly (readonly string[])[] = [
    ['lint', policy],
    ['lint', '--format', 'sarif', policy],
    ['explain', policy],
    ['explain', '--format', 'json', policy],
    ['evaluate', '--policy', policy],
    ['test', 'kept.vault-lock.test.json'],
    ['ledger', 'verify', 'ledger.jsonl'],
    ['--help'],
  ];
  for (const args of verbs)
    it(`says so when the results are lost: ${args.map((arg) => path.basename(arg)).join(' ')}`, async function () {
      if (process.platform !== 'linux') this.skip();
      const { status, err } = await inShell('"$@" > /dev/full', ...args);
      assert.equal(status, 2, err);
      assert.match(err, /^vault-lock: the results could not be written.*no space is left on the device\.$/m);
      assert.equal(err.match(/could not be written/g)?.length, 1);
    });

  it('says so when a file takes the beginning of the results only', async function () {
    if (process.platform === 'win32') this.skip();
    const limited = `trap '' XFSZ; ulimit -f 1; "$@" > cut.json`;
    const { status, err } = await inShell(limited, 'explain', '--format', 'json', policy);
    assert.match(err, /could not be written.*larger than a file may be/);
    assert.equal(status, 2);
    assert((await readFile(path.join(folder, 'cut.json'))).length > 0);
  });

  it('writes on in a file where others wrote before', async function () {
    if (process.platform === 'win32') this.skip();
    const { status } = await inShell('{ echo before; "$@"; echo after; } > shared.txt', '--version');
    assert.equal(status, 0);
    assert.match(await readFile(path.join(folder, 'shared.txt'), 'utf8'), /^before\n\d+\.\d+\.\d+\nafter\n$/);
  });

  const readers: readonly (readonly string[])[] = [
    ['lint', '-'],
    ['explain', '-'],
    ['test', '-'],
    ['evaluate', '--policy', policy],
  ];
  for (const args of readers)
    it(`cannot read a folder as standard input: ${args[0] ?? ''}`, async function () {
      if (process.platform === 'win32') this.skip();
      const { status, err } = await inShell('"$@" < .', ...args);
      assert.equal(status, 2);
      assert.equal(err, `vault-lock ${args[0] ?? ''}: standard input: is a folder.\n`);
    });

  it('takes a closed standard input for an empty one', async function () {
    if (process.platform === 'win32') this.skip();
    const { status, out, err } = await inShell('"$@" <&-', 'evaluate', '--policy', policy);
    assert.deepEqual([status, out, err], [0, '', '']);
  });

  it('calls standard input by its name, whatever is wrong with it', async () => {
    const { status, err } = await inShell('"$@"', 'test', '-');
    assert.equal(status, 2);
    assert.equal(err, 'vault-lock test: standard input: is malformed, so its tests were not run.\n');
  });

  it('reads files as standard input', async function () {
    if (process.platform === 'win32') this.skip();
    const { status } = await inShell('"$@" < kept.vault-lock.test.json', 'test', '-');
    assert.equal(status, 0);
  });

  const named: readonly (readonly string[])[] = [
    ['lint', 'nowhere.json'],
    ['explain', 'nowhere.json'],
    ['test', 'nowhere.json'],
    ['evaluate', '--policy', 'nowhere.json'],
    ['ledger', 'verify', 'nowhere.json'],
  ];
  for (const args of named)
    it(`says in the same words that a file is not there: ${args[0] ?? ''}`, async () => {
      const { status, err } = await inShell('"$@"', ...args);
      assert.equal(status, 2);
      assert.equal(err, `vault-lock ${args[0] ?? ''}: nowhere.json: there is no such file or folder.\n`);
    });

  it('ends quietly, with the status it would have, when the reader goes away', async function () {
    if (process.platform === 'win32') this.skip();
    for (const args of [
      ['explain', '--format', 'json', policy],
      ['evaluate', '--policy', policy],
    ]) {
      const { status, out, err } = await inShell('{ "$@"; echo $? >&2; } | true', ...args);
      assert.deepEqual([status, out, err], [0, '', '0\n']);
    }
  });
});
