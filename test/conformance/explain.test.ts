import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { builtCli, runCliIn, type Run } from './support/commandLine';
import { assertGolden } from './support/golden';

const fixtures = path.join(import.meta.dirname, '../fixtures');
const policies = path.join(fixtures, 'cli', 'explained');
const plain = { FORCE_COLOR: undefined, NO_COLOR: undefined, TERM: undefined };
const vault = 'arn:aws:glacier:us-west-2:111122223333:vaults/ledger';

const policy = (changes: object = {}): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 'glacier:DeleteArchive',
        Resource: vault,
        Condition: { NumericLessThan: { 'glacier:ArchiveAgeInDays': '365' } },
        ...changes,
      },
    ],
  });

interface JsonReport {
  readonly path: string;
  readonly problem: string | null;
  readonly vault: { readonly arn: string; readonly known: boolean } | null;
  readonly callers: readonly { readonly principal: string; readonly kind: string }[];
  readonly complete: boolean;
  readonly summary: readonly { readonly fact: string; readonly text: string; readonly answer?: string }[];
  readonly firstDeletableDay: readonly {
    readonly callers: string;
    readonly principals: readonly string[];
    readonly situation: string;
    readonly day: number | null;
    readonly certain: boolean;
    readonly statements: readonly number[];
  }[];
  readonly rows: readonly {
    readonly actions: readonly string[];
    readonly bands: readonly {
      readonly fromDay: number;
      readonly toDay: number | null;
      readonly outcome: string;
    }[];
  }[];
  readonly hazards: readonly { readonly code: string; readonly severity: string }[];
}
const reported = ({ out }: Run): JsonReport => JSON.parse(out) as JsonReport;

/** The day of the run is in one of the sentences, and changes where its lines break. */
const withoutToday = (text: string): string =>
  text.replace(/^ {2}- An archive uploaded today.*\n(?: {4}.*\n)*/m, '');

describe('vault-lock explain', function () {
  this.timeout(30_000);
  let folder: string;

  before(() => {
    builtCli();
  });
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'vault-lock-explain-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  const explainHere = async (...args: readonly string[]): Promise<Run> =>
    runCliIn({ cwd: folder, env: plain }, 'explain', ...args);
  const explainText = async (input: string, ...args: readonly string[]): Promise<Run> =>
    runCliIn({ cwd: folder, env: plain, input }, 'explain', ...args, '-');

  for (const format of ['text', 'json'])
    it(`reads as expected: ${format}`, async () => {
      const run = await runCliIn(
        { cwd: policies, env: plain },
        'explain',
        '--format',
        format,
        'held.vault-lock.json',
      );
      assert.equal(run.err, '');
      assert.equal(run.status, 0);
      assertGolden(`explained.${format === 'text' ? 'txt' : 'json'}`, withoutToday(run.out));
    });

  it('reads standard input, and the AWS CLI’s wrapper as the policy in it', async () => {
    const bare = await explainText(policy());
    const wrapped = await explainText(JSON.stringify({ Policy: policy() }));
    assert.equal(bare.status, 0);
    assert.match(bare.out, /^standard input is for the vault ledger in us-west-2, account 111122223333\./);
    assert.match(bare.out, /from day 365 on/);
    assert.equal(wrapped.out, bare.out);
  });

  it('tells the first deletable day for each kind of caller', async () => {
    const { callers, firstDeletableDay } = reported(
      await explainText(policy({ Principal: { AWS: '111122223333' } }), '--format', 'json'),
    );
    assert.deepEqual(
      firstDeletableDay.map(({ principals, day, certain, statements }) => [
        principals.map((principal) => callers.find((caller) => caller.principal === principal)?.kind),
        day,
        certain,
        statements,
      ]),
      [
        [['owner root', 'owner user', 'owner role session'], 365, true, [0]],
        [['another account', 'service', 'anonymous'], 0, true, []],
      ],
    );
  });

  it('covers every action from day 0 to no end', async () => {
    const { rows, complete } = reported(
      await explainText(policy({ Action: 'glacier:*' }), '--format', 'json'),
    );
    assert.equal(complete, true);
    assert.equal(new Set(rows.flatMap(({ actions }) => actions)).size, 27);
    for (const { bands } of rows) assert.deepEqual([bands[0]?.fromDay, bands.at(-1)?.toDay], [0, null]);
  });

  it('takes the vault into account', async () => {
    const { vault: asked, firstDeletableDay } = reported(
      await explainText(policy(), '--format', 'json', '--vault', `${vault}-2`),
    );
    assert.deepEqual(asked, { arn: `${vault}-2`, known: true });
    assert.deepEqual(
      firstDeletableDay.map(({ day }) => day),
      [0],
    );
  });

  it('ends with 1 for a policy with errors, and explains what can be explained', async () => {
    const readable = await explainText(
      policy({ Action: ['glacier:DeleteArchive', 'glacier:DeleteArchives'] }),
    );
    assert.equal(readable.status, 1);
    assert.match(readable.out, /from day 365 on/);
    assert.match(readable.err, /^vault-lock explain: standard input:1:\d+: .*\(unknown-action\)$/m);
    for (const text of [policy({ Effect: 'deny' }), '{', '']) {
      const unreadable = await explainText(text, '--format', 'json');
      const { problem, rows, hazards } = reported(unreadable);
      assert.equal(unreadable.status, 1);
      assert.ok(problem !== null && problem !== '');
      assert.deepEqual(rows, []);
      assert.ok(hazards.some(({ severity }) => severity === 'error'));
    }
  });

  it('ends with 2 for wrong usage, or a file that cannot be read', async () => {
    await writeFile(path.join(folder, 'a.json'), policy());
    const wrong: readonly (readonly [args: readonly string[], said: RegExp])[] = [
      [[], /name a policy file/],
      [['a.json', 'b.json'], /name one policy file/],
      [['--format', 'sarif', 'a.json'], /text or json, not "sarif"/],
      [['--vault', 'ledger', 'a.json'], /ARN of a vault/],
      [['--fromat', 'json', 'a.json'], /Did you mean --format/],
      [['missing.json'], /missing\.json: there is no such file/],
      [['.'], /\.: /],
    ];
    for (const [args, said] of wrong) {
      const run = await explainHere(...args);
      assert.equal(run.status, 2, args.join(' '));
      assert.match(run.err, said);
      assert.equal(run.out, '');
    }
  });

  it('says in its help what it does', async () => {
    const run = await explainHere('--help');
    assert.equal(run.status, 0);
    assert.match(run.out, /^Usage: vault-lock explain/);
    assert.match((await runCliIn({ cwd: folder, env: plain }, '--help')).out, /^ {2}explain {2}/m);
  });
});
