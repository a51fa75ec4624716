import assert from 'node:assert/strict';
import { eventually } from './support/eventually';
import { lockOf } from './support/glacierApi';
import { useWorkbench } from './support/useWorkbench';

const slow = 60_000;
const inProgress = /^my-vault, lock in progress, \d+ hours/;

/** Each test goes on where the one before ended. */
describe('a window that is reloaded or whose extension host is killed', () => {
  const workbench = useWorkbench({ gated: true });

  afterEach(() => workbench().gate.release());

  const glacierShows = (state: string): Promise<void> =>
    eventually(
      async () => assert.equal((await lockOf(workbench().glacierUrl ?? '', 'my-vault')).state, state),
      slow,
    );

  /** How often such a request has left the window. */
  const sent = (pattern: RegExp): number =>
    workbench().gate.requests.filter((request) => pattern.test(request)).length;

  const lastEntries = async (count: number): Promise<readonly string[]> =>
    (await workbench().ledger()).slice(-count).map(({ type, found }) => [type, found ?? []].flat().join(' '));

  /** Kills the extension host, and opens the window again as a person would. */
  async function killAndReopen(): Promise<void> {
    await workbench().killExtensionHost();
    workbench().gate.release();
    await workbench().reload();
    await workbench().showView();
  }

  const initiate = /^POST .*\/vaults\/my-vault\/lock-policy$/;

  /** Initiates the lock, up to where Glacier has acted and its reply is held back. */
  async function initiateUnanswered(): Promise<void> {
    const { gate, quickInput, dialog } = workbench();
    await workbench().row('my-vault, no lock').waitFor({ timeout: slow });
    // A reload may come before VS Code has written down which files are open.
    await quickInput.open('seven-years.vault-lock.json');
    await quickInput.runAndPick('Glacier Vault Lock: Initiate Vault Lock…', 'my-vault');
    gate.holdRepliesTo(initiate);
    await dialog.press('Initiate Lock');
    await glacierShows('InProgress');
  }

  it('reloaded while Glacier has an Initiate: keeps the lock ID that still arrives', async () => {
    const { gate, page, quickInput } = workbench();
    await workbench().showView();
    await workbench().row('my-vault, no lock').waitFor();
    await initiateUnanswered();
    const leaving = page.waitForRequest((request) => request.isNavigationRequest());
    const reloading = workbench().reload();
    await leaving;
    gate.release();
    await reloading;
    await workbench().showView();
    await workbench()
      .row(/^my-vault, lock in progress, 23 hours(?!.*lock ID)/)
      .waitFor({ timeout: slow });
    assert.deepEqual(await lastEntries(3), ['initiateIntended', 'lockIdReceived', 'lockReadBack']);
    assert.equal(sent(initiate), 1);
    await quickInput.runAndPick('Glacier Vault Lock: Abort Vault Lock', 'my-vault');
    await glacierShows('none');
  });

  it('killed while Glacier has an Initiate: says that its lock ID is not known, and restarts the 24 hours', async () => {
    const { dialog, notifications } = workbench();
    await initiateUnanswered();
    await killAndReopen();
    await workbench()
      .row(/^my-vault, lock in progress, .*, lock ID unknown/)
      .waitFor({ timeout: slow });
    const told = await notifications.show(
      /the lock on my-vault was being initiated.*lock ID is not known here/,
    );
    await told.getByRole('button', { name: 'Enter Lock ID…' }).waitFor();
    await told.getByRole('button', { name: 'Abort' }).waitFor();
    await workbench().screenshot('reopened-lock-id-unknown');
    await eventually(
      async () => assert.deepEqual(await lastEntries(2), ['initiateIntended', 'initiateSettled in progress']),
      slow,
    );
    assert.equal(sent(initiate), 2);
    await told.getByRole('button', { name: 'Restart the 24 Hours' }).click();
    await dialog.press('Restart the 24 Hours');
    await eventually(async () => assert.deepEqual(await lastEntries(1), ['lockReadBack']), slow);
    await workbench()
      .row(/^my-vault, lock in progress, 23 hours(?!.*unknown)/)
      .waitFor({ timeout: slow });
  });

  it('killed while Glacier has an Abort: says that it is over, and initiates again', async () => {
    const { gate, notifications } = workbench();
    await notifications.clear();
    gate.holdRepliesTo(/^DELETE .*\/vaults\/my-vault\/lock-policy$/);
    await workbench().quickInput.runAndPick('Glacier Vault Lock: Abort Vault Lock', 'my-vault');
    await glacierShows('none');
    await killAndReopen();
    await workbench().row('my-vault, no lock').waitFor({ timeout: slow });
    await notifications.press(
      /the lock on my-vault was being aborted.*Glacier shows no lock/,
      'Initiate Again…',
    );
    await workbench().dialog.press('Initiate Lock');
    await workbench().row(inProgress).waitFor({ timeout: slow });
    await glacierShows('InProgress');
  });

  it('says so once: not again after another reload', async () => {
    await workbench().reload();
    await workbench().showView();
    await workbench().row(inProgress).waitFor({ timeout: slow });
    const before = await workbench().ledger();
    assert.ok(before.some(({ type }) => type === 'abortSettled'));
    await workbench().quickInput.run('Notifications: Show Notifications');
    const { page } = workbench();
    await page.locator('.notifications-center.visible').waitFor();
    assert.equal(await page.getByText(/A window closed while/).count(), 0);
    assert.equal((await workbench().ledger()).length, before.length);
  });

  it('killed while Glacier has a Complete: says that it is done, and shows it locked for good', async () => {
    const { gate, quickInput, dialog, notifications } = workbench();
    await notifications.clear();
    await quickInput.runAndPick('Glacier Vault Lock: Complete Vault Lock…', 'my-vault');
    await dialog.press('Continue…');
    await quickInput
      .says(/This is for ever/)
      .first()
      .waitFor({ timeout: slow });
    await quickInput.input.fill('my-vault');
    // Enter counts only once what was typed has been checked.
    await eventually(async () => {
      if (await quickInput.widget.isVisible()) await quickInput.input.press('Enter', { timeout: 1_000 });
      await quickInput.widget.waitFor({ state: 'hidden', timeout: 1_000 });
    }, slow);
    const complete = /^POST .*\/vaults\/my-vault\/lock-policy\/./;
    gate.holdRepliesTo(complete);
    await dialog.press('Lock my-vault for Good');
    await glacierShows('Locked');
    assert.deepEqual(await lastEntries(1), ['completeIntended']);
    await killAndReopen();
    await workbench().row('my-vault, locked for good').waitFor({ timeout: slow });
    await notifications.show(
      /the lock on my-vault was being completed.*Glacier confirms it: my-vault is locked/,
    );
    await workbench().screenshot('reopened-locked-for-good');
    await eventually(async () => assert.deepEqual(await lastEntries(1), ['completeSettled locked']), slow);
    assert.equal(sent(complete), 1);
  });
});
