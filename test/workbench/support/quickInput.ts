import type { Locator, Page } from 'playwright-core';
import { eventually } from './eventually';

/** The box at the top of the window: the palette, quick picks and input boxes. */
export class QuickInput {
  readonly widget: Locator;
  readonly input: Locator;

  constructor(private readonly page: Page) {
    this.widget = page.locator('.quick-input-widget:visible');
    this.input = this.widget.locator('input.input');
  }

  /** The rows that are offered, or the one with this text. */
  rows(text?: string | RegExp): Locator {
    const rows = this.widget.getByRole('option').or(this.widget.locator('.monaco-list-row'));
    return text === undefined ? rows : rows.filter({ hasText: text });
  }

  /** The title, the prompt or the validation message, wherever the box shows it. */
  says(text: string | RegExp): Locator {
    return this.widget.getByText(text);
  }

  /** Waits for a row with this text and takes it. */
  async pick(text: string | RegExp): Promise<void> {
    await this.rows(text).first().click();
  }

  /** Types into an input box and accepts. */
  async enter(text: string): Promise<void> {
    await this.input.fill(text);
    await this.input.press('Enter');
  }

  /** Runs a command from the palette, by its whole title: "Category: Title". */
  async run(title: string): Promise<void> {
    const typed = `>${title}`;
    // Enter takes what the palette itself holds to be first; a click may meet a row that was just given to another.
    const first = this.widget.getByRole('option', { name: title }).and(this.page.locator('.focused'));
    // The palette lists what was possible when it was opened, and what is just being opened beside it may take its
    // focus: then it is opened once more.
    await eventually(async () => {
      await this.page.keyboard.press('F1');
      await this.input.fill(typed, { timeout: 3_000 });
      await first.waitFor({ timeout: 3_000 }).catch(async (error: unknown) => {
        await this.page.keyboard.press('Escape');
        throw error;
      });
      await this.input.press('Enter', { timeout: 3_000 });
    });
  }

  /** Runs a command and takes a row of the list that it shows; what closes that list is no reason to give up. */
  async runAndPick(title: string, text: string | RegExp): Promise<void> {
    await eventually(async () => {
      await this.run(title);
      await this.rows(text).first().click({ timeout: 9_000 });
    }, 30_000);
  }

  /** Opens a file of the workspace by name. */
  async open(name: string): Promise<void> {
    const label = new RegExp(`^${name.replaceAll('.', '\\.')}(?:,|$)`);
    // What else has the name in its own, a comparison with it, is no such file.
    const row = this.widget.getByRole('option', { name: label }).first();
    const tab = this.page.getByRole('tab', { name: label, selected: true }).first();
    await eventually(async () => {
      await this.page.keyboard.press('F1');
      await this.input.fill(name, { timeout: 3_000 });
      await row.click({ timeout: 3_000 }).catch(async (error: unknown) => {
        await this.page.keyboard.press('Escape');
        throw error;
      });
      await tab.waitFor({ timeout: 9_000 });
    }, 30_000);
  }
}
