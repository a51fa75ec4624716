import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { eventually } from './support/eventually';
import { callGlacier, lockOf } from './support/glacierApi';
import { useWorkbench } from './support/useWorkbench';

/** Each test goes on where the one before ended. */
describe('what speaks against completing', () => {
  const workbench = useWorkbench();
  const stateAtGlacier = async (): Promise<string> =>
    (await lockOf(workbench().glacierUrl ?? '', 'my-vault')).state;

  it('is told at once, with the steps that help and none to go on anyway', async () => {
    const { page, quickInput, dialog } = workbench();
    await workbench().showView();
    await workbench().row('my-vault, no lock').waitFor();
    await quickInput.open('seven-years.vault-lock.json');
    await quickInput.runAndPick('Glacier Vault Lock: Initiate Vault Lock…', 'my-vault');
    await dialog.press('Initiate Lock');
    await workbench()
      .row(/^my-vault, lock in progress, 23 hours/)
      .waitFor();
    // It makes no difference whether these changes are saved.
    await workbench().goTo(1, 1);
    await page.keyboard.type('x');
    await quickInput.open('seven-years.vault-lock.test.json');
    await workbench().goTo(1, 1);
    await page.keyboard.type('x');
    await quickInput.runAndPick('Glacier Vault Lock: Complete Vault Lock…', 'my-vault');
    const text = await dialog.text();
    assert.match(text, /The lock on my-vault was not completed/);
    assert.match(
      text,
      /seven-years\.vault-lock\.json, where the policy of this vault is kept, cannot be read/,
    );
    assert.match(text, /The tests in seven-years\.vault-lock\.test\.json cannot be run/);
    const buttons = await dialog.box.getByRole('button').allInnerTexts();
    assert.deepEqual(buttons.filter((label) => label.trim() !== '').sort(), [
      'Cancel',
      'Choose Policy File…',
      'Open File',
      'Open Tests',
    ]);
    await workbench().screenshot('not-completed');
    await dialog.press('Open File');
    await page.getByRole('tab', { name: /^seven-years\.vault-lock\.json/, selected: true }).waitFor();
    assert.equal(await stateAtGlacier(), 'InProgress');
  });

  it('is gone when it is put right, and what passed is told', async () => {
    const { page, quickInput, dialog } = workbench();
    for (const file of ['seven-years.vault-lock.json', 'seven-years.vault-lock.test.json']) {
      await quickInput.open(file);
      await workbench().goTo(1, 1);
      await page.keyboard.press('Delete');
    }
    await eventually(async () => {
      await quickInput.runAndPick('Glacier Vault Lock: Complete Vault Lock…', 'my-vault');
      const text = await dialog.text();
      if (!text.includes('Complete the vault lock')) await dialog.press('Cancel');
      assert.match(text, /4 policy tests passed on exactly this policy/);
      assert.match(text, /seven-years\.vault-lock\.json in this workspace means the same/);
      assert.match(text, /Nobody, root included, can delete an archive before day 2,557/);
    }, 60_000);
    await workbench().screenshot('complete-tested');
    await dialog.press('Cancel');
    assert.equal(await stateAtGlacier(), 'InProgress');
  });

  /** Answers all questions, up to where one press would lock for good. */
  async function upToLastQuestion(): Promise<void> {
    const { quickInput, dialog } = workbench();
    await quickInput.runAndPick('Glacier Vault Lock: Complete Vault Lock…', 'my-vault');
    await dialog.press('Continue…');
    await eventually(async () => {
      await quickInput.input.fill('my-vault', { timeout: 3_000 });
      await quickInput.input.press('Enter', { timeout: 3_000 });
      await quickInput.widget.waitFor({ state: 'hidden', timeout: 3_000 });
    }, 30_000);
    assert.match(await dialog.text(), /Lock my-vault for good\?/);
  }

  it('counts up to the last moment: a file that changes under the last question stops it', async () => {
    const { dialog, notifications } = workbench();
    const file = workbench().file('seven-years.vault-lock.json');
    const before = await readFile(file, 'utf8');
    await upToLastQuestion();
    await writeFile(file, before.replace('2557', '2558'));
    await dialog.press('Lock my-vault for Good');
    await notifications.show(/The lock on my-vault was not completed.*seven-years\.vault-lock\.json/);
    assert.equal(await stateAtGlacier(), 'InProgress');
    await writeFile(file, before);
  });

  it('counts up to the last moment: another lock under the last question is not completed', async () => {
    const { dialog, notifications } = workbench();
    const url = workbench().glacierUrl ?? '';
    const { policy, created } = await lockOf(url, 'my-vault');
    await eventually(upToLastQuestion, 60_000);
    assert.equal((await callGlacier(url, 'DELETE', 'my-vault/lock-policy')).status, 204);
    const initiated = await callGlacier(
      url,
      'POST',
      'my-vault/lock-policy',
      JSON.stringify({ Policy: policy }),
    );
    assert.equal(initiated.status, 201);
    await dialog.press('Lock my-vault for Good');
    await notifications.show(/The lock on my-vault was not completed.*is not on this computer/);
    const now = await lockOf(url, 'my-vault');
    assert.equal(now.state, 'InProgress');
    assert.notEqual(now.created, created);
  });
});

describe('completing that the user has switched off', () => {
  const workbench = useWorkbench({
    settings: { 'glacierVaultLock.allowComplete': false },
    files: { '.vscode/settings.json': '{ "glacierVaultLock.allowComplete": true }' },
  });

  it('is not offered, whatever the workspace says, and that is said in the tree', async () => {
    const { page, quickInput, dialog } = workbench();
    await workbench().showView();
    await workbench().row('my-vault, no lock').waitFor();
    await page.getByText('completing is switched off').waitFor();
    await quickInput.open('seven-years.vault-lock.json');
    await quickInput.runAndPick('Glacier Vault Lock: Initiate Vault Lock…', 'my-vault');
    await dialog.press('Initiate Lock');
    const row = workbench().row(/^my-vault, lock in progress, 23 hours/);
    await row.click();
    // The buttons are there while the pointer is; a row that is drawn again meanwhile loses it.
    await eventually(async () => {
      await workbench().statusItem('glacierVaultLock.countdown').hover();
      await row.hover();
      await row.getByRole('button', { name: 'Abort Vault Lock' }).waitFor({ timeout: 3_000 });
    }, 30_000);
    assert.equal(await row.getByRole('button', { name: /Complete/ }).count(), 0);
    await page.locator('.codelens-decoration a', { hasText: 'Lock in progress on my-vault' }).waitFor();
    assert.equal(await page.locator('.codelens-decoration a', { hasText: 'Complete' }).count(), 0);
    await workbench().screenshot('completing-switched-off');
  });
});
