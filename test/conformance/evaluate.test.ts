import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { builtCli, runCliIn, type Run } from './support/commandLine';

const examples = path.join(import.meta.dirname, '../fixtures/awsExamples');
const retention = path.join(examples, 'retention.json');
const vault = 'arn:aws:glacier:us-west-2:123456789012:vaults/examplevault';

const deletion = (days: number): string =>
  JSON.stringify({
    principal: 'arn:aws:iam::123456789012:user/ana',
    action: 'glacier:DeleteArchive',
    resource: vault,
    context: { 'glacier:ArchiveAgeInDays': String(days), 'aws:SourceIp': '203.0.113.7' },
  });
const denied = '{"decision":"explicitDeny","statements":[0]}';
const open = '{"decision":"implicitDeny","statements":[]}';

const linesOf = ({ out }: Run): readonly string[] => out.split('\n').slice(0, -1);

describe('vault-lock evaluate', function () {
  this.timeout(60_000);
  let folder: string;

  before(() => {
    builtCli();
  });
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'vault-lock-evaluate-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  const ask = async (input: string | Uint8Array, ...args: readonly string[]): Promise<Run> =>
    runCliIn({ cwd: folder, input }, 'evaluate', '--policy', ...args);
  const askPolicy = async (text: string | Uint8Array, input = deletion(1)): Promise<Run> => {
    await writeFile(path.join(folder, 'policy.json'), text);
    return ask(input, 'policy.json');
  };

  describe('answers', () => {
    it('each line with one line, in order', async () => {
      const run = await ask([364, 365, 0, 400].map((days) => `${deletion(days)}\n`).join(''), retention);
      assert.deepEqual([run.status, run.err], [0, '']);
      assert.deepEqual(linesOf(run), [denied, open, denied, open]);
    });

    it('allow, and all statements that decided', async () => {
      const allow = async (name: string): Promise<Run> =>
        ask(deletion(1).replaceAll('123456789012', '999999999999'), path.join(examples, `${name}.json`));
      assert.deepEqual(linesOf(await allow('ownerRights')), ['{"decision":"allow","statements":[0]}']);
      const deny = { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' };
      const run = await askPolicy(JSON.stringify({ Statement: [deny, { ...deny, Effect: 'Allow' }, deny] }));
      assert.deepEqual(linesOf(run), ['{"decision":"explicitDeny","statements":[0,2]}']);
    });

    it('from a policy in the wrapper of the AWS CLI, and behind a byte order mark', async () => {
      const input = deletion(365).replaceAll('123456789012', '111122223333');
      const wrapper = JSON.stringify({
        Policy: JSON.stringify({
          Statement: { Effect: 'Deny', Principal: { AWS: '111122223333' }, Action: '*', Resource: '*' },
        }),
      });
      for (const text of [wrapper, `\uFEFF${wrapper}`])
        assert.deepEqual(linesOf(await askPolicy(text, input)), [denied]);
    });

    it('a last line without its end, lines that end as on Windows, and a byte order mark in front', async () => {
      const run = await ask(`\uFEFF${deletion(1)}\r\n${deletion(365)}\r\n${deletion(2)}`, retention);
      assert.deepEqual([run.status, linesOf(run)], [0, [denied, open, denied]]);
    });

    it('nothing to nothing', async () => {
      const run = await ask('', retention);
      assert.deepEqual(run, { status: 0, out: '', err: '' });
    });

    it('a request without context for one without any condition key', async () => {
      const line = JSON.stringify({ principal: '*', action: 'glacier:DeleteArchive', resource: vault });
      assert.deepEqual(linesOf(await ask(line, retention)), [open]);
    });

    it('with reasons, where they are asked for', async () => {
      const run = await ask(`${deletion(364)}\n${deletion(365)}\n`, retention, '--reasons');
      assert.equal(run.status, 0);
      const name = 'Statement 1 ("deny-based-on-archive-age")';
      const test = 'NumericLessThan glacier:ArchiveAgeInDays';
      assert.deepEqual(
        linesOf(run).map((line) => JSON.parse(line) as unknown),
        [
          {
            decision: 'explicitDeny',
            statements: [0],
            reasons: [`${name} denies it: ${test}: 364 is less than 365.`],
          },
          {
            decision: 'implicitDeny',
            statements: [],
            reasons: [`${name} does not apply: ${test}: 365 is not less than 365.`],
          },
        ],
      );
    });
  });

  describe('a malformed line', () => {
    const malformed: readonly (readonly [what: string, line: string | Uint8Array, problem: RegExp])[] = [
      ['an empty one', '', /is empty/],
      ['a blank one', ' \t', /is empty/],
      ['no JSON', '{"principal":', /is not JSON/],
      ['more than one value', `${deletion(1)}${deletion(1)}`, /is not JSON/],
      ['no object', '[]', /not a JSON object/],
      ['a field misspelt', deletion(1).replace('"action"', '"Action"'), /Did you mean action\?/],
      ['a field that is missing', deletion(1).replace(/"resource":"[^"]*",/, ''), /has no resource/],
      ['a number in the context', deletion(1).replace('"1"', '1'), /a number.* Write "1"\./],
      ['no principal', deletion(1).replace(/arn:aws:iam[^"]*/, 'ana'), /"ana" is no ARN/],
      ['a key twice', deletion(1).replace('{"', '{"action":"glacier:InitiateJob","'), /a key twice/],
      ['a condition key twice', deletion(1).replace('"aws:SourceIp"', '"glacier:ArchiveAgeInDays"'), /twice/],
      ['bytes that are no UTF-8', Buffer.from('"\u00E4"', 'latin1'), /no UTF-8/],
      ['far too much', `"${'x'.repeat(3_000_000)}"`, /longer than a megabyte/],
    ];
    for (const [what, line, problem] of malformed)
      it(`may be ${what}: its answer says so, the others are answered, status 1`, async () => {
        const input = [deletion(1), '\n', line, '\n', deletion(365), '\n'].map((part) => Buffer.from(part));
        const run = await ask(Buffer.concat(input), retention);
        const [before, wrong = '', after, ...more] = linesOf(run);
        assert.deepEqual([run.status, before, after, more], [1, denied, open, []]);
        const answer = JSON.parse(wrong) as Readonly<Record<string, unknown>>;
        assert.deepEqual(Object.keys(answer), ['error']);
        assert.match(String(answer['error']), problem);
        assert.match(run.err, /1 of 3 request lines malformed, the first of them line 2\./);
      });
  });

  describe('the policy', () => {
    const unusable: readonly (readonly [what: string, text: string | Uint8Array, problem: RegExp])[] = [
      ['empty', '', /not valid JSON|not a JSON object/],
      ['no JSON', '{"Version":', /not valid JSON/],
      ['JSON with comments', '// no\n{}', /not valid JSON/],
      ['no object', '[]', /not a JSON object/],
      ['without statements', '{"Version":"2012-10-17"}', /has no Statement/],
      ['one with a key twice', '{"Statement":[],"Statement":[]}', /"Statement" twice/],
      [
        'one that the grammar refuses',
        '{"Statement":{"Effect":"Deny"}}',
        /neither Principal nor NotPrincipal/,
      ],
      ['a broken wrapper', '{"Policy":"{}"', /wrapper is not valid JSON/],
      ['a wrapper around something else', '{"Policy":"[]"}', /not a JSON object/],
      ['not UTF-8', Buffer.from('{"Id":"\u00E4"}', 'latin1'), /is not UTF-8/],
    ];
    for (const [what, text, problem] of unusable)
      it(`may be ${what}: status 2, and no answer`, async () => {
        const run = await askPolicy(text);
        assert.deepEqual([run.status, run.out], [2, '']);
        assert.match(run.err, /^vault-lock evaluate: policy\.json: /);
        assert.match(run.err, problem);
      });

    it('may be missing, or a folder: status 2', async () => {
      for (const name of ['missing.json', '.']) {
        const run = await ask(deletion(1), name);
        assert.deepEqual([run.status, run.out], [2, '']);
        assert.match(run.err, /there|folder/);
      }
    });
  });

  describe('wrong usage', () => {
    const wrong: readonly (readonly [readonly string[], RegExp])[] = [
      [['evaluate'], /name the policy: --policy PATH/],
      [['evaluate', 'policy.json'], /"policy\.json" is one argument too many/],
      [['evaluate', '--policy'], /--policy wants a value/],
      [['evaluate', '--policy', ''], /--policy wants a value/],
      [['evaluate', '--policy', '-'], /the policy is a file/],
      [['evaluate', '--polcy', 'a'], /no option --polcy\. Did you mean --policy\?/],
      [['evaluate', '--policy', 'a', '--reason'], /no option --reason\. Did you mean --reasons\?/],
      [['evaluate', '--policy', 'a', '--reasons=no'], /--reasons takes no value/],
      [['evalute', '--policy', 'a'], /no verb "evalute"\. Did you mean evaluate\?/],
    ];
    for (const [args, message] of wrong)
      it(args.join(' '), async () => {
        const run = await runCliIn({ cwd: folder, input: deletion(1) }, ...args);
        assert.deepEqual([run.status, run.out], [2, '']);
        assert.match(run.err, message);
      });

    it('is not asking for help or the version', async () => {
      for (const option of ['--help', '-h', '--version']) {
        const run = await runCliIn({}, 'evaluate', option);
        assert.deepEqual([run.status, run.err], [0, '']);
        assert.match(run.out, /^(?:Usage: vault-lock evaluate |\d+\.\d+\.\d+\n$)/);
      }
      assert.match((await runCliIn({}, '--help')).out, /^ {2}evaluate +\S/m);
    });
  });

  describe('as a stream', () => {
    it('answers a line before the next one comes', async () => {
      const child = spawn(process.execPath, [builtCli(), 'evaluate', '--policy', retention], {
        stdio: 'pipe',
      });
      const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      const closed = once(child, 'close');
      for (const [days, answer] of [
        [1, denied],
        [365, open],
      ] as const) {
        child.stdin.write(`${deletion(days)}\n`);
        assert.equal((await answers.next()).value, answer);
      }
      child.stdin.end();
      assert.deepEqual(await closed, [0, null]);
    });

    it('answers more than pipes hold, all in order', async () => {
      const child = spawn(process.execPath, [builtCli(), 'evaluate', '--policy', retention], {
        stdio: 'pipe',
      });
      const closed = once(child, 'close');
      const lines = 20_000;
      child.stdin.end(Array.from({ length: lines }, (_, index) => `${deletion(index)}\n`).join(''));
      let answered = 0;
      for await (const line of createInterface({ input: child.stdout })) {
        assert.equal(line, answered < 365 ? denied : open);
        answered += 1;
      }
      assert.equal(answered, lines);
      assert.deepEqual(await closed, [0, null]);
    });

    it('ends quietly when nobody reads the answers, however many requests were to come', async () => {
      const child = spawn(process.execPath, [builtCli(), 'evaluate', '--policy', retention], {
        stdio: 'pipe',
      });
      const closed = once(child, 'close');
      let err = '';
      child.stderr.setEncoding('utf8').on('data', (chunk: string) => (err += chunk));
      child.stdin.on('error', () => undefined);
      child.stdout.destroy();
      const block = `${deletion(1)}\n`.repeat(1000);
      const more = setInterval(() => child.stdin.write(block), 10);
      const [status] = (await closed) as [number | null];
      clearInterval(more);
      assert.deepEqual([status, err], [0, '']);
    });
  });
});
