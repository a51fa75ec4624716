import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { composedText, composePolicy } from '../../src/policy';
import { eventually } from './support/eventually';
import { lockOf } from './support/glacierApi';
import { useWorkbench } from './support/useWorkbench';

const names = ['backups-nightly', 'camera-footage', 'lab-instruments'];

describe('a thousand vaults', () => {
  const workbench = useWorkbench({ glacier: 'empty', vaults: 1_000 });

  it('are grouped by retention, and found by name and state', async () => {
    const { quickInput, page } = workbench();
    await workbench().showView();
    await workbench()
      .row(/^(?:claims|footage)-\d+, (?:no lock|locked)/)
      .first()
      .waitFor();
    await quickInput.runAndPick('Glacier Vault Lock: Group and Sort Vaults…', 'Retention');
    // Worked out in the background once all locks are read.
    await workbench().row('3 years, 1,096 days, 249 vaults').waitFor({ timeout: 60_000 });
    await eventually(async () => {
      await page.keyboard.press('Escape');
      await quickInput.widget.waitFor({ state: 'hidden', timeout: 1_000 });
    });
    await workbench().screenshot('thousand-vaults-grouped');
    await quickInput.run('Glacier Vault Lock: Filter Vaults…');
    await quickInput.says('Filter Vaults').waitFor();
    await quickInput.input.fill('ledger');
    await quickInput.rows('In progress').getByRole('checkbox').click();
    await page
      .locator('.tree-explorer-viewlet-tree-view .message', { hasText: '16 of 1,000 vaults' })
      .waitFor();
    await quickInput.widget.getByRole('button', { name: 'OK' }).click();
    await quickInput.widget.waitFor({ state: 'hidden' });
    for (const theme of ['light', 'high-contrast'] as const) {
      await workbench().setTheme(theme);
      await workbench().screenshot(`thousand-vaults-filtered-${theme}`);
    }
  });
});

/** Each test goes on where the one before ended. */
describe('several vaults', () => {
  const workbench = useWorkbench({
    files: {
      'keep-all.vault-lock.json': composedText(
        composePolicy({ vaultArn: '${vaultArn}', retentionDays: 2557, keepVault: true }),
      ),
    },
  });

  const vault = (name: string): Locator => workbench().row(new RegExp(`^${name}, `));

  const stateOf = async (name: string): Promise<string> =>
    (await lockOf(String(workbench().glacierUrl), name)).state;

  async function selectThree(): Promise<void> {
    const [first = '', ...others] = names;
    await eventually(async () => {
      await vault(first).click();
      for (const name of others) await vault(name).click({ modifiers: ['Control'] });
      for (const name of names) assert.equal(await vault(name).getAttribute('aria-selected'), 'true', name);
    });
  }

  it('are grouped by their locks, and filtered while a name is typed', async () => {
    const { quickInput, page } = workbench();
    await workbench().showView();
    await vault('my-vault').waitFor();
    await quickInput.runAndPick('Glacier Vault Lock: Group and Sort Vaults…', /^\s*Lock\s*$/);
    await workbench().row('No lock, 10 vaults').waitFor();
    await eventually(async () => {
      await page.keyboard.press('Escape');
      await quickInput.widget.waitFor({ state: 'hidden', timeout: 1_000 });
    });
    await quickInput.run('Glacier Vault Lock: Filter Vaults…');
    await quickInput.says('Filter Vaults').waitFor();
    await quickInput.input.fill('data');
    await workbench().row('No lock, 1 vault').waitFor();
    await vault('my-vault').waitFor({ state: 'detached' });
    await workbench().screenshot('vaults-grouped-and-filtered');
    await eventually(async () => {
      await quickInput.input.press('Enter');
      await quickInput.widget.waitFor({ state: 'hidden', timeout: 1_000 });
    });
    await page
      .locator('.tree-explorer-viewlet-tree-view .message', { hasText: '1 of 13 vaults: "data"' })
      .waitFor();
    await page.getByRole('button', { name: 'Clear Filter' }).click();
    await workbench().row('No lock, 10 vaults').waitFor();
  });

  it('get one policy after a summary, and a page says what became of each', async () => {
    const { quickInput, dialog, notifications, page } = workbench();
    await selectThree();
    const title = 'Initiate Vault Lock on Several Vaults…';
    await workbench().chooseFromMenu(vault('camera-footage'), title);
    await quickInput.says(/Initiate Locks on 3 vaults/).waitFor();
    await quickInput.pick('keep-all.vault-lock.json');
    await dialog.box.filter({ hasText: 'Initiate a vault lock on 3 vaults?' }).waitFor();
    await workbench().screenshot('several-vaults-question');
    await dialog.press('Show Details');
    await workbench()
      .webview()
      .getByRole('heading', { name: /3 vaults get a lock/ })
      .waitFor();
    await workbench().screenshot('several-vaults-summary');
    for (const name of names) assert.equal(await stateOf(name), 'none', name);
    await notifications.press(/Nothing has been sent yet/, 'Go On…');
    await dialog.press('Initiate 3 Locks');
    await workbench().webview().getByRole('heading', { name: 'Done: 3' }).waitFor();
    for (const name of names)
      await workbench()
        .row(new RegExp(`^${name}, lock in progress`))
        .waitFor();
    await workbench().screenshot('several-vaults-results');
    await workbench().setTheme('light');
    await page.setViewportSize({ width: 760, height: 700 });
    await workbench().webview().getByRole('heading', { name: 'Done: 3' }).waitFor();
    await workbench().screenshot('several-vaults-results-light-narrow');
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.keyboard.press('Escape');
  });

  it('are never completed together, and are aborted together after one question', async () => {
    const { quickInput, dialog, page } = workbench();
    await selectThree();
    await vault('camera-footage').click({ button: 'right' });
    const menu = page.locator('.monaco-menu').getByRole('menuitem');
    await menu.filter({ hasText: 'Abort Vault Lock on Several Vaults…' }).waitFor();
    assert.equal(await menu.filter({ hasText: 'Complete' }).count(), 0);
    await page.keyboard.press('Escape');
    await menu.first().waitFor({ state: 'detached' });
    await quickInput.run('Glacier Vault Lock: Abort Vault Lock on Several Vaults…');
    await dialog.box.filter({ hasText: 'Abort the vault lock on 3 vaults?' }).waitFor();
    await dialog.press('Abort 3 Locks');
    await workbench().row('No lock, 10 vaults').waitFor();
    for (const name of names) assert.equal(await stateOf(name), 'none', name);
  });
});
