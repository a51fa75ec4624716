import type { Locator, Page } from 'playwright-core';

/** A modal message. */
export class Dialog {
  readonly box: Locator;

  constructor(page: Page) {
    this.box = page.locator('.monaco-dialog-box:visible');
  }

  /** All that it says: message and detail. */
  async text(): Promise<string> {
    return this.box.locator('.dialog-message-row').innerText();
  }

  async press(button: string | RegExp): Promise<void> {
    await this.box.getByRole('button', { name: button }).click();
    await this.box.waitFor({ state: 'hidden' });
  }
}
