import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openGateway } from '../../../src/glacier/aws';
import { planAbort, planInitiate } from '../../../src/locking/bulk/planBulk';
import { runBulk, type BulkOutcome } from '../../../src/locking/bulk/runBulk';
import { LockError } from '../../../src/locking/lockError';
import { readOnly } from '../../../src/locking/lockProblems';
import type { Vault } from '../../../src/locking/model';
import { composedText, composePolicy, fillTemplate } from '../../../src/policy';
import {
  endDisturbed,
  glacierFault,
  startDisturbed,
  type DisturbedGlacier,
} from '../support/disturbedGlacier';
import { endTested, startTested } from '../support/localGlacier';
import { arnOf, region } from '../support/sdk';
import { connectionTo, openWindow, type Window } from './support/window';

const template = composedText(
  composePolicy({ vaultArn: '${vaultArn}', retentionDays: 2557, keepVault: true }),
);
const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

const endings = (outcomes: readonly BulkOutcome<{ readonly vault: Vault }, unknown>[]): readonly string[] =>
  outcomes.map(({ kind, task }) => `${task.vault.name} ${kind}`);

describe('what is done to many vaults, through the SDK', () => {
  let way: DisturbedGlacier;
  let folder: string;
  let window: Window;
  const never = new AbortController().signal;

  const initiate = (tasks: readonly { readonly vault: Vault; readonly policy: string }[], signal = never) =>
    runBulk(tasks, async ({ vault, policy }) => (await window.operations.initiate(vault, policy)).vault, {
      signal,
    });
  const plan = () =>
    planInitiate(
      window.store.vaults,
      () =>
        ({ arn }) =>
          fillTemplate(template, arn),
    );
  const lockPath = (name: string): string => `/-/vaults/${name}/lock-policy`;
  const stateOf = (name: string): string | undefined => {
    const lock = window.store.findByArn(arnOf(name))[0]?.lock;
    return lock?.known === 'read' ? lock.lock.state : lock?.known;
  };
  const held = (): number => window.store.inProgress.filter(({ lock }) => lock.lock.lockId.held).length;
  const entries = async (type: string): Promise<number> =>
    (await readFile(path.join(folder, 'ledger.jsonl'), 'utf8')).split(`"type":"${type}"`).length - 1;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'bulk-'));
    const glacier = await startTested();
    way = await startDisturbed(glacier.url);
    const setUp = await openGateway({ region, endpoint: glacier.url, practice: true });
    for (const name of names) await setUp.createVault(name);
    setUp.dispose();
    window = openWindow(path.join(folder, 'ledger.jsonl'));
    window.store.setConnections([connectionTo(way.url, region)]);
    await window.store.refresh('test');
  });
  afterEach(async () => {
    window.close();
    endDisturbed();
    await endTested();
    await rm(folder, { recursive: true, maxRetries: 5 });
  });

  it('initiates one template on all, each with its own ARN and with a lock ID that is kept, and aborts them', async () => {
    const { go, leftOut } = await plan();
    assert.deepEqual(leftOut, []);
    const outcomes = await initiate(go);
    assert.deepEqual(
      endings(outcomes),
      names.map((name) => `${name} done`),
    );
    assert.equal(held(), names.length);
    assert.equal(await entries('lockReadBack'), names.length);
    for (const { lock, arn } of window.store.inProgress)
      assert.equal(lock.lock.policy, fillTemplate(template, arn));

    const again = await plan();
    assert.deepEqual(again.go, []);
    assert.ok(again.leftOut.every(({ why, vault }) => why.includes(vault.name)));

    const aborts = planAbort(window.store.vaults);
    const aborted = await runBulk(
      aborts.go,
      async ({ vault }) => (await window.operations.abort(vault)).policy,
      { signal: never },
    );
    assert.deepEqual(
      aborted.map((outcome) => outcome.kind === 'done' && outcome.result),
      names.map((name) => fillTemplate(template, arnOf(name))),
    );
    assert.deepEqual(planAbort(window.store.vaults).go, []);
  });

  it('goes on when one vault in the middle fails, and that one can be tried again by itself', async () => {
    way.disturb = ({ method, path: asked }) =>
      method === 'POST' && asked === lockPath('d')
        ? { kind: 'answer', ...glacierFault(403, 'AccessDeniedException', 'Not here.') }
        : undefined;
    const outcomes = await initiate((await plan()).go);
    assert.deepEqual(
      endings(outcomes),
      names.map((name) => `${name} ${name === 'd' ? 'failed' : 'done'}`),
    );
    assert.equal(stateOf('d'), 'none');
    assert.equal(held(), names.length - 1);

    way.disturb = () => undefined;
    const { go, leftOut } = await plan();
    assert.deepEqual(endings(await initiate(go)), ['d done']);
    assert.equal(leftOut.length, names.length - 1);
  });

  it('tells a lost reply of one vault as what it is: the lock runs, and its lock ID is gone', async () => {
    way.disturb = ({ method, path: asked }) =>
      method === 'POST' && asked === lockPath('b') ? { kind: 'loseReply' } : undefined;
    const outcomes = await initiate((await plan()).go);
    const [lost] = outcomes.filter(({ kind }) => kind !== 'done');
    assert.ok(lost?.kind === 'failed' && lost.task.vault.name === 'b');
    assert.ok(lost.error instanceof LockError && lost.error.code === 'LockIdLost');
    assert.equal(way.count('POST', lockPath('b')), 1);
    assert.equal(stateOf('b'), 'inProgress');
  });

  it('begins no vault after it was cancelled, and brings those under way to their end', async () => {
    const cancel = new AbortController();
    way.disturb = ({ method, path: asked }) => {
      if (method === 'POST' && asked === lockPath('c')) cancel.abort();
      return undefined;
    };
    const outcomes = await initiate((await plan()).go, cancel.signal);
    const begun = outcomes.filter(({ kind }) => kind !== 'notStarted');
    assert.ok(begun.some(({ task }) => task.vault.name === 'c'));
    assert.ok(begun.length < names.length, 'some were not begun');
    assert.ok(begun.every(({ kind }) => kind === 'done'));
    assert.equal(held(), begun.length);
    for (const { task } of outcomes.filter(({ kind }) => kind === 'notStarted'))
      assert.equal(way.count('POST', lockPath(task.vault.name)), 0);
  });

  it('does not ask a Glacier on and on that answers nobody', async () => {
    const { go } = await plan();
    await way.refuse();
    const outcomes = await initiate(go);
    const failed = outcomes.filter(({ kind }) => kind === 'failed');
    const left = outcomes.filter((outcome) => outcome.kind === 'notStarted');
    // Those that were under way at the third failure come to their end.
    assert.ok(failed.length >= 3 && failed.length <= 5, String(failed.length));
    assert.equal(left.length, names.length - failed.length);
    assert.ok(left.every(({ why }) => why.includes(' vaults before it failed in the same way')));
  });

  it('stops at once when everything is switched off in between', async () => {
    const { go } = await plan();
    let begun = 0;
    const outcomes = await runBulk(
      go,
      async ({ vault, policy }) => {
        begun += 1;
        if (begun > 3) throw readOnly(vault);
        return (await window.operations.initiate(vault, policy)).vault;
      },
      { signal: never },
    );
    const kinds = outcomes.map(({ kind }) => kind);
    assert.equal(kinds.filter((kind) => kind === 'done').length, 3);
    assert.ok(begun <= 3 + 3, 'no more than were under way');
    assert.equal(kinds.filter((kind) => kind === 'notStarted').length, names.length - begun);
  });
});
