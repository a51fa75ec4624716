import type { Locator, Page } from 'playwright-core';
import { eventually } from './eventually';

/** The menu of quick fixes and refactorings at the cursor. */
export class CodeActions {
  readonly menu: Locator;

  constructor(private readonly page: Page) {
    this.menu = page.locator('.action-widget:not(.action-list-submenu-panel)');
  }

  /** The entry with this text, or with this text in it. */
  entry(text: string): Locator {
    return this.menu.locator('.monaco-list-row').filter({ hasText: text });
  }

  /** Opens the menu, and waits until it offers this. */
  async open(text: string): Promise<Locator> {
    const entry = this.entry(text).first();
    // VS Code closes the menu again when findings change under it, as they may right after typing. In an open menu the
    // keys would apply the entry that has the focus: it is closed first.
    await eventually(async () => {
      if (await this.menu.isVisible()) await this.page.keyboard.press('Escape');
      await this.menu.waitFor({ state: 'hidden', timeout: 3_000 });
      await this.page.keyboard.press('Control+.');
      await entry.waitFor({ timeout: 9_000 });
    }, 60_000);
    return entry;
  }
}
