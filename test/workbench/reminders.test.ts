import assert from 'node:assert/strict';
import { advancePracticeClock } from '../../src/glacier/practiceClock';
import { lockOf } from './support/glacierApi';
import { useWorkbench } from './support/useWorkbench';

/** Each test goes on where the one before ended. */
describe('reminders of a lock that is not completed', () => {
  const workbench = useWorkbench({
    settings: { 'glacierVaultLock.reminders': ['4 hours', '1 hour', 'soon'] },
  });

  async function passTime(span: string): Promise<void> {
    const { quickInput } = workbench();
    await quickInput.runAndPick("Glacier Vault Lock: Move the Local Glacier's Clock…", 'Another time span…');
    await quickInput.says('For example: 90 days, 36 h, 15 min').waitFor();
    await quickInput.enter(span);
    // It is judged before it is taken; another box would take its place meanwhile.
    await quickInput.widget.waitFor({ state: 'hidden' });
  }

  it('come at the times that were set, and can be put off', async () => {
    const { quickInput, notifications } = workbench();
    await workbench().showView();
    await workbench().row('my-vault, no lock').waitFor();
    await quickInput.open('seven-years.vault-lock.json');
    await quickInput.runAndPick('Glacier Vault Lock: Initiate Vault Lock…', 'my-vault');
    await workbench().dialog.press('Initiate Lock');
    await workbench()
      .row(/^my-vault, lock in progress, 23 hours/)
      .waitFor();
    await notifications.show(/glacierVaultLock\.reminders holds what is no time.*"soon"/);
    await notifications.clear();

    await passTime('20.5 h');
    const message = /vault lock on my-vault is not completed and expires in 3 h.*111122223333 · us-west-2/;
    await notifications.show(message);
    // A lock that was initiated elsewhere, and whose time was over before.
    await notifications.show(/24 hours of the vault lock on audit-logs-2024 are over/);
    await workbench().screenshot('reminder-before-expiry');
    await notifications.press(message, 'Snooze…');
    await quickInput.says('Remind Me Again of the Lock on my-vault').waitFor();
    await workbench().screenshot('reminder-snooze');
    await quickInput.pick('1 hour');
    await notifications.clear();

    await passTime('70 min');
    await notifications.show(/my-vault is not completed and expires in 2 h/);
    await notifications.clear();
  });

  it('lead to Complete, with all that it asks', async () => {
    const { page, notifications, dialog } = workbench();
    await passTime('90 min');
    const message = /my-vault is not completed and expires in \d+ min/;
    await notifications.show(message);
    await workbench().screenshot('reminder-in-the-last-hour');
    await notifications.press(message, 'Complete…');
    assert.match(await dialog.text(), /Complete the vault lock on my-vault\?/);
    await page.keyboard.press('Escape');
    await dialog.box.waitFor({ state: 'hidden' });
    assert.equal((await lockOf(workbench().glacierUrl ?? '', 'my-vault')).state, 'InProgress');
    await notifications.clear();
  });

  it('end with the news that the lock was not completed, which offers to initiate it again', async () => {
    const { notifications, dialog } = workbench();
    await passTime('1 day');
    const message = /24 hours of the vault lock on my-vault are over/;
    await notifications.show(message);
    await workbench().screenshot('lock-expired');
    await notifications.press(message, 'Initiate Again…');
    await dialog.press('Initiate Lock');
    await workbench()
      .row(/^my-vault, lock in progress, 23 hours/)
      .waitFor();
    const { state, policy } = await lockOf(workbench().glacierUrl ?? '', 'my-vault');
    assert.equal(state, 'InProgress');
    assert.match(policy, /DeleteArchive/);
  });

  it('do not act on the lock that came after the one they were about', async () => {
    const { quickInput, notifications, dialog } = workbench();
    const created = async (): Promise<string> =>
      (await lockOf(workbench().glacierUrl ?? '', 'my-vault')).created;
    await passTime('21 h');
    const message = /vault lock on my-vault is not completed and expires in 2 h/;
    await notifications.show(message);
    const former = await created();
    await quickInput.runAndPick('Glacier Vault Lock: Restart the 24 Hours', 'my-vault');
    await dialog.press('Restart the 24 Hours');
    await workbench()
      .row(/^my-vault, lock in progress, 23 hours/)
      .waitFor();
    const now = await created();
    assert.notEqual(now, former);
    await notifications.press(message, 'Abort');
    await notifications.show(/about a former lock on my-vault.*another one now/);
    assert.equal(await created(), now);
  });

  it('say so after a start, too, when no window saw the lock expire', async () => {
    const { page, notifications } = workbench();
    await page.goto('about:blank');
    await advancePracticeClock(workbench().glacierUrl ?? '', 25 * 3_600);
    await page.goBack();
    await page.locator('.monaco-workbench').waitFor();
    await notifications.show(/24 hours of the vault lock on my-vault are over/);
    await workbench().row('my-vault, no lock').waitFor();
  });
});
