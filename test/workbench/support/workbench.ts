import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';
import { findBrowser } from '../../../tools/host/browser.mjs';
import { currentVsCode, installHost } from '../../../tools/host/install.mjs';
import { practiceEnvironment, startLocalGlacier } from '../../../tools/host/localGlacier.mjs';
import { startServer, type Server } from '../../../tools/host/server.mjs';
import { testSettings } from '../../../tools/host/settings.mjs';
import { launchBrowser, openWindow } from '../../../tools/host/window.mjs';
import { makePseudoExtension, pseudoLanguage } from '../../../tools/l10n/pseudo.mjs';
import { openGuard, type Guard } from '../../../tools/setup/guard.mjs';
import { root } from '../../../tools/setup/root.mjs';
import { CodeActions } from './codeActions';
import { Dialog } from './dialog';
import { eventually } from './eventually';
import { Gate } from './gate';
import { fillWithVaults } from './manyVaults';
import { Notifications } from './notifications';
import { QuickInput } from './quickInput';
import { themeClass, themes, type Theme } from './themes';

export interface WorkbenchOptions {
  /** What the local Glacier holds at first; `none`: there is no Glacier. */
  readonly glacier?: 'sample' | 'empty' | 'none';
  /** So many vaults in an empty Glacier, in all states, there before the window is. */
  readonly vaults?: number;
  /** The window reaches its Glacier through a gate that the test can stall and shut. */
  readonly gated?: boolean;
  /** `ask`: the workspace is not trusted until somebody says so. */
  readonly trust?: 'ask' | 'trusted';
  readonly theme?: Theme;
  /** `pseudo`: the extension in the language that marks every translated text. */
  readonly language?: 'pseudo';
  /** Files of the workspace beside the sample's, there before the window is: names and texts. */
  readonly files?: Readonly<Record<string, string>>;
  /** Variables of the extension host beside those that lead it to its Glacier; read when the window is opened. */
  readonly env?: Readonly<Record<string, string>>;
  /** Settings of the person, beside those that keep the window quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** What tests look for in an entry of the ledger. */
export interface WrittenEntry {
  readonly type: string;
  readonly process: string;
  readonly found?: string;
  readonly lockId?: string;
}

const sampleWorkspace = path.join(root, 'test', 'fixtures', 'sample-workspace');
const screenshots = path.join(root, 'test-results', 'screenshots');

/** A VS Code window with the extension, the sample workspace and a Glacier of its own. */
export class Workbench {
  readonly quickInput: QuickInput;
  readonly codeActions: CodeActions;
  readonly dialog: Dialog;
  readonly notifications: Notifications;

  private workspaceSettings: Readonly<Record<string, unknown>> = {};

  private constructor(
    private readonly guard: Guard,
    private readonly server: Server,
    private readonly context: BrowserContext,
    readonly page: Page,
    /** Where the local Glacier answers. */
    readonly glacierUrl: string | undefined,
    private readonly ownGate: Gate | undefined,
  ) {
    this.quickInput = new QuickInput(page);
    this.codeActions = new CodeActions(page);
    this.dialog = new Dialog(page);
    this.notifications = new Notifications(page, this.quickInput);
  }

  static async open(options: WorkbenchOptions = {}): Promise<Workbench> {
    const { glacier = 'sample', trust = 'trusted', theme = 'dark', settings = {}, gated = false } = options;
    const { files = {} } = options;
    const guard = openGuard();
    try {
      const [host, browser, localGlacier] = await Promise.all([
        installHost(guard, currentVsCode),
        findBrowser(guard),
        glacier === 'none' ? undefined : startLocalGlacier(guard, { seed: glacier }),
      ]);
      if (localGlacier !== undefined) await fillWithVaults(localGlacier.url, options.vaults ?? 0);
      const gate = gated && localGlacier !== undefined ? await Gate.open(localGlacier.url) : undefined;
      const home = await guard.folder('vl-home-');
      const server = await startServer(guard, {
        host,
        workspace: sampleWorkspace,
        testable: true,
        workspaceTrust: trust === 'ask',
        env: {
          ...practiceEnvironment(gate?.url ?? localGlacier?.url),
          ...{ HOME: home, USERPROFILE: home },
          ...options.env,
        },
        settings: {
          ...testSettings,
          'workbench.colorTheme': themes[theme],
          'files.exclude': { '.vscode': true },
          ...settings,
        },
      });
      for (const [name, text] of Object.entries(files)) {
        const file = path.join(server.workspace ?? '', name);
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(file, text);
      }
      const context = await launchBrowser(browser, server);
      const extension = options.language === undefined ? root : path.join(server.data, 'pseudo');
      if (options.language !== undefined) await makePseudoExtension(extension);
      const { page } = await openWindow(context, server, {
        extensionDevelopmentPath: extension,
        ...(options.language === undefined ? {} : { language: pseudoLanguage }),
      });
      return new Workbench(guard, server, context, page, localGlacier?.url, gate);
    } catch (error) {
      await guard.close();
      throw error;
    }
  }

  /**
   * Opens a second window of the same VS Code, on a copy of the workspace of its own: one person, two windows. It goes
   * with the first.
   */
  async openAnother(): Promise<Workbench> {
    const workspace = path.join(this.server.data, 'ws2', path.basename(sampleWorkspace));
    await cp(sampleWorkspace, workspace, { recursive: true });
    const server: Server = {
      ...this.server,
      workspace,
      url: (parameters = {}) => this.server.url({ ...parameters, folder: workspace }),
    };
    const { page } = await openWindow(this.context, server, { extensionDevelopmentPath: root });
    return new Workbench(this.guard, server, this.context, page, this.glacierUrl, this.ownGate);
  }

  /** The gate between the window and its Glacier. */
  get gate(): Gate {
    if (this.ownGate === undefined) throw new Error('The window was opened without a gate.');
    return this.ownGate;
  }

  /** Ends the window and everything that was started for it. */
  async close(): Promise<void> {
    await this.context.close();
    await this.ownGate?.shut();
    await this.guard.close();
  }

  /** A file of the workspace that this window works on. */
  file(name: string): string {
    if (this.server.workspace === undefined) throw new Error('The window was opened without a workspace.');
    return path.join(this.server.workspace, name);
  }

  /** Opens the extension's view container by its icon in the activity bar. */
  async showView(title = 'Glacier Vault Lock'): Promise<void> {
    const tab = this.page.locator('.activitybar').getByRole('tab', { name: title });
    if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
  }

  /** A row of the visible trees by its accessible name, or by a part of it. */
  row(name: string | RegExp): Locator {
    return this.page.getByRole('treeitem', { name });
  }

  /** Chooses an entry of a row's context menu. VS Code ignores a click that comes right after the menu. */
  async chooseFromMenu(row: Locator, title: string): Promise<void> {
    await row.click({ button: 'right' });
    const entry = this.page.getByRole('menuitem', { name: title });
    await eventually(async () => {
      await entry.click({ timeout: 2_000 });
      await entry.waitFor({ state: 'hidden', timeout: 1_000 });
    });
  }

  /** A toast with this text. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item').filter({ hasText: text });
  }

  /** An item of the status bar by the id that the extension gave it. */
  statusItem(id: string): Locator {
    return this.page.locator(`.statusbar-item[id="glacier-vault-lock.glacier-vault-lock.${id}"]`);
  }

  /** The squiggles of the active editor. */
  squiggles(severity: 'error' | 'warning' | 'info'): Locator {
    return this.page.locator(`.editor-instance .squiggly-${severity}`);
  }

  /** The page in the webview in front. */
  webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  /** Puts the cursor somewhere in the active editor; line and column count from 1. */
  async goTo(line: number, column: number): Promise<void> {
    const { input, widget } = this.quickInput;
    const place = this.page.locator('.statusbar-item', { hasText: new RegExp(`Ln ${line}, Col `) });
    // An Enter that comes before VS Code has found the place closes the box, or does nothing: what counts is where the
    // cursor is afterwards.
    await eventually(async () => {
      await this.page.keyboard.press('Control+g');
      await input.fill(`:${line}:${column}`, { timeout: 3_000 });
      await input.press('Enter', { timeout: 3_000 });
      await widget.waitFor({ state: 'hidden', timeout: 1_000 });
      await place.waitFor({ timeout: 2_000 });
    }, 30_000);
  }

  async setTheme(theme: Theme): Promise<void> {
    await this.set('workbench.colorTheme', themes[theme]);
    await this.page.locator(`.monaco-workbench.${themeClass[theme]}`).waitFor();
  }

  /**
   * Changes a setting of the workspace, which VS Code follows at once. (It does not follow the file of the person's
   * settings here; those, and settings of machine scope, are given when the window is opened.)
   */
  async set(key: string, value: unknown): Promise<void> {
    this.workspaceSettings = { ...this.workspaceSettings, [key]: value };
    const file = this.file(path.join('.vscode', 'settings.json'));
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, JSON.stringify(this.workspaceSettings, undefined, 2));
  }

  /** Reloads the window, as a person would after an update: what lived in memory only is gone. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.page.locator('.monaco-workbench').waitFor();
  }

  /** The lock ledger of this window's VS Code. */
  get ledgerFile(): string {
    const storage = path.join('user', 'User', 'globalStorage', 'glacier-vault-lock.glacier-vault-lock');
    return path.join(this.server.data, storage, 'ledger', 'lock-ledger.jsonl');
  }

  /** What was written to the ledger so far, oldest first. */
  async ledger(): Promise<readonly WrittenEntry[]> {
    const lines = (await readFile(this.ledgerFile, 'utf8')).split('\n').filter((line) => line !== '');
    return lines.map((line) => JSON.parse(line) as WrittenEntry);
  }

  /** Kills the extension host that wrote the last entry of the ledger: it has no moment to say or write anything. */
  async killExtensionHost(): Promise<void> {
    const pid = Number((await this.ledger()).at(-1)?.process);
    process.kill(pid, 'SIGKILL');
  }

  /** Closes all editors and waits until they are gone: what is opened before that would be closed with them. */
  async closeEditors(): Promise<void> {
    await this.quickInput.run('View: Close All Editors');
    await this.page.locator('.editor-group-container .tab').first().waitFor({ state: 'detached' });
  }

  /** In words, what is in front of the person: for whoever has to find out why a test failed. */
  async shown(): Promise<Readonly<Record<string, readonly string[]>>> {
    const texts = async (selector: string): Promise<readonly string[]> =>
      (await this.page.locator(selector).allInnerTexts()).map((text) =>
        text.replaceAll(/\s+/g, ' ').trim().slice(0, 400),
      );
    return {
      tabs: await texts('.editor-group-container .tab'),
      quickInput: await texts('.quick-input-widget:visible'),
      dialog: await texts('.monaco-dialog-box:visible'),
      notifications: await texts('.notification-list-item:visible'),
      statusBar: await texts('.statusbar-item[id^="glacier-vault-lock"]'),
      rows: (await texts('.tree-explorer-viewlet-tree-view .monaco-list-row')).slice(0, 30),
    };
  }

  /** Keeps a picture of the window in `test-results/screenshots`. */
  async screenshot(name: string): Promise<string> {
    await this.page.evaluate('document.fonts.ready');
    await mkdir(screenshots, { recursive: true });
    const file = path.join(screenshots, `${name}.png`);
    await this.page.screenshot({ path: file });
    return file;
  }
}
