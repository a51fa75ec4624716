import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { eventually } from './support/eventually';
import { callGlacier, lockOf } from './support/glacierApi';
import { useWorkbench } from './support/useWorkbench';

const place = /Account 111122223333 · us-west-2 · Local Glacier/;

/** The commands around a lock, each by the way a person reaches it. Each test goes on where the one before ended. */
describe('the commands around a lock', () => {
  const workbench = useWorkbench();
  const glacier = (): string => workbench().glacierUrl ?? '';

  /** The countdown opens the list of locks in progress; this is the row of one of them. */
  async function listed(vault: string): Promise<Locator> {
    await workbench().statusItem('glacierVaultLock.countdown').click();
    await workbench().quickInput.says('Vault Locks in Progress').waitFor();
    const row = workbench().quickInput.rows(vault).first();
    await row.waitFor();
    return row;
  }

  async function pressIn(row: Locator, button: string): Promise<void> {
    await row.hover();
    await row.getByRole('button', { name: button }).click();
  }

  async function initiate(file: string, vault: string): Promise<void> {
    await workbench().quickInput.open(file);
    await workbench().quickInput.runAndPick('Glacier Vault Lock: Initiate Vault Lock…', vault);
    await workbench().dialog.press(/^Initiate/);
    await workbench()
      .row(new RegExp(`^${vault}, lock in progress, 23 hours`))
      .waitFor();
  }

  async function run(command: string, vault: string): Promise<void> {
    await workbench().quickInput.runAndPick(`Glacier Vault Lock: ${command}`, vault);
  }

  /** Copies the lock ID of a vault and gives what the clipboard then holds. */
  async function copyLockId(vault: string): Promise<string> {
    await workbench().page.evaluate("navigator.clipboard.writeText('nothing copied')");
    await run('Copy Lock ID', vault);
    return await eventually(async () => {
      const copied: unknown = await workbench().page.evaluate('navigator.clipboard.readText()');
      assert.ok(typeof copied === 'string');
      assert.match(copied, /^\S{8,256}$/);
      return copied;
    });
  }

  it('create a vault, and refuse a bad or taken name while it is typed', async () => {
    await workbench().showView();
    await workbench().row('my-vault, no lock').waitFor();
    const { quickInput } = workbench();
    await quickInput.run('Glacier Vault Lock: Create Vault…');
    await quickInput.says(/Create a Vault in us-west-2 \(Local Glacier/).waitFor();
    await quickInput.enter('ledger 2026');
    await quickInput.says(/1 to 255 letters, digits/).waitFor();
    await quickInput.enter('my-vault');
    await quickInput.says(/There is a vault my-vault in us-west-2 already/).waitFor();
    assert.equal((await callGlacier(glacier(), 'GET', 'ledger-2026')).status, 404);
    await quickInput.enter('ledger-2026');
    await workbench().row('ledger-2026, no lock').waitFor();
    assert.equal((await callGlacier(glacier(), 'GET', 'ledger-2026')).status, 200);
  });

  it('ask for the lock ID where Complete needs one that is not held', async () => {
    const { quickInput, notifications } = workbench();
    await initiate('seven-years.vault-lock.json', 'my-vault');
    await run('Complete Vault Lock…', 'audit-logs-2024');
    await notifications.press(/audit-logs-2024 was not completed.*is not on this computer/, 'Enter Lock ID…');
    await quickInput.says('Lock ID of the Lock on audit-logs-2024').waitFor();
    assert.equal(await quickInput.input.getAttribute('type'), 'password');
    await quickInput.enter('not a lock ID');
    await quickInput.says(/1 to 256 characters/).waitFor();
    await quickInput.enter('a-lock-ID-of-another-lock');
    await workbench()
      .row(/^audit-logs-2024, lock in progress/)
      .click();
    await workbench().row('Lock ID: kept on this machine').waitFor();
  });

  it('say that a lock ID is wrong, complete nothing, and ask for another', async () => {
    const { quickInput, notifications, dialog } = workbench();
    await notifications.clear();
    await run('Complete Vault Lock…', 'audit-logs-2024');
    await dialog.press('Continue…');
    await quickInput
      .says(/This is for ever/)
      .first()
      .waitFor();
    await quickInput.enter('audit-logs-2024');
    assert.match(await dialog.text(), /not initiated from this computer/);
    await dialog.press('Lock audit-logs-2024 for Good');
    await workbench().row('Lock ID: not known here').waitFor();
    assert.equal((await lockOf(glacier(), 'audit-logs-2024')).state, 'InProgress');
    await notifications.press(
      /lock ID that was kept is not the one.*Nothing was completed/,
      'Enter Lock ID…',
    );
    await quickInput.says('Lock ID of the Lock on audit-logs-2024').waitFor();
    await workbench().page.keyboard.press('Escape');
    await quickInput.widget.waitFor({ state: 'hidden' });
  });

  it('list the locks in progress, the next to expire first, each with its buttons', async () => {
    const { page, quickInput, dialog } = workbench();
    const row = await listed('my-vault');
    const [first = '', second = '', ...others] = await quickInput.rows().allInnerTexts();
    assert.match(first, /audit-logs-2024[^]*Account 111122223333/);
    assert.match(second, /my-vault[^]*Account 111122223333/);
    assert.deepEqual(others, []);
    await pressIn(row, 'Complete…');
    assert.match(await dialog.text(), /Complete the vault lock on my-vault\?/);
    await page.keyboard.press('Escape');
    await dialog.box.waitFor({ state: 'hidden' });
    assert.equal((await lockOf(glacier(), 'my-vault')).state, 'InProgress');
    await pressIn(await listed('audit-logs-2024'), 'Abort');
    await workbench().row('audit-logs-2024, no lock').waitFor();
  });

  it('bring an aborted lock back with one click, with its policy and 24 hours of its own', async () => {
    await workbench().notifications.press(/The vault lock on audit-logs-2024 is aborted/, 'Initiate Again');
    await workbench()
      .row(/^audit-logs-2024, lock in progress, 23 hours/)
      .waitFor();
    const { state, policy } = await lockOf(glacier(), 'audit-logs-2024');
    assert.equal(state, 'InProgress');
    assert.match(policy, /keep-audit-logs-five-years/);
  });

  it('restart the 24 hours, after a confirmation that names the place', async () => {
    const { quickInput, dialog } = workbench();
    const former = await copyLockId('audit-logs-2024');
    await quickInput.runAndPick("Glacier Vault Lock: Move the Local Glacier's Clock…", '12 hours');
    await workbench()
      .row(/^audit-logs-2024, lock in progress, 11 hours/)
      .waitFor();
    await run('Restart the 24 Hours', 'audit-logs-2024');
    const text = await dialog.text();
    assert.match(text, /Restart the 24 hours of the lock on audit-logs-2024\?/);
    assert.match(text, place);
    assert.match(text, /the old lock ID is void/);
    await dialog.press('Restart the 24 Hours');
    await workbench()
      .row(/^audit-logs-2024, lock in progress, 23 hours/)
      .waitFor();
    const fresh = await copyLockId('audit-logs-2024');
    assert.notEqual(fresh, former);
    // Only Glacier can say whether it is the right one.
    const path = (lockId: string): string => `audit-logs-2024/lock-policy/${lockId}`;
    assert.equal((await callGlacier(glacier(), 'POST', path(former))).ok, false);
    assert.equal((await callGlacier(glacier(), 'POST', path(fresh))).status, 204);
    await quickInput.run('Glacier Vault Lock: Refresh Vaults');
    await workbench().row('audit-logs-2024, locked for good').waitFor();
  });

  it('open the policy in force, read-only', async () => {
    const { page } = workbench();
    await run('Open Policy in Force', 'finance-records');
    const editor = page.locator('.editor-instance', { hasText: 'keep-finance-records-seven-years' });
    await editor.waitFor();
    await page.getByRole('tab', { name: /finance-records/, selected: true }).waitFor();
    await editor.locator('.view-line').first().click();
    await page.keyboard.type('x');
    await page.getByRole('alert').filter({ hasText: 'Cannot edit in read-only editor' }).waitFor();
  });

  it('compare a file with the policy in force', async () => {
    const { page, quickInput } = workbench();
    await quickInput.open('seven-years.vault-lock.json');
    await quickInput.run('Glacier Vault Lock: Compare with Policy in Force');
    await page
      .getByRole('tab', { name: 'my-vault: in force ↔ seven-years.vault-lock.json (same meaning)' })
      .waitFor();
    await page.locator('.monaco-diff-editor').first().waitFor();
  });

  it('compare a file for the AWS CLI by the policy inside it, and another file by what differs', async () => {
    const { page, quickInput } = workbench();
    const file = 'for-the-aws-cli.vault-lock.json';
    await initiate(file, 'examplevault');
    const wrapper = JSON.parse(await readFile(workbench().file(file), 'utf8')) as { Policy: string };
    assert.equal((await lockOf(glacier(), 'examplevault')).policy, wrapper.Policy);
    await quickInput.run('Glacier Vault Lock: Compare with Policy in Force');
    await page.getByRole('tab', { name: `examplevault: in force ↔ ${file} (same meaning)` }).waitFor();
    const diff = page.locator('.monaco-diff-editor:visible');
    await diff.locator('.modified .view-line', { hasText: '"Sid": "Define-vault-lock"' }).first().waitFor();
    assert.equal(await diff.locator('.line-insert, .line-delete').count(), 0);

    await quickInput.open('legal-hold.vault-lock.json');
    await quickInput.run('Glacier Vault Lock: Compare with Policy in Force');
    await page
      .getByRole('tab', { name: /^examplevault: in force ↔ legal-hold\.vault-lock\.json(?! \(same)/ })
      .waitFor();
    await diff.locator('.line-insert').first().waitFor();
    // The page comes last, beside the texts; a command of the next test would find it in front.
    await page.getByRole('tab', { name: /What would change on examplevault/ }).waitFor();
  });

  it('replace a lock in progress, after saying what changes against the policy in force', async () => {
    const { quickInput, dialog } = workbench();
    // The comparison of the same file is among what could be opened by that name.
    await workbench().closeEditors();
    await quickInput.open('legal-hold.vault-lock.json');
    await quickInput.run('Glacier Vault Lock: Initiate Vault Lock…');
    const text = await dialog.text();
    assert.match(text, /Replace the lock in progress on examplevault\?/);
    assert.match(text, place);
    assert.match(text, /a new lock ID and new 24 hours/);
    assert.match(text, /What changes at once:[^]*DeleteArchive[^]*denied/);
    await workbench().screenshot('replace-a-lock-in-progress');
    await dialog.press('Abort and Initiate');
    await eventually(async () => {
      const { state, policy } = await lockOf(glacier(), 'examplevault');
      assert.equal(state, 'InProgress');
      assert.match(policy, /keep-everything-while-under-legal-hold/);
    });
    await workbench()
      .row(/^examplevault, lock in progress, 23 hours/)
      .waitFor();
  });
});
