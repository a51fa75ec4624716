import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { eventually } from './support/eventually';
import { useWorkbench } from './support/useWorkbench';

describe('writing a policy', () => {
  const workbench = useWorkbench();
  const suggestions = (): Locator => workbench().page.locator('.suggest-widget.visible');

  it('begins with the answers to a few questions, and one can go back', async () => {
    const { quickInput, page } = workbench();
    await workbench().showView();
    await workbench().row('examplevault, no lock').waitFor();
    await quickInput.run('Glacier Vault Lock: New Vault Lock Policy…');
    await quickInput.says('New Vault Lock Policy (1/4)').waitFor();
    await quickInput.rows('examplevault').waitFor();
    await workbench().screenshot('new-policy-vault');
    await quickInput.pick('examplevault');
    await quickInput.says('New Vault Lock Policy (2/4)').waitFor();
    await workbench().screenshot('new-policy-retention');
    await quickInput.pick('Another time…');
    await quickInput.enter('0');
    await quickInput.says('A whole number from 1 to 36,500').waitFor();
    await quickInput.input.fill('365');
    await quickInput.says('365 days are a year without leap days').waitFor();
    await quickInput.widget.getByRole('button', { name: 'Back' }).click();
    await quickInput.pick('7 years');
    await quickInput.says('New Vault Lock Policy (3/4)').waitFor();
    await quickInput.pick('Legal hold by the tag LegalHold');
    await quickInput.pick('Whoever signs in with MFA');
    await quickInput.says('New Vault Lock Policy (4/4)').waitFor();
    await quickInput.pick('Keep it');
    await page.getByRole('tab', { name: 'examplevault.vault-lock.json' }).waitFor();
    await page.getByText('1,460 of 20,480 bytes').waitFor();
    await workbench().screenshot('new-policy');
    for (const severity of ['error', 'warning', 'info'] as const)
      assert.equal(await workbench().squiggles(severity).count(), 0, severity);
  });

  for (const theme of ['dark', 'light'] as const)
    it(`goes on with what can be written at the cursor (${theme})`, async () => {
      const { page, quickInput } = workbench();
      await workbench().setTheme(theme);
      await quickInput.open('seven-years.vault-lock.json');
      await eventually(async () => {
        await workbench().goTo(8, 26);
        await page.keyboard.press('Control+Space');
        await suggestions().getByText('glacier:DeleteVault', { exact: true }).waitFor({ timeout: 2_000 });
      });
      await workbench().screenshot(`completion-${theme}`);
      await page.keyboard.press('Escape');
    });
});
