import assert from 'node:assert/strict';
import { eventually } from './support/eventually';
import { useWorkbench } from './support/useWorkbench';

describe('explanations', () => {
  const workbench = useWorkbench();
  const hover = () => workbench().page.locator('.monaco-hover:visible').first();

  /** Opens the hover of the word at a place of the active editor, and waits until it says this: it comes in parts. */
  const hoverAt = async (line: number, column: number, said: RegExp): Promise<void> => {
    await workbench().goTo(line, column);
    await workbench().quickInput.run('Show or Focus Hover');
    await eventually(async () => assert.match(await hover().innerText({ timeout: 1_000 }), said));
  };

  before(async () => {
    await workbench().showView();
    await workbench()
      .row(/^examplevault, no lock/)
      .waitFor();
    await workbench().quickInput.open('legal-hold.vault-lock.json');
  });

  for (const theme of ['light', 'high-contrast', 'dark'] as const)
    it(`say in ${theme} what a number of days is, beside it and on it`, async () => {
      await workbench().setTheme(theme);
      await workbench().page.getByText('≈ 1 year · deletable from day 365').first().waitFor();
      await hoverAt(12, 40, /365 days: one year without a leap day/);
      await workbench().screenshot(`explain-age-${theme}`);
      await workbench().page.keyboard.press('Escape');
      await hoverAt(9, 30, /No vault lock[\s\S]*US West \(Oregon\)[\s\S]*Show examplevault in the tree/);
      await workbench().screenshot(`explain-vault-${theme}`);
      await workbench().page.keyboard.press('Escape');
    });

  it('lead from the ARN of a vault to its row in the tree', async () => {
    await workbench().showView('Explorer');
    await hoverAt(9, 30, /Show examplevault in the tree/);
    await hover().getByText('Show examplevault in the tree').click();
    const row = workbench().row(/^examplevault, no lock/);
    await eventually(async () => assert.equal(await row.getAttribute('aria-selected'), 'true'));
  });

  it('tell beside the policy what it does', async () => {
    await workbench().page.locator('.codelens-decoration').getByText('Explain').click();
    const page = workbench()
      .page.frameLocator('iframe.webview.ready')
      .frameLocator('iframe#active-frame')
      .getByRole('heading', { name: 'When archives can be deleted' });
    await page.waitFor();
    await workbench().screenshot('explain-page');
  });
});
