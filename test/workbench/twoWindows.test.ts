import assert from 'node:assert/strict';
import { advancePracticeClock } from '../../src/glacier/practiceClock';
import { eventually } from './support/eventually';
import { useWorkbench } from './support/useWorkbench';
import type { Workbench } from './support/workbench';

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
