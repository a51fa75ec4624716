import { useWorkbench } from './support/useWorkbench';

describe('two windows of one person', () => {
  const first = useWorkbench();

  it('both hold the lock ID of a lock that was initiated in one of them', async () => {
    const second = await first().openAnother();
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
});
