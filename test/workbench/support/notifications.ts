import type { Locator, Page } from 'playwright-core';
import { eventually } from './eventually';
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

  /**
   * Waits until something new is told and nothing is in progress any more, for as long as that usually takes: a list that is
   * opened before closes with the progress, and what comes right after it is not in sight.
   */
  async arrived(): Promise<void> {
    const bell = this.page.locator('.statusbar-item[id="status.notifications"]');
    await eventually(async () => {
      const label = (await bell.getAttribute('aria-label', { timeout: 1_000 })) ?? '';
      if (!/\d New Notif/i.test(label) || /progress/i.test(label)) throw new Error(`The bell says: ${label}`);
    }, 8_000).catch(() => undefined);
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
