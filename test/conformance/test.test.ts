import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { builtCli, runCliIn, type Run } from './support/commandLine';
import { assertGolden } from './support/golden';

const fixtures = path.join(import.meta.dirname, '../fixtures/cli/tests');
const policy = readFileSync(path.join(fixtures, 'ledger.vault-lock.json'), 'utf8');
const passing = '{ "tests": [{ "action": "DeleteArchive", "age": "0-364", "expect": "denied" }] }';
const failing = passing.replace('364', '365');

/** The environment says nothing about colours unless a test does. */
const plain = { FORCE_COLOR: undefined, NO_COLOR: undefined, TERM: undefined };

interface JsonReport {
  readonly files: readonly {
    readonly path: string;
    readonly policy?: string;
    readonly problems: readonly { readonly code: string; readonly message: string }[];
    readonly tests: readonly { readonly name: string; readonly passed: boolean }[];
  }[];
  readonly passed: number;
  readonly failed: number;
}
const reported = ({ out }: Run): JsonReport => JSON.parse(out) as JsonReport;

describe('vault-lock test', function () {
  this.timeout(30_000);
  let folder: string;

  before(() => {
    builtCli();
  });
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'vault-lock-test-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  const write = async (name: string, content: string): Promise<void> => {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  };
  const testHere = async (...args: readonly string[]): Promise<Run> =>
    runCliIn({ cwd: folder, env: plain }, 'test', ...args);

  describe('its reports', () => {
    for (const [format, name] of [
      ['text', 'tests.txt'],
      ['json', 'tests.json'],
    ] as const)
      it(`read as expected: ${format}`, async () => {
        const run = await runCliIn({ cwd: fixtures, env: plain }, 'test', '--format', format, '.');
        assert.equal(run.status, 2);
        assert.deepEqual(run.err.trimEnd().split('\n'), [
          'vault-lock test: ./malformed.vault-lock.test.json: is malformed, so its tests were not run.',
          'vault-lock test: ./orphan.vault-lock.test.json: its policy is not there: orphan.vault-lock.json or orphan.json.',
        ]);
        assertGolden(name, run.out);
      });

    it('are coloured when that is forced', async () => {
      await write('a.vault-lock.json', policy);
      await write('a.vault-lock.test.json', failing);
      const env = { ...plain, FORCE_COLOR: '1' };
      const { out } = await runCliIn({ cwd: folder, env }, 'test', '.');
      assert.ok(out.includes('\u001B[31m✗'));
    });

    it('send nothing to a terminal that stood in a file', async () => {
      await write('a.vault-lock.json', policy.replace('keep-for-a-year', '\\u001b[2J'));
      await write(
        'a.vault-lock.test.json',
        failing.replace('{ "action"', '{ "name": "\\u001b[2J", "action"'),
      );
      const { out } = await testHere('.');
      assert.match(out, /✗ ␛\[2J/);
      assert.doesNotMatch(out, /[^\n\P{Cc}]/u);
    });
  });

  describe('its exit status', () => {
    beforeEach(() => write('a.vault-lock.json', policy));

    it('is 0 if all pass', async () => {
      await write('a.vault-lock.test.json', passing);
      const run = await testHere('.');
      assert.deepEqual([run.status, run.err], [0, '']);
      assert.match(run.out, /1 test: 1 passed\.\n$/);
    });
    it('is 1 if one fails', async () => {
      await write('a.vault-lock.test.json', passing);
      await write('b.vault-lock.json', policy);
      await write('b.vault-lock.test.json', failing);
      const run = await testHere('--format', 'json', '.');
      assert.equal(run.status, 1);
      assert.deepEqual([reported(run).passed, reported(run).failed], [1, 1]);
    });
    const unusable: readonly (readonly [string, string, RegExp])[] = [
      ['a malformed test file', '{ "tests": [{ "expect": 1 }] }', /malformed/],
      ['an emptied test file', '{ "tests": [] }', /malformed/],
      [
        'a policy that is not there',
        '{ "policy": "gone.json", "tests": [{ "expect": "denied" }] }',
        /is not there: gone\.json/,
      ],
      [
        'a policy that is none',
        '{ "policy": "a.vault-lock.test.json", "tests": [{ "expect": "denied" }] }',
        /unknown element "policy"/,
      ],
      [
        'a policy that is a folder',
        '{ "policy": "..", "tests": [{ "expect": "denied" }] }',
        /cannot be read: .*is a folder/,
      ],
    ];
    for (const [what, text, message] of unusable)
      it(`is 2 for ${what}, and the rest is run`, async () => {
        await write('a.vault-lock.test.json', text);
        await write('b.vault-lock.json', policy);
        await write('b.vault-lock.test.json', failing);
        const run = await testHere('--format', 'json', '.');
        assert.equal(run.status, 2);
        assert.match(run.err, message);
        assert.equal(reported(run).failed, 1);
        assert.equal(reported(run).files[0]?.problems.length, 1);
      });
    it('is 2 for wrong usage', async () => {
      for (const args of [
        [],
        ['--format', 'sarif', '.'],
        ['--vault', 'x', '.'],
        [''],
        ['gone.json'],
        ['*.none'],
      ]) {
        const run = await testHere(...args);
        assert.equal(run.status, 2, args.join(' '));
        assert.match(run.err, /^vault-lock test: /);
      }
    });
  });

  describe('the policy of a test file', () => {
    const policyFor = async (name: string): Promise<string | undefined> =>
      reported(await testHere('--format', 'json', name)).files[0]?.policy;

    it('stands beside it under its name', async () => {
      await write('x/a.json', policy);
      await write('x/a.vault-lock.test.json', passing);
      assert.equal(await policyFor('x/a.vault-lock.test.json'), path.join('x', 'a.json'));
      await write('x/a.vault-lock.json', policy);
      assert.equal(await policyFor('x/a.vault-lock.test.json'), path.join('x', 'a.vault-lock.json'));
    });
    it('is the one it names, from its own folder', async () => {
      await write('p/ledger.json', JSON.stringify({ Policy: policy }));
      await write('t/any.json', passing.replace('{', '{ "policy": "../p/ledger.json",'));
      assert.equal(await policyFor('t/any.json'), path.join('p', 'ledger.json'));
    });
    it('must be named by a file of another name, and on standard input', async () => {
      await write('any.json', passing);
      const run = await testHere('any.json');
      assert.equal(run.status, 2);
      assert.match(run.err, /any\.json: says not which policy it is about/);
      await write('a.json', policy);
      const input = failing.replace('{', '{ "policy": "a.json",');
      assert.equal((await runCliIn({ cwd: folder, env: plain, input }, 'test', '-')).status, 1);
    });
  });
});
