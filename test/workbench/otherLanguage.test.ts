import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { marks, outsideMarks, pseudo } from '../../tools/l10n/pseudo.mjs';
import { eventually } from './support/eventually';
import { useWorkbench } from './support/useWorkbench';

/** What is the same in every language: names, also of variables, ARNs, figures, instants and units as the system writes them. */
const data =
  /arn:aws:\S+|ARN|\b[A-Z]+(?:_[A-Z]+)+\b|\b[a-z]+(?:-[a-z0-9]+)+(?:\.[\w.-]+)?\b|\bexamplevault\b|\b\w+(?:\.vault-lock)?\.json\b|https?:\S+|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b|\b(?:AM|PM|[kMGT]?B)\b/g;

const titleOf = (command: string): string => `${pseudo('Glacier Vault Lock')}: ${pseudo(command)}`;

/** In a language that nobody speaks, in which every translated text stands in marks. */
describe('in another language', () => {
  const workbench = useWorkbench({ language: 'pseudo' });

  const run = async (title: string): Promise<void> => await workbench().quickInput.run(titleOf(title));

  /** What of the texts is neither translated nor data. */
  const left = (texts: readonly string[]): readonly string[] =>
    texts.filter((text) => /\p{L}{2}/u.test(outsideMarks(text).replaceAll(data, ' ')));

  /** Waits for something to be there, and until all it says is translated; else says what is left. */
  const isTranslated = async (place: Locator, attribute?: string): Promise<void> => {
    await place.first().waitFor();
    await eventually(async () => {
      const found =
        attribute === undefined
          ? await place.allInnerTexts()
          : await Promise.all((await place.all()).map((each) => each.getAttribute(attribute)));
      const texts = found
        .map((text) => (text ?? '').replaceAll(/\s+/g, ' ').trim())
        .filter((text) => text !== '');
      assert.ok(texts.length > 0 && texts.some((text) => text.includes(marks.open)), texts.join('\n'));
      assert.deepEqual(left(texts), []);
    });
  };

  it('shows the tree, its tooltips and menus', async () => {
    const { page } = workbench();
    await workbench().showView(pseudo('Glacier Vault Lock'));
    await workbench().row('my-vault').click();
    await workbench().row(pseudo('Lock')).first().waitFor();
    const rows = page.locator('.tree-explorer-viewlet-tree-view .monaco-list-row');
    await isTranslated(rows);
    await isTranslated(rows, 'aria-label');
    await isTranslated(page.locator('.sidebar .composite.title h2'));
    // Beside them are VS Code's own.
    const ours = ['add', 'refresh'].map((icon) => `.sidebar .title-actions .codicon-${icon}`).join();
    await isTranslated(page.locator(ours), 'aria-label');
    await workbench().row('research-data').hover();
    await isTranslated(page.locator('.monaco-hover:visible'));
    await workbench().row('my-vault').first().click({ button: 'right' });
    await isTranslated(page.locator('.monaco-menu .action-label:visible'));
    await page.keyboard.press('Escape');
  });

  it('shows the status bar and what stands above a policy', async () => {
    const { page, quickInput } = workbench();
    await isTranslated(workbench().statusItem('glacierVaultLock.countdown'));
    await isTranslated(workbench().statusItem('glacierVaultLock.countdown').locator('a'), 'aria-label');
    await quickInput.open('seven-years.vault-lock.json');
    await isTranslated(page.locator('.codelens-decoration > a'));
  });

  it('shows the palette, lists and questions', async () => {
    const { page, quickInput, dialog } = workbench();
    await page.keyboard.press('F1');
    await quickInput.input.fill('>Glacier Vault Lock');
    // Below the title in the person's language VS Code shows the English one.
    const names = quickInput.rows().locator('.quick-input-list-row:first-child .label-name');
    await eventually(async () => assert.ok((await names.count()) > 5));
    await isTranslated(names);
    await page.keyboard.press('Escape');
    const asks = async (command: string): Promise<void> => {
      await run(command);
      await isTranslated(quickInput.widget.locator('.quick-input-title'));
      await isTranslated(quickInput.rows());
      await page.keyboard.press('Escape');
      await quickInput.widget.waitFor({ state: 'hidden' });
    };
    await asks('Add Connection…');
    await asks('New Vault Lock Policy…');
    await asks('Show Locks in Progress');
    await quickInput.runAndPick(titleOf('Initiate Vault Lock…'), 'my-vault');
    await isTranslated(dialog.box.locator('.dialog-message'));
    // One of the buttons is VS Code's own.
    const button = dialog.box.getByRole('button').filter({ hasText: marks.open });
    await isTranslated(button);
    await page.keyboard.press('Escape');
    await dialog.box.waitFor({ state: 'hidden' });
  });

  it('shows messages', async () => {
    const { notifications, page, quickInput } = workbench();
    await quickInput.runAndPick(titleOf('Complete Vault Lock…'), 'audit-logs-2024');
    const item = await notifications.show(marks.open);
    await isTranslated(item.locator('.notification-list-item-message'));
    await isTranslated(item.locator('.notification-list-item-buttons-container a'));
    await page.keyboard.press('Escape');
  });

  it('shows the settings', async () => {
    const { page, quickInput } = workbench();
    await quickInput.run('Preferences: Open Settings (UI)');
    const search = page.locator('.settings-editor .suggest-input-container');
    await search.click();
    await page.keyboard.type('glacierVaultLock');
    await isTranslated(page.locator('.settings-editor .setting-item-contents .setting-item-markdown'));
    await workbench().closeEditors();
  });

  it('shows the walkthrough', async () => {
    const { page } = workbench();
    await run('Get Started');
    await isTranslated(page.locator('.gettingStartedSlideDetails .category-title'));
    await isTranslated(page.locator('.getting-started-step .step-title'));
    await isTranslated(page.locator('.getting-started-step.expanded'));
  });
});
