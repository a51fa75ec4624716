import type { Locator, Page } from 'playwright-core';
import type { QuickInput } from './quickInput';

/** What the window has told, in the list behind the bell: toasts are not shown to a page that nobody looks at. */
export class Notifications {
  constructor(
    private readonly page: Page,
    private readonly quickInput: QuickInput,
  ) {}

  /** Opens the list and waits for a notification with this text. */
  async show(text: string | RegExp): Promise<Locator> {
    await this.quickInput.run('Notifications: Show Notifications');
    const item = this.page
      .locator('.notifications-center.visible .notification-list-item')
      .filter({ hasText: text })
      .first();
    await item.waitFor();
    return item;
  }

  /** Presses a button of the notification with this text. */
  async press(text: string | RegExp, button: string): Promise<void> {
    const item = await this.show(text);
    await item.getByRole('button', { name: button }).click();
  }

  /** Opens the list, and returns what all of it says. */
  async all(): Promise<readonly string[]> {
    await this.quickInput.run('Notifications: Show Notifications');
    const list = this.page.locator('.notifications-center.visible');
    await list.waitFor();
    return await list.locator('.notification-list-item').allInnerTexts();
  }

  /** Forgets everything that was told. */
  async clear(): Promise<void> {
    await this.quickInput.run('Notifications: Clear All Notifications');
  }
}
