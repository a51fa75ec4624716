import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { eventually } from './support/eventually';
import { useWorkbench } from './support/useWorkbench';

describe('the light bulb', () => {
  const workbench = useWorkbench();

  /** Puts the cursor into the first of two values of which any one will do. */
  async function goToValue(): Promise<void> {
    const text = await readFile(workbench().file('legal-hold.vault-lock.json'), 'utf8');
    const before = text.slice(0, text.indexOf('"true"') + 2).split('\n');
    await workbench().goTo(before.length, (before.at(-1)?.length ?? 0) + 1);
  }

  before(async () => {
    await workbench().quickInput.open('legal-hold.vault-lock.json');
    await workbench().page.locator('.editor-instance .view-line').first().waitFor();
  });

  for (const theme of ['dark', 'light'] as const) {
    it(`offers refactorings at the cursor and for the policy (${theme})`, async () => {
      await workbench().setTheme(theme);
      await goToValue();
      const { codeActions } = workbench();
      await codeActions.open('Split off "true" into a statement of its own');
      await codeActions.entry('Wrap for the CLI').waitFor();
      await codeActions.entry('Minify the policy (saves').waitFor();
      await workbench().screenshot(`refactorings-${theme}`);
      await workbench().page.keyboard.press('Escape');
      await codeActions.menu.waitFor({ state: 'hidden' });
    });
  }

  it('does what it offers, and takes it back in one step', async () => {
    await goToValue();
    await (await workbench().codeActions.open('Split off "true" into a statement of its own')).click();
    const added = workbench().page.getByText('keep-everything-while-under-legal-hold-2');
    await added.first().waitFor();
    await workbench().screenshot('refactorings-split');
    await workbench().page.keyboard.press('Control+z');
    await added.first().waitFor({ state: 'detached' });
  });

  it('stands beside the status that says what the document is taken for', async () => {
    const { page } = workbench();
    const status = page.locator('.statusbar-item[id="status.languageStatus"]');
    await status.click();
    await eventually(async () => {
      await status.hover();
      await page.getByText('Do Not Treat as One').first().waitFor({ timeout: 2_000 });
    });
    await workbench().screenshot('policy-status');
    assert.ok((await page.getByText('by its name').count()) > 0);
  });
});
