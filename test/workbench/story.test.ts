import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { eventually } from './support/eventually';
import { useWorkbench } from './support/useWorkbench';

/** The policy of the InitiateVaultLock pages of AWS's documentation, to the letter. */
const documented =
  '{"Version":"2012-10-17","Statement":[{"Sid":"Define-vault-lock","Effect":"Deny","Principal":{"AWS":"arn:aws:iam::999999999999:root"},"Action":"glacier:DeleteArchive","Resource":"arn:aws:glacier:us-west-2:999999999999:vaults/examplevault","Condition":{"NumericLessThanEquals":{"glacier:ArchiveAgeinDays":"365"}}}]}';

const file = 'copied-from-aws.vault-lock.json';

/** One person's way from AWS's example to a locked vault. Each test goes on where the one before ended. */
describe('from a copied policy to a locked vault', () => {
  const workbench = useWorkbench();

  /** Applies the quick fix with this title where the cursor is. */
  async function quickFix(title: string, result: string, picture?: string): Promise<void> {
    const { page, codeActions } = workbench();
    const entry = await codeActions.open(title);
    if (picture !== undefined) await workbench().screenshot(picture);
    await entry.click();
    await page.locator('.view-line', { hasText: result }).waitFor();
  }

  /** Saves the file and waits until its text on disk is as expected. */
  async function saved(text: RegExp): Promise<void> {
    await workbench().page.keyboard.press('Control+s');
    await eventually(async () => {
      assert.match(await readFile(workbench().file(file), 'utf8'), text);
    });
  }

  async function says(item: Locator, text: RegExp): Promise<void> {
    await item.filter({ hasText: text }).waitFor();
  }

  it("starts from AWS's own example", async () => {
    assert.equal(JSON.stringify(JSON.parse(await readFile(workbench().file(file), 'utf8'))), documented);
  });

  it('shows the vaults in their three states', async () => {
    await workbench().showView();
    await workbench().row('my-vault, no lock').waitFor();
    await workbench()
      .row(/^audit-logs-2024, lock in progress, \d+ hours .*left/)
      .waitFor();
    await workbench().row('finance-records, locked for good').waitFor();
    await workbench().screenshot('tree');
  });

  it('marks a mistake while it is typed, and repairs it', async () => {
    const { page } = workbench();
    await workbench().quickInput.open(file);
    assert.equal(await workbench().squiggles('error').count(), 0);
    await workbench().goTo(13, 12);
    await page.keyboard.press('Control+d');
    await page.keyboard.type('DateLessThan');
    await workbench().squiggles('error').first().waitFor();
    await quickFix('Use NumericLessThan', '"NumericLessThan"', 'overview');
    await workbench().squiggles('error').first().waitFor({ state: 'detached' });
    await saved(/"NumericLessThan": \{\s*"glacier:ArchiveAgeinDays": "365"/);
  });

  it('sees before anything is sent that the policy is about another vault', async () => {
    await workbench().quickInput.runAndPick('Glacier Vault Lock: Initiate Vault Lock…', 'my-vault');
    const text = await workbench().dialog.text();
    assert.match(text, /Initiate the vault lock on my-vault\?/);
    assert.match(text, /Account 111122223333 · us-west-2 · Local Glacier/);
    assert.match(text, /does not cover the vault/);
    await workbench().dialog.press('Show Problems');
    await workbench().squiggles('error').first().waitFor();
    await workbench().row('my-vault, no lock').waitFor();
  });

  it("takes the vault's own ARN with one click", async () => {
    await workbench().goTo(11, 30);
    await quickFix("Use this vault's ARN", '111122223333:vaults/my-vault', 'wrong-vault');
    await workbench().squiggles('error').first().waitFor({ state: 'detached' });
    await saved(/"arn:aws:glacier:us-west-2:111122223333:vaults\/my-vault"/);
  });

  it("takes the vault's own account for the principal, too", async () => {
    await workbench().goTo(8, 35);
    await quickFix("Use this vault's account", '"arn:aws:iam::111122223333:root"');
    await saved(/"AWS": "arn:aws:iam::111122223333:root"/);
  });

  it('initiates the lock from the code lens, after a confirmation that names the place', async () => {
    const { page } = workbench();
    await page.locator('.codelens-decoration a', { hasText: 'Initiate vault lock on my-vault' }).click();
    const text = await workbench().dialog.text();
    assert.match(text, /my-vault/);
    assert.match(text, /Account 111122223333 · us-west-2/);
    assert.match(text, /nothing becomes permanent/);
    assert.match(text, /Denies DeleteArchive to .* younger than 365 days/);
    await workbench().screenshot('confirmation');
    await workbench().dialog.press('Initiate Lock');
    await workbench()
      .row(/^my-vault, lock in progress, 23 hours/)
      .waitFor();
  });

  it('keeps the lock ID over a reload of the window', async () => {
    await workbench().reload();
    await workbench().showView();
    const row = workbench().row(/^my-vault, lock in progress/);
    await row.waitFor();
    await row.click();
    await workbench().row('Lock ID: kept on this machine').waitFor();
    await workbench().screenshot('in-progress');
  });

  it("counts down on Glacier's clock, louder as the end comes near", async () => {
    const item = workbench().statusItem('glacierVaultLock.countdown');
    await says(item, /audit-logs-2024: 6 h/);
    await workbench().quickInput.runAndPick('Glacier Vault Lock: Abort Vault Lock', 'audit-logs-2024');
    await workbench().row('audit-logs-2024, no lock').waitFor();
    await says(item, /my-vault: 23 h/);
    await workbench().quickInput.runAndPick(
      "Glacier Vault Lock: Move the Local Glacier's Clock…",
      '20 hours and 30 minutes',
    );
    await says(item, /my-vault: 3 h 2\d min/);
    await workbench().page.locator('.statusbar-item.warning-kind', { hasText: 'my-vault' }).waitFor();
    await item.hover();
    await workbench().page.getByText('Vault locks in progress').waitFor();
    await workbench().screenshot('countdown');
    await workbench().quickInput.runAndPick(
      "Glacier Vault Lock: Move the Local Glacier's Clock…",
      'Another time span',
    );
    await workbench().quickInput.enter('150 min');
    await says(item, /my-vault: 5\d:\d\d/);
    await workbench().page.locator('.statusbar-item.error-kind', { hasText: 'my-vault' }).waitFor();
  });

  it("completes only after the vault's name was typed, and shows as locked what was read back", async () => {
    const { page, quickInput, dialog } = workbench();
    await quickInput.runAndPick('Glacier Vault Lock: Complete Vault Lock…', 'my-vault');
    const text = await dialog.text();
    await workbench().screenshot('complete');
    assert.match(text, /Complete the vault lock on my-vault\?/);
    assert.match(text, /Account 111122223333 · us-west-2 · Local Glacier/);
    assert.match(text, /permanent/);
    assert.match(text, /root user/);
    assert.match(text, /cannot delete an archive before day 365/);
    assert.match(text, /Not covered: other accounts/);
    assert.match(text, /emptied only by deleting every archive/);
    assert.match(text, /Initiated from this computer with this policy/);
    assert.match(text, /No policy tests in this workspace are about it/);
    assert.match(text, /You have \d+ min left/);
    await dialog.press('Continue…');
    await quickInput.input.fill('my-vaul');
    await quickInput.input.press('Enter');
    await quickInput.says(/Type exactly my-vault/).waitFor();
    await workbench().screenshot('type-the-name');
    await workbench()
      .row(/^my-vault, lock in progress/)
      .waitFor();
    await page.keyboard.type('t');
    await quickInput.input.press('Enter');
    const last = await dialog.text();
    assert.match(last, /Lock my-vault for good\?/);
    assert.match(last, /Account 111122223333 · us-west-2 · Local Glacier/);
    assert.match(last, /can never be undone/);
    await workbench().screenshot('lock-for-good');
    // Whoever presses Enter once more out of habit is led back, and has locked nothing.
    await page.keyboard.press('Enter');
    await eventually(async () => assert.match(await dialog.text(), /Complete the vault lock on my-vault\?/));
    await workbench()
      .row(/^my-vault, lock in progress/)
      .waitFor();
    await dialog.press('Continue…');
    await quickInput.says(/Type my-vault to go on/).waitFor();
    await quickInput.enter('my-vault');
    await dialog.press('Lock my-vault for Good');
    await workbench().row('my-vault, locked for good').waitFor();
    await workbench().statusItem('glacierVaultLock.countdown').waitFor({ state: 'detached' });
    await workbench().screenshot('locked');
    const answer = await fetch(`${workbench().glacierUrl ?? ''}/-/vaults/my-vault/lock-policy`, {
      headers: {
        'x-amz-glacier-version': '2012-06-01',
        Authorization:
          'AWS4-HMAC-SHA256 Credential=other/20260101/us-west-2/glacier/aws4_request, SignedHeaders=host, Signature=0',
      },
    });
    const { State, Policy } = (await answer.json()) as { State: string; Policy: string };
    assert.equal(State, 'Locked');
    assert.equal(Policy, await readFile(workbench().file(file), 'utf8'));
  });

  it('offers nothing any more that is not possible', async () => {
    const { quickInput, page } = workbench();
    await page.keyboard.press('F1');
    // The list draws only the rows in sight, so each command is asked for by name, after one that is there.
    for (const gone of ['Abort Vault Lock', 'Complete Vault Lock', 'Restart the 24 Hours', 'Copy Lock ID']) {
      await quickInput.input.fill('>Glacier Vault Lock: Open Policy in Force');
      await quickInput.rows('Open Policy in Force').first().waitFor();
      await quickInput.input.fill(`>Glacier Vault Lock: ${gone}`);
      await quickInput.rows('Open Policy in Force').first().waitFor({ state: 'hidden' });
      assert.equal(await quickInput.rows(gone).count(), 0, gone);
    }
    await page.keyboard.press('Escape');
  });
});

describe('a lock that nobody completes', () => {
  const workbench = useWorkbench({ theme: 'light' });

  it('is aborted with one click in the tree, also when the tree is opened long after its vaults were read', async () => {
    await workbench().statusItem('glacierVaultLock.countdown').waitFor();
    await workbench().showView();
    const row = workbench().row(/^audit-logs-2024, lock in progress/);
    await row.hover();
    await row.getByRole('button', { name: 'Abort Vault Lock' }).click();
    await workbench().row('audit-logs-2024, no lock').waitFor();
    await workbench().screenshot('light-aborted');
  });

  it('is gone when its 24 hours are over, without a click', async () => {
    await workbench().quickInput.open('seven-years.vault-lock.json');
    await workbench().quickInput.runAndPick('Glacier Vault Lock: Initiate Vault Lock…', 'my-vault');
    await workbench().dialog.press('Initiate Lock');
    await workbench()
      .row(/^my-vault, lock in progress/)
      .waitFor();
    await workbench().screenshot('light-in-progress');
    await workbench().quickInput.runAndPick(
      "Glacier Vault Lock: Move the Local Glacier's Clock…",
      'Another time span',
    );
    await workbench().quickInput.enter('86394 s');
    await workbench()
      .statusItem('glacierVaultLock.countdown')
      .filter({ hasText: /my-vault: 0:0/ })
      .waitFor();
    await workbench().row('my-vault, no lock').waitFor();
    await workbench().statusItem('glacierVaultLock.countdown').waitFor({ state: 'detached' });
  });
});

describe('a window without a Glacier', () => {
  const workbench = useWorkbench({ glacier: 'none', theme: 'high-contrast' });

  it('offers the local Glacier, and shows its vaults after one click', async () => {
    await workbench().showView();
    await workbench().screenshot('welcome');
    await workbench().page.getByRole('button', { name: 'Use the Local Glacier' }).click();
    await workbench().row('examplevault, no lock').waitFor();
    await workbench().row('finance-records, locked for good').waitFor();
    await workbench().screenshot('high-contrast-tree');
  });

  it('finds it again after a reload', async () => {
    await workbench().reload();
    await workbench().showView();
    await workbench().row('examplevault, no lock').waitFor();
  });
});

describe('a workspace that is not trusted', () => {
  const workbench = useWorkbench({ trust: 'ask' });

  it('gets diagnostics, and nothing talks to Glacier', async () => {
    const { page } = workbench();
    await workbench().quickInput.open('broken.vault-lock.json');
    await workbench().squiggles('error').first().waitFor();
    await workbench().showView();
    await page.getByText('In Restricted Mode policies are checked while you type').waitFor();
    assert.equal(await page.locator('.codelens-decoration a', { hasText: 'Initiate' }).count(), 0);
    await workbench().screenshot('restricted');
  });
});
