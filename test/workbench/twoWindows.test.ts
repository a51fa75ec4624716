import assert from 'node:assert/strict';
import { advancePracticeClock } from '../../src/glacier/practiceClock';
import { eventually } from './support/eventually';
import { lockOf } from './support/glacierApi';
import { useWorkbench } from './support/useWorkbench';
import type { Workbench } from './support/workbench';

const slow = 60_000;

describe('two windows of one person', () => {
  const first = useWorkbench({
    settings: { 'glacierVaultLock.reminders': ['4 hours', '2 hours', '1 hour'] },
  });
  let second: Workbench;

  it('both hold the lock ID of a lock that was initiated in one of them', async () => {
    second = await first().openAnother();
    for (const window of [first(), second]) {
      await window.showView();
      await window.row('my-vault, no lock').waitFor();
    }
    await first().quickInput.open('seven-years.vault-lock.json');
    await first().quickInput.runAndPick('Glacier Vault Lock: Initiate Vault Lock…', 'my-vault');
    await first().dialog.press('Initiate Lock');
    await first()
      .row(/^my-vault, lock in progress, 23 hours/)
      .waitFor();
    const row = second.row(/^my-vault, lock in progress, 23 hours/);
    await row.waitFor();
    // The pointer rests on the view's icon, and the hover there covers the row.
    await second.page.mouse.move(800, 600);
    await row.click();
    await second.row('Lock ID: kept on this machine').waitFor();
  });

  it('initiate one lock when both initiate at the same time, and the other one says why it did not', async () => {
    const windows = [first(), second];
    await first().quickInput.runAndPick('Glacier Vault Lock: Abort Vault Lock', 'my-vault');
    for (const window of windows) await window.row('my-vault, no lock').waitFor({ timeout: slow });
    const received = async () =>
      (await first().ledger()).filter(({ type }) => type === 'lockIdReceived').length;
    const before = await received();
    await second.quickInput.open('seven-years.vault-lock.json');
    for (const window of windows) {
      await window.quickInput.runAndPick('Glacier Vault Lock: Initiate Vault Lock…', 'my-vault');
      await window.dialog.box.waitFor();
    }
    await Promise.all(windows.map((window) => window.dialog.press('Initiate Lock')));
    for (const window of windows) {
      await window.row(/^my-vault, lock in progress, 23 hours(?!.*lock ID)/).waitFor({ timeout: slow });
    }
    assert.equal((await lockOf(first().glacierUrl ?? '', 'my-vault')).state, 'InProgress');
    assert.equal(await received(), before + 1);
    const said = /Another window works on the lock of "my-vault"|A lock is in progress on "my-vault" already/;
    await eventually(async () => {
      const told = await Promise.all(
        windows.map(async (window) => (await window.notifications.all()).filter((text) => said.test(text))),
      );
      assert.equal(told.flat().length, 1);
    }, slow);
  });

  it('are reminded in one of them only', async () => {
    const windows = [first(), second];
    /** All reminders that either window has shown, each with its window. */
    const seen = new Set<string>();
    const look = async (): Promise<void> => {
      for (const [at, { page, quickInput }] of windows.entries()) {
        await quickInput.run('Notifications: Show Notifications');
        const list = page.locator('.notifications-center.visible');
        await list.waitFor();
        for (const text of await list.locator('.notification-list-item-message').allInnerTexts()) {
          if (text.includes('my-vault is not completed and expires in')) seen.add(`${String(at)}: ${text}`);
        }
      }
    };
    let times = 0;
    for (const [hours, left] of [
      [20.5, /^my-vault, lock in progress, 3 hours/],
      [2, /^my-vault, lock in progress, 1 hour/],
      [1, /^my-vault, lock in progress, \d+ minutes/],
    ] as const) {
      await advancePracticeClock(first().glacierUrl ?? '', hours * 3_600);
      for (const window of windows) {
        await window.quickInput.run('Glacier Vault Lock: Refresh Vaults');
        await window.row(left).waitFor();
      }
      times += 1;
      // A second one of the time before would have come by now.
      await eventually(async () => {
        await look();
        assert.equal(seen.size, times, [...seen].join('\n'));
      }, 30_000);
    }
  });
});
