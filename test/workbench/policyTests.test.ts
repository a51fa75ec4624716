import assert from 'node:assert/strict';
import { eventually } from './support/eventually';
import { useWorkbench } from './support/useWorkbench';

describe('the Testing view', () => {
  const workbench = useWorkbench();
  const file = 'seven-years.vault-lock.test.json';

  it('shows which policy tests pass and which fail, and why', async () => {
    const { page, quickInput } = workbench();
    await quickInput.open(file);
    const gutter = page.locator('.testing-run-glyph').first();
    await gutter.waitFor();
    // A day more than the policy keeps: the word that was found is selected, and typed over.
    await page.keyboard.press('Control+f');
    await page.locator('.find-widget.visible').waitFor();
    await page.keyboard.type('2556');
    await page.locator('.find-widget .matchesCount', { hasText: '1 of 1' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.type('2560');
    await page.locator('.view-line', { hasText: '0-2560' }).waitFor();
    await quickInput.run('Test: Run All Tests');
    await quickInput.run('Testing: Focus on Test Explorer View');
    const row = (name: string) => page.locator('.test-explorer .monaco-list-row', { hasText: name });
    await row(file).first().waitFor();
    await row(file).first().click();
    await eventually(async () => {
      if ((await row('Nobody deletes').count()) === 0) await page.keyboard.press('ArrowRight');
      assert.match((await row('Nobody deletes').first().getAttribute('aria-label')) ?? '', /Failed/);
      assert.match((await row('After that').first().getAttribute('aria-label')) ?? '', /Passed/);
    });
    await page.locator('.test-error-content-widget').first().waitFor();
  });

  for (const theme of ['light', 'high-contrast', 'dark'] as const)
    it(`has a picture in ${theme}`, async () => {
      await workbench().setTheme(theme);
      await workbench().screenshot(`policy-tests-${theme}`);
    });
});
