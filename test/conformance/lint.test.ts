import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Ajv from 'ajv-draft-04';
import { applyEdits, lint, parsePolicy } from '../../src/policy';
import { builtCli, runCliIn, type Run } from './support/commandLine';
import { assertGolden } from './support/golden';
import sarifSchema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';

const fixtures = path.join(import.meta.dirname, '../fixtures');
const rulePages = path.join(import.meta.dirname, '../../media/rules');
const policies = path.join(fixtures, 'cli', 'policies');
const goodPolicy = readFileSync(path.join(policies, 'kept.vault-lock.json'), 'utf8');
const badPolicy = goodPolicy.replace('"Deny"', '"deny"');
const vault = 'arn:aws:glacier:eu-west-1:210987654321:vaults/ledger-2024';

/** The environment says nothing about colours unless a test does. */
const plain = { FORCE_COLOR: undefined, NO_COLOR: undefined, TERM: undefined };

interface JsonReport {
  readonly files: readonly {
    readonly path: string;
    readonly diagnostics: readonly {
      readonly code: string;
      readonly severity: string;
      readonly message: string;
      readonly range: { readonly start: Place; readonly end: Place };
      readonly fixes: readonly string[];
    }[];
  }[];
}
interface Place {
  readonly line: number;
  readonly character: number;
}
const reported = ({ out }: Run): JsonReport => JSON.parse(out) as JsonReport;
const pathsIn = (run: Run): readonly string[] => reported(run).files.map((file) => file.path);

interface SarifRegion {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}
interface SarifLog {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
      readonly invocations: readonly [
        {
          readonly executionSuccessful: boolean;
          readonly exitCode: number;
          readonly toolExecutionNotifications?: readonly { readonly message: { readonly text: string } }[];
        },
      ];
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly partialFingerprints: Readonly<Record<string, string>>;
        readonly locations: readonly [
          {
            readonly physicalLocation: {
              readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
              readonly region: SarifRegion;
            };
          },
        ];
        readonly fixes?: readonly {
          readonly artifactChanges: readonly {
            readonly replacements: readonly {
              readonly deletedRegion: SarifRegion;
              readonly insertedContent: { readonly text: string };
            }[];
          }[];
        }[];
      }[];
    },
  ];
}

/** Patterns of the schema are older than the `u` flag; its formats are named only, not checked. */
const isSarif = new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false }).compile(sarifSchema);
function sarif(run: Run): SarifLog['runs'][0] {
  const log = JSON.parse(run.out) as SarifLog;
  assert.ok(isSarif(log), JSON.stringify(isSarif.errors));
  return log.runs[0];
}

describe('vault-lock lint', function () {
  this.timeout(30_000);
  let folder: string;

  before(() => {
    builtCli();
  });
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'vault-lock-lint-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  const write = async (name: string, content: string | Uint8Array): Promise<void> => {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  };
  const lintHere = async (...args: readonly string[]): Promise<Run> =>
    runCliIn({ cwd: folder, env: plain }, 'lint', ...args);

  describe('its reports', () => {
    for (const format of ['text', 'json', 'sarif'])
      it(`read as expected: ${format}`, async () => {
        const run = await runCliIn({ cwd: policies, env: plain }, 'lint', '--format', format, '.');
        assert.equal(run.err, '');
        assert.equal(run.status, 1);
        assertGolden(
          `report.${format === 'text' ? 'txt' : format}`,
          format === 'sarif' ? withoutOtherRules(run) : run.out,
        );
      });

    it('are coloured when that is forced, and only then outside of a terminal', async () => {
      await write('a.json', badPolicy);
      const coloured = async (env: NodeJS.ProcessEnv): Promise<boolean> => {
        const { out } = await runCliIn({ cwd: folder, env: { ...plain, ...env } }, 'lint', 'a.json');
        return out.includes('\u001B[');
      };
      assert.equal(await coloured({}), false);
      assert.equal(await coloured({ FORCE_COLOR: '1' }), true);
      assert.equal(await coloured({ FORCE_COLOR: '1', NO_COLOR: '1' }), true);
      assert.equal(await coloured({ FORCE_COLOR: '0' }), false);
    });

    it('send nothing to a terminal that stood in the file', async () => {
      await write('a.json', `{"Version": "\u001B[2J\u202E\u0007", "Statement": []}`);
      const { out } = await lintHere('a.json');
      assert.match(out, /␛\[2J/);
      assert.doesNotMatch(out, /[^\n\P{Cc}]|\u202E/u);
    });
  });

  describe('the findings', () => {
    it('are those of the editor', async () => {
      const names = ['cli/policies/kept.vault-lock.json', 'cli/policies/slips.vault-lock.json'].concat(
        ['cliWrapper', 'initiateVaultLock', 'legalHold', 'retention'].map(
          (name) => `awsExamples/${name}.json`,
        ),
        ['broken', 'not-json', 'for-the-aws-cli'].map((name) => `sample-workspace/${name}.vault-lock.json`),
      );
      const run = await runCliIn({ cwd: fixtures, env: plain }, 'lint', '--format', 'json', ...names);
      const { files } = reported(run);
      assert.deepEqual(
        files.map((file) => file.path),
        names,
      );
      for (const { path: name, diagnostics } of files) {
        const text = readFileSync(path.join(fixtures, name), 'utf8');
        const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
        const offset = ({ line, character }: Place): number => (starts[line] ?? Number.NaN) + character;
        assert.deepEqual(
          diagnostics.map(({ range, ...others }) => ({
            ...others,
            range: { start: offset(range.start), end: offset(range.end) },
          })),
          lint(parsePolicy(text)).map(({ fixes, ...others }) => ({
            ...others,
            fixes: fixes.map(({ title }) => title),
          })),
        );
      }
    });

    it('take the vault into account', async () => {
      await write('a.json', goodPolicy);
      const other = vault.replace('2024', '2025');
      const run = await lintHere('--format', 'json', '--vault', other, 'a.json');
      assert.equal(run.status, 1);
      assert.ok(reported(run).files[0]?.diagnostics.some(({ code }) => code === 'resource-not-this-vault'));
    });

    it('count characters in UTF-16 units, behind any kind of line end and a byte order mark', async () => {
      const text = '\uFEFF{"Version":"2012-10-17",\r\n"Id":"😀",\r"x":1,\n"Statement":[]}';
      await write('a.json', text);
      const run = await lintHere('--format=json', 'a.json');
      const [found] =
        reported(run).files[0]?.diagnostics.filter(({ code }) => code === 'unknown-element') ?? [];
      assert.deepEqual(found?.range, { start: { line: 2, character: 0 }, end: { line: 2, character: 3 } });
    });

    it('judge what is named, whatever it is', async () => {
      await write('notes.txt', '[]');
      await write('empty', '');
      const run = await lintHere('--format', 'json', 'notes.txt', 'empty');
      assert.deepEqual(
        reported(run).files.map(({ diagnostics }) =>
          diagnostics.some(({ severity }) => severity === 'error'),
        ),
        [true, true],
      );
    });
  });

  describe('SARIF', () => {
    it('has the schema, also for an empty file, standard input and what cannot be read', async () => {
      await write('empty.json', '');
      const args = ['lint', '--format', 'sarif', 'empty.json', '-', 'missing.json'];
      const run = await runCliIn({ cwd: folder, env: plain, input: badPolicy }, ...args);
      const { invocations, results } = sarif(run);
      assert.equal(run.status, 2);
      assert.equal(invocations[0].executionSuccessful, false);
      assert.equal(invocations[0].exitCode, 2);
      assert.deepEqual(
        invocations[0].toolExecutionNotifications?.map(({ message }) => message.text),
        ['missing.json: there is no such file or folder.'],
      );
      assert.ok(results.some(({ ruleId }) => ruleId === 'invalid-effect'));
    });

    it('has fixes that do what the editor does, also inside the wrapper', async () => {
      const wrapper = JSON.stringify({ Policy: badPolicy });
      const texts = {
        'bare.json': badPolicy,
        'wrapper.json': wrapper,
        'crlf.json': badPolicy.replaceAll('\n', '\r\n'),
      };
      for (const [name, text] of Object.entries(texts)) await write(name, text);
      const { results, tool } = sarif(await lintHere('--format', 'sarif', ...Object.keys(texts)));
      const repaired = results.flatMap(({ ruleId, ruleIndex, locations, fixes }) => {
        assert.equal(tool.driver.rules[ruleIndex]?.id, ruleId);
        const { artifactLocation } = locations[0].physicalLocation;
        assert.equal(artifactLocation.uriBaseId, '%SRCROOT%');
        const text = Object.entries(texts).find(([name]) => name === artifactLocation.uri)?.[1] ?? '';
        return (fixes ?? []).map(({ artifactChanges: [change] }) => {
          const edits = change?.replacements.map(({ deletedRegion, insertedContent }) => ({
            ...rangeOf(text, deletedRegion),
            text: insertedContent.text,
          }));
          return [ruleId, applyEdits(text, edits ?? [])];
        });
      });
      const effects = repaired.filter(([ruleId]) => ruleId === 'invalid-effect').map(([, text]) => text);
      assert.deepEqual(
        effects,
        Object.values(texts).map((text) => text.replace('deny', 'Deny')),
      );
    });

    it('knows a finding again when lines are added above it, and two alike apart', async () => {
      await write('a.json', badPolicy);
      await write('b.json', `\n\n${badPolicy}`);
      await write('c.json', '{"Statement":[{"Effect":"x"},{"Effect":"x"}]}');
      const { results } = sarif(await lintHere('--format', 'sarif', 'a.json', 'b.json', 'c.json'));
      const prints = (uri: string): readonly string[] =>
        results
          .filter(({ locations }) => locations[0].physicalLocation.artifactLocation.uri === uri)
          .map(({ partialFingerprints }) => JSON.stringify(partialFingerprints));
      assert.deepEqual(prints('a.json'), prints('b.json'));
      assert.equal(new Set(prints('c.json')).size, prints('c.json').length);
    });

    it('names files by relative addresses', async () => {
      await write('a folder/100 %/ä.json', badPolicy);
      const { results } = sarif(await lintHere('--format', 'sarif', './a folder/100 %/ä.json'));
      assert.equal(
        results[0]?.locations[0].physicalLocation.artifactLocation.uri,
        'a%20folder/100%20%25/%C3%A4.json',
      );
    });
  });

  describe('which files', () => {
    beforeEach(async () => {
      const names = ['b.vault-lock.json', 'a.vault-lock.json', 'x/y/c.vault-lock.json', 'x/other.json'];
      const passedBy = [
        'node_modules/m/d.vault-lock.json',
        '.git/e.vault-lock.json',
        'x/c.vault-lock.test.json',
      ];
      for (const name of [...names, ...passedBy]) await write(name, goodPolicy);
    });

    const expected: readonly (readonly [string, readonly string[], readonly string[]])[] = [
      [
        'those that are named, in that order',
        ['b.vault-lock.json', 'x/other.json'],
        ['b.vault-lock.json', 'x/other.json'],
      ],
      [
        'the policies in a folder',
        ['.'],
        ['./a.vault-lock.json', './b.vault-lock.json', './x/y/c.vault-lock.json'],
      ],
      ['a folder with a slash at the end', ['x/'], ['x/y/c.vault-lock.json']],
      ['a star', ['*.json'], ['a.vault-lock.json', 'b.vault-lock.json']],
      ['one character', ['?.vault-lock.json'], ['a.vault-lock.json', 'b.vault-lock.json']],
      ['folders of any depth', ['**/c.*.json'], ['x/c.vault-lock.test.json', 'x/y/c.vault-lock.json']],
      ['a star for a folder', ['*/o*.json'], ['x/other.json']],
      ['alternatives', ['{a,x/{y/c,none}}.vault-lock.json'], ['a.vault-lock.json', 'x/y/c.vault-lock.json']],
      ['a hidden folder that is asked for', ['.git/*.json'], ['.git/e.vault-lock.json']],
      [
        'each once',
        ['b.vault-lock.json', './b.vault-lock.json', '*.json'],
        ['b.vault-lock.json', 'a.vault-lock.json'],
      ],
      [
        'several stars over the same folders',
        ['**/x/**/c.vault*.json'],
        ['x/c.vault-lock.test.json', 'x/y/c.vault-lock.json'],
      ],
    ];
    for (const [what, args, files] of expected)
      it(what, async () => {
        const run = await lintHere('--format', 'json', ...args);
        assert.deepEqual({ files: pathsIn(run), err: run.err }, { files, err: '' });
      });

    it('a name with a star in it is a name first', async function () {
      if (process.platform === 'win32') this.skip();
      await write('*.json', goodPolicy);
      assert.deepEqual(pathsIn(await lintHere('--format', 'json', '*.json')), ['*.json']);
    });

    it('a name with a hyphen in front, behind two hyphens', async () => {
      await write('--format', goodPolicy);
      assert.deepEqual(pathsIn(await lintHere('--format', 'json', '--', '--format')), ['--format']);
    });

    it('comes to an end where a link leads back', async function () {
      if (process.platform === 'win32') this.skip();
      await symlink(folder, path.join(folder, 'x', 'back'));
      const run = await lintHere('--format', 'json', '.');
      assert.equal(pathsIn(run).length, 3);
    });
  });

  describe('what cannot be read', () => {
    it('is said, and the rest is judged all the same: status 2', async () => {
      await write('a.json', badPolicy);
      await mkdir(path.join(folder, 'nothing'));
      const run = await lintHere('--format', 'json', 'missing.json', 'a.json', 'nothing', '*.none');
      assert.equal(run.status, 2);
      assert.deepEqual(pathsIn(run), ['a.json']);
      assert.deepEqual(run.err.trimEnd().split('\n'), [
        'vault-lock lint: missing.json: there is no such file or folder.',
        'vault-lock lint: nothing: no policy (*.vault-lock.json) is in this folder.',
        'vault-lock lint: *.none: no file fits this pattern.',
      ]);
    });

    it('may be forbidden', async function () {
      if (process.platform === 'win32' || process.getuid?.() === 0) this.skip();
      await write('a.json', goodPolicy);
      await chmod(path.join(folder, 'a.json'), 0);
      const run = await lintHere('a.json');
      assert.equal(run.status, 2);
      assert.match(run.err, /a\.json: may not be read by this user\./);
    });

    const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
    const encodings: readonly (readonly [string, Uint8Array, RegExp])[] = [
      ['UTF-16 with a mark', utf16(`\uFEFF${goodPolicy}`), /is in UTF-16, and Glacier takes UTF-8/],
      ['UTF-16, the other way round', utf16(`\uFEFF${goodPolicy}`).swap16(), /is in UTF-16/],
      ['UTF-16 without a mark', utf16(goodPolicy), /is in UTF-16/],
      [
        'bytes that are no UTF-8',
        Buffer.from('{\n"Id":"\uFFFD",\n"Sid":"\u00E4"}', 'latin1'),
        /line 2 has bytes/,
      ],
      [
        'bytes that are no UTF-8, behind a replacement character',
        Buffer.concat([Buffer.from('{\n"\uFFFD\n'), Buffer.from([0xff, 0x0a])]),
        /line 3 has bytes/,
      ],
    ];
    for (const [what, content, message] of encodings)
      it(`may be ${what}`, async () => {
        await write('a.json', content);
        const run = await lintHere('a.json');
        assert.equal(run.status, 2);
        assert.match(run.err, message);
        assert.doesNotMatch(run.err, /at .*\.js/);
      });
  });

  describe('standard input', () => {
    it('is judged under its name', async () => {
      const run = await runCliIn({ env: plain, input: badPolicy }, 'lint', '--format', 'json', '-');
      assert.deepEqual(pathsIn(run), ['-']);
      assert.equal(run.status, 1);
    });

    it('may stand among files, once', async () => {
      await write('a.json', badPolicy);
      const args = ['lint', '--format', 'json', '-', 'a.json', '-'];
      const run = await runCliIn({ cwd: folder, env: plain, input: goodPolicy }, ...args);
      assert.deepEqual(pathsIn(run), ['-', 'a.json']);
    });
  });

  describe('wrong usage', () => {
    const wrong: readonly (readonly [readonly string[], RegExp])[] = [
      [['lint'], /name a policy file, a folder, a pattern, or - for standard input/],
      [['lint', '--fromat', 'json', 'a.json'], /there is no option --fromat\. Did you mean --format\?/],
      [['lint', '-x', 'a.json'], /there is no option -x\./],
      [['lint', '--format', 'yaml', 'a.json'], /--format is text, json or sarif, not "yaml"/],
      [['lint', 'a.json', '--format'], /--format wants a value/],
      [['lint', '--format', '--vault', vault, 'a.json'], /--format wants a value/],
      [['lint', '--vault', 'ledger', 'a.json'], /--vault is the ARN of a vault/],
      [['lnit', 'a.json'], /there is no verb "lnit"\. Did you mean lint\?/],
    ];
    for (const [args, message] of wrong)
      it(args.join(' '), async () => {
        const run = await runCliIn({ env: plain }, ...args);
        assert.equal(run.status, 2);
        assert.equal(run.out, '');
        assert.match(run.err, message);
      });

    it('is not asking for help or the version', async () => {
      for (const args of [
        ['--help'],
        ['lint', '--help'],
        ['lint', '-h', '--nonsense'],
        ['lint', '--version'],
      ]) {
        const run = await runCliIn({ env: plain }, ...args);
        assert.deepEqual([run.status, run.err], [0, '']);
        assert.match(run.out, /^(?:Usage: vault-lock |\d+\.\d+\.\d+\n$)/);
      }
    });
  });

  describe('under stress', () => {
    it('ends quietly, and with the same status, when nobody reads on', async () => {
      await write('a.json', `{${'"x":1,'.repeat(1000)}"y":1}`);
      const child = spawn(process.execPath, [builtCli(), 'lint', '--format', 'sarif', 'a.json'], {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child.stdout.destroy();
      let err = '';
      child.stderr.setEncoding('utf8').on('data', (chunk: string) => (err += chunk));
      const [status] = (await once(child, 'close')) as [number | null];
      assert.deepEqual([status, err], [1, '']);
    });

    it('says of a text that is far too long that it is', async () => {
      await write('a.json', `{"Id":"${'x'.repeat(3_000_000)}"}`);
      const run = await lintHere('--format', 'json', 'a.json');
      assert.equal(run.status, 1);
      assert.ok(reported(run).files[0]?.diagnostics.some(({ code }) => code === 'policy-too-large'));
    });

    it('shows the place in a policy on one long line', async () => {
      await write('a.json', `{"Id":"${'界'.repeat(2000)}","Statement":[{"Effect":"deny"}]}`);
      const { out } = await lintHere('a.json');
      for (const line of out.split('\n').filter((each) => each.includes(' | ')))
        assert.ok(line.length <= 100, line);
      assert.match(out, /\| …界+","Statement":\[\{"Effect":"deny"\}\]\}\n +\| +\^{6}\n/);
    });
  });
});

function rangeOf(text: string, region: SarifRegion): { start: number; end: number } {
  const starts = [0, ...[...text.matchAll(/\r\n|[\n\r]/g)].map(({ index, 0: end }) => index + end.length)];
  const offset = (line: number, column: number): number => (starts[line - 1] ?? Number.NaN) + column - 1;
  return {
    start: offset(region.startLine, region.startColumn),
    end: offset(region.endLine, region.endColumn),
  };
}

/**
 * The report without the rules that found nothing, which are more with every rule that is added, and without the pages
 * of the others.
 */
function withoutOtherRules(run: Run): string {
  const log = JSON.parse(run.out) as {
    runs: [
      {
        tool: { driver: { rules: { id: string; help?: object; fullDescription?: object }[] } };
        results: { ruleIndex?: number }[];
      },
    ];
  };
  const [{ tool, results }] = log.runs;
  tool.driver.rules = tool.driver.rules.filter(({ help }) => help !== undefined);
  for (const rule of tool.driver.rules) {
    const page = readFileSync(path.join(rulePages, `${rule.id}.md`), 'utf8');
    assert.deepEqual(rule.help, { text: page, markdown: page });
    delete rule.help;
    assert.ok(page.includes((rule.fullDescription as { text: string }).text));
    delete rule.fullDescription;
  }
  for (const result of results) delete result.ruleIndex;
  return `${JSON.stringify(log, undefined, 2)}\n`;
}
