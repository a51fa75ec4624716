import assert from 'node:assert/strict';
import { abortPage, countsInWords, initiatePage, resultPage } from '../../../../src/locking/bulk/bulkPages';
import { planAbort, planInitiate } from '../../../../src/locking/bulk/planBulk';
import type { BulkOutcome } from '../../../../src/locking/bulk/runBulk';
import type { Vault, VaultLock } from '../../../../src/locking/model';
import { composedText, composePolicy, fillTemplate } from '../../../../src/policy';
import { arnOf, awsConnection, practiceConnection, vaultWith } from '../support/samples';

const template = composedText(
  composePolicy({ vaultArn: '${vaultArn}', retentionDays: 2557, keepVault: true }),
);
const free = (name: string, connection = practiceConnection): Vault =>
  vaultWith({ state: 'none' }, connection, name);
const running: VaultLock = {
  state: 'inProgress',
  policy: '{}',
  created: 0,
  expires: 86_400_000,
  lockId: { held: false },
};
const format = (instant: number): string => new Date(instant).toISOString();
const fill = ({ arn }: Vault): string => fillTemplate(template, arn);

describe('the plan for many vaults', () => {
  it('takes those without a lock, and tells of each other one why not', async () => {
    const { go, leftOut } = await planInitiate(
      [free('a'), vaultWith(running, practiceConnection, 'b'), vaultWith(undefined, practiceConnection, 'c')],
      () => fill,
    );
    assert.deepEqual(
      go.map(({ vault, effect }) => [vault.name, effect.includes('2,557')]),
      [['a', true]],
    );
    assert.deepEqual(
      leftOut.map(({ why }) => why),
      [
        'A lock is in progress on "b" already; complete or abort it first.',
        'The lock of "c" could not be read; refresh it first.',
      ],
    );
  });

  it('judges each vault by its own policy: one that names another vault, or has errors, is left out', async () => {
    const policies: Readonly<Record<string, string>> = {
      a: fill(free('a')),
      b: fill(free('a')),
      c: template,
      d: '{',
    };
    const { go, leftOut } = await planInitiate(
      Object.keys(policies).map((name) => free(name)),
      () =>
        ({ name }) =>
          String(policies[name]),
    );
    assert.deepEqual(
      go.map(({ vault }) => vault.name),
      ['a'],
    );
    assert.deepEqual(
      leftOut.map(({ vault }) => vault.name),
      ['b', 'c', 'd'],
    );
    assert.ok(leftOut.every(({ why }) => why !== ''));
    assert.match(leftOut[1]?.details.join(' ') ?? '', /vaultArn/);
  });

  it('gives everything else its turn, and ends where it is cancelled', async () => {
    const cancel = new AbortController();
    let judged = 0;
    const { go } = await planInitiate(
      Array.from({ length: 20 }, (_, index) => free(`v${index}`)),
      () => fill,
      {
        signal: cancel.signal,
        onJudged: () => {
          judged += 1;
          if (judged === 5) cancel.abort();
        },
      },
    );
    assert.equal(go.length, 5);
  });

  it('reads the policy at each plan: what was mended between two tries is sent', async () => {
    let kept = '{';
    const policies = () => {
      const text = kept;
      return ({ arn }: Vault) => fillTemplate(text, arn);
    };
    assert.deepEqual((await planInitiate([free('a')], policies)).go, []);
    kept = template;
    const [again] = (await planInitiate([free('a')], policies)).go;
    assert.equal(again?.policy, fill(free('a')));
  });

  it('aborts where a lock is in progress', () => {
    const locked: VaultLock = { state: 'locked', policy: '{}', created: 0 };
    const { go, leftOut } = planAbort([
      free('a'),
      vaultWith(running, practiceConnection, 'b'),
      vaultWith(locked, practiceConnection, 'c'),
    ]);
    assert.deepEqual(
      go.map(({ vault }) => vault.name),
      ['b'],
    );
    assert.deepEqual(
      leftOut.map(({ why }) => why),
      ['No lock is in progress on "a".', '"c" is locked for good.'],
    );
  });
});

describe('the pages about many vaults', () => {
  it('say before anything is sent where, by whom, on which vaults and with what effect', async () => {
    const plan = await planInitiate(
      [free('a'), free('b', awsConnection), vaultWith(running, practiceConnection, 'c')],
      () => fill,
    );
    const text = initiatePage(plan, 'policies/keep_all.vault-lock.json', ({ connection }) =>
      connection.practice ? undefined : 'arn:aws:iam::111122223333:user/ana',
    );
    assert.match(text, /^# Initiate vault locks\n/);
    assert.match(text, /Nothing has been sent yet\..*keep\\_all/);
    assert.match(
      text,
      /1 vault gets a lock: Local Glacier · 111122223333 · us-west-2\n\nNobody, .*2,557.*\n\n\| Vault \| Now \|\n/,
    );
    assert.match(text, /audit · 111122223333 · us-west-2\n\nAs arn:aws:iam::111122223333:user\/ana\./);
    assert.match(text, /\| a \| no lock \|\n/);
    assert.match(text, /## Left out: 1\n\n.*\n.*\n\| c \| Local Glacier/);
  });

  it('say what became of each: what failed first, with what helps', () => {
    const error = new Error('It | <b>broke</b> `here`\n[x](command:y) \u202E.');
    const outcomes: readonly BulkOutcome<{ readonly vault: Vault }, Vault>[] = [
      { kind: 'done', task: { vault: free('a') }, result: vaultWith(running, practiceConnection, 'a') },
      { kind: 'failed', task: { vault: free('b') }, error },
      { kind: 'notStarted', task: { vault: free('c') }, why: 'Cancelled before it was begun.' },
      { kind: 'done', task: { vault: free('d') }, result: free('d') },
    ];
    const text = resultPage('Initiated', outcomes, [{ vault: free('e'), why: 'No.', details: [] }], format);
    const heads = text.split('\n').filter((line) => line.startsWith('#'));
    assert.deepEqual(heads, [
      '# Initiated',
      '## Failed: 1',
      '## Not begun: 1',
      '## Done: 2',
      '## Left out: 1',
    ]);
    assert.match(
      text,
      /\n\nLocal Glacier · 111122223333 · us-west-2\n\n2 done, 1 failed, 1 not begun, 1 left out\./,
    );
    assert.match(text, /\| a \| in progress until 1970-01-02T00:00:00\.000Z \|/);
    assert.match(text, /\| d \| no lock \|/);
    // What comes from elsewhere is shown as written, on one line.
    const row = text.split('\n').find((line) => line.startsWith('| b ')) ?? '';
    assert.ok(row.includes('It \\| \\<b\\>broke\\</b\\> \\`here\\` \\[x\\](command:y) \uFFFD.'), row);
  });

  it('count, and say so when nothing was done', () => {
    assert.equal(countsInWords([], []), 'Nothing was done.');
  });

  it('list what is about to be aborted with its time, and say who aborts', () => {
    const plan = planAbort([vaultWith(running, awsConnection, 'b')]);
    const text = abortPage(plan, format, () => 'arn:aws:iam::111122223333:user/ana');
    assert.match(text, /\| b \| 1970-01-02T00:00:00\.000Z \|/);
    assert.match(text, /## 1 lock is aborted: audit/);
    assert.match(text, /us-west-2\n\nAs arn:aws:iam::111122223333:user\/ana\./);
    assert.ok(!text.includes(arnOf('b')));
  });
});
