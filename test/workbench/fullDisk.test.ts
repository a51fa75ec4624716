import assert from 'node:assert/strict';
import { mkdir, rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { eventually } from './support/eventually';
import { lockOf } from './support/glacierApi';
import { useWorkbench } from './support/useWorkbench';

const slow = 60_000;

/** Each test goes on where the one before ended. */
describe('a disk that is full', () => {
  const workbench = useWorkbench({ gated: true });

  before(function () {
    // The device that takes nothing.
    if (process.platform !== 'linux') this.skip();
  });
  afterEach(() => workbench().gate.release());

  const aside = () => `${workbench().ledgerFile}.aside`;

  /** From now on nothing can be written to the ledger; what is in it cannot be read either. */
  async function fill(): Promise<void> {
    const { ledgerFile } = workbench();
    await mkdir(path.dirname(ledgerFile), { recursive: true });
    await rename(ledgerFile, aside()).catch(() => undefined);
    await symlink('/dev/full', ledgerFile);
  }

  async function makeRoom(): Promise<void> {
    const { ledgerFile } = workbench();
    await rm(ledgerFile);
    await rename(aside(), ledgerFile).catch(() => undefined);
  }

  const stateAtGlacier = async (): Promise<string> =>
    (await lockOf(workbench().glacierUrl ?? '', 'my-vault')).state;

  async function initiate(): Promise<void> {
    await workbench().quickInput.runAndPick('Glacier Vault Lock: Initiate Vault Lock…', 'my-vault');
    await workbench().dialog.press('Initiate Lock');
  }

  it('before anything is sent: nothing is, and the message says so', async () => {
    await workbench().showView();
    await workbench().row('my-vault, no lock').waitFor();
    await workbench().quickInput.open('seven-years.vault-lock.json');
    await fill();
    await initiate();
    await workbench().notifications.show(
      /The lock ledger could not be written, so nothing was sent for "my-vault"/,
    );
    assert.equal(await stateAtGlacier(), 'none');
    assert.deepEqual(
      workbench().gate.requests.filter((request) => /^POST .*lock-policy/.test(request)),
      [],
    );
    await makeRoom();
    await workbench().notifications.clear();
  });

  it('when the lock ID arrives: it is offered to be copied, and written when there is room', async () => {
    const { gate, page, notifications } = workbench();
    gate.holdRepliesTo(/^POST .*\/vaults\/my-vault\/lock-policy$/);
    await initiate();
    await eventually(async () => assert.equal(await stateAtGlacier(), 'InProgress'), slow);
    await fill();
    gate.release();
    await notifications.press(
      /its lock ID could not be written to disk\. Only this window knows it/,
      'Copy Lock ID',
    );
    const lockId = await eventually(async () => {
      const text = await page.evaluate<string>('navigator.clipboard.readText()');
      assert.match(text, /^[\w-]{24}$/);
      return text;
    }, slow);
    const row = workbench().row(/^my-vault, lock in progress, 23 hours.*, lock ID not saved/);
    await row.waitFor({ timeout: slow });
    await workbench().screenshot('lock-id-not-saved');
    await makeRoom();
    await eventually(async () => {
      const received = (await workbench().ledger()).find(({ type }) => type === 'lockIdReceived');
      assert.equal(received?.lockId, lockId);
    }, slow);
    await row.waitFor({ state: 'detached', timeout: slow });
    await workbench().reload();
    await workbench().showView();
    await workbench()
      .row(/^my-vault, lock in progress, 23 hours(?!.*lock ID)/)
      .waitFor({ timeout: slow });
  });

  it('when an abort is done: it is done, the window says that the ledger lags behind, and it catches up', async () => {
    const { gate, notifications, quickInput } = workbench();
    await notifications.clear();
    gate.holdRepliesTo(/^DELETE .*\/vaults\/my-vault\/lock-policy$/);
    await quickInput.runAndPick('Glacier Vault Lock: Abort Vault Lock', 'my-vault');
    await eventually(async () => assert.equal(await stateAtGlacier(), 'none'), slow);
    await fill();
    gate.release();
    await notifications.show(/What became of the lock on my-vault could not be written to the lock ledger/);
    await workbench().row('my-vault, no lock').waitFor({ timeout: slow });
    await makeRoom();
    await eventually(async () => {
      const last = (await workbench().ledger()).slice(-2).map(({ type }) => type);
      assert.ok(last.includes('aborted'), last.join());
    }, slow);
  });
});
