import * as vscode from 'vscode';
import { version } from '../../../package.json';
import {
  answerWhatIf,
  conditionKeys,
  effectPicture,
  readPolicyDocument,
  type EffectPicture,
  type ParsedPolicy,
  type PolicyDocument,
} from '../../policy';
import { Disposables } from '../../shared/disposables';
import type { Log } from '../../shared/log';
import { readFromPage, type FromPage, type ToPage } from '../../webview/effect/protocol';
import { savedPage } from '../../webview/effect/savedPage';
import { serialize } from '../../webview/serialize';
import { createHash } from 'node:crypto';
import { filePage, webviewPage } from './pages';
import { pageWords, savedWords } from './words';

/** What the view asks of the editor's room. */
export interface PolicySource {
  readonly documents: {
    get(document: vscode.TextDocument): ParsedPolicy | undefined;
    readonly onDidChange: vscode.Event<void>;
  };
  readonly targets: {
    arnOf(uri: vscode.Uri, policy: ParsedPolicy): string | undefined;
    readonly onDidChange: vscode.Event<void>;
  };
  readonly log: Log;
  readonly extensionUri: vscode.Uri;
}

/** The last text that could be read, and what it does. */
interface Drawn {
  readonly name: string;
  readonly text: string;
  readonly document: PolicyDocument;
  readonly vaultArn: string | undefined;
  readonly picture: EffectPicture;
}

/** A frame: what is typed within one is drawn once. */
const frame = 16;

/** One page "Effect of …". Shows one policy at a time: the one in the active editor, or the one it is pinned to. */
export class EffectPanel {
  private readonly disposables = new Disposables();
  private drawn: Drawn | undefined;
  /** Whether the picture is of the text as it stands: only then bands lead to statements, and questions are answered. */
  private isCurrent = false;
  private timer: NodeJS.Timeout | undefined;
  /** What drawing cost last, in milliseconds: what takes long is not done at every keystroke. */
  private cost = 0;
  private isReady = false;
  private disposed = false;

  constructor(
    readonly panel: vscode.WebviewPanel,
    private readonly parts: PolicySource,
    private shown: vscode.Uri,
    private isPinned: boolean,
  ) {
    const { webview } = panel;
    const folder = vscode.Uri.joinPath(parts.extensionUri, 'dist', 'webview');
    const resource = (name: string): string =>
      webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
    webview.options = { enableScripts: true, localResourceRoots: [folder] };
    this.disposables.add(
      panel.onDidDispose(() => {
        this.disposed = true;
        this.disposables.dispose();
      }),
    );
    this.disposables.add({ dispose: () => clearTimeout(this.timer) });
    this.disposables.add(webview.onDidReceiveMessage((message: unknown) => this.receive(message)));
    this.disposables.add(
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (isSame(document.uri, this.shown)) this.drawSoon();
      }),
    );
    this.disposables.add(parts.documents.onDidChange(() => this.drawSoon()));
    this.disposables.add(parts.targets.onDidChange(() => this.drawSoon()));
    this.entitle();
    webview.html = webviewPage({
      cspSource: webview.cspSource,
      script: resource('effect.js'),
      style: resource('effect.css'),
      title: panel.title,
      data: { words: pageWords(), keyNames: conditionKeys.map(({ name }) => name) },
    });
  }

  get source(): vscode.Uri {
    return this.shown;
  }

  get pinned(): boolean {
    return this.isPinned;
  }

  /** Pinned, the page stays with its policy whatever is edited. */
  pin(pinned: boolean): void {
    this.isPinned = pinned;
    this.drawSoon();
  }

  show(source: vscode.Uri): void {
    if (isSame(source, this.shown)) return;
    this.shown = source;
    this.drawn = undefined;
    this.isCurrent = false;
    this.entitle();
    this.drawSoon();
  }

  /** Stays with its policy when that, or a folder that it is in, gets another name. */
  rename(before: vscode.Uri, after: vscode.Uri): void {
    const [shown, old] = [this.shown.toString(), before.toString()];
    if (shown === old) this.show(after);
    else if (shown.startsWith(`${old}/`))
      this.show(vscode.Uri.parse(after.toString() + shown.slice(old.length), true));
  }

  /** The page as a file: self-contained, without scripts, ready to be printed. Undefined while there is no picture. */
  async file(): Promise<{ readonly name: string; readonly content: Uint8Array } | undefined> {
    if (this.drawn === undefined) return undefined;
    const { name, text, picture } = this.drawn;
    const css = vscode.Uri.joinPath(this.parts.extensionUri, 'dist', 'webview', 'effect.css');
    const looks = new TextDecoder().decode(await vscode.workspace.fs.readFile(css));
    const hash = createHash('sha256').update(text).digest('hex');
    const { html, rules } = serialize(
      savedPage({ name, picture, policy: text }, savedWords(name, hash, version)),
    );
    const page = filePage(this.panel.title, `${looks}\n${rules}`, html);
    return { name: `${shortName(this.shown)}-effect.html`, content: new TextEncoder().encode(page) };
  }

  dispose(): void {
    this.panel.dispose();
  }

  private entitle(): void {
    this.panel.title = vscode.l10n.t('Effect of {0}', shortName(this.shown));
  }

  private drawSoon(): void {
    this.timer ??= setTimeout(
      () => {
        this.timer = undefined;
        void this.draw().catch((error: unknown) => this.parts.log.error(`[effect view] ${String(error)}`));
      },
      Math.max(frame, 2 * this.cost),
    );
  }

  private async draw(): Promise<void> {
    if (!this.isReady) return;
    const source = this.shown;
    const opened = await openedOrRead(source);
    // Meanwhile the page may have been closed, or shows another policy.
    if (source !== this.shown) return;
    const message = opened === undefined ? this.missing() : this.pictureOf(opened);
    this.isCurrent = message.type === 'show';
    this.tell(message);
  }

  private pictureOf(opened: vscode.TextDocument): ToPage {
    const policy = this.parts.documents.get(opened);
    if (policy === undefined) return this.missing();
    const text = policy.sentText ?? policy.policyText;
    const reading = readPolicyDocument(text);
    if (!reading.ok)
      return {
        ...this.about(),
        type: 'unreadable',
        reason: vscode.l10n.t('This cannot be read as it stands: {0}', reading.problem),
      };
    const vaultArn = this.parts.targets.arnOf(opened.uri, policy);
    const before = performance.now();
    const picture = effectPicture(reading.document, { vaultArn });
    this.cost = performance.now() - before;
    const { name } = this.about();
    this.drawn = { name, text, document: reading.document, vaultArn, picture };
    return { ...this.about(), type: 'show', picture };
  }

  private missing(): ToPage {
    const reason = vscode.l10n.t('There is no vault-lock policy here any more.');
    return { ...this.about(), type: 'unreadable', reason };
  }

  private about(): { readonly name: string; readonly source: string; readonly pinned: boolean } {
    // What is in no folder of the workspace, such as a policy in force, has no path worth telling.
    const isInWorkspace = vscode.workspace.getWorkspaceFolder(this.shown) !== undefined;
    const name = isInWorkspace ? vscode.workspace.asRelativePath(this.shown, false) : fileName(this.shown);
    return { name, source: this.shown.toString(), pinned: this.isPinned };
  }

  private receive(value: unknown): void {
    const message = readFromPage(value);
    if (message === undefined) {
      this.parts.log.warn('[effect view] A message of the page was not understood and is ignored.');
      return;
    }
    void this.follow(message).catch((error: unknown) =>
      this.parts.log.error(`[effect view] ${String(error)}`),
    );
  }

  private async follow(message: FromPage): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.isReady = true;
        await this.draw();
        return;
      case 'openStatement':
        if (this.isCurrent) await this.openStatement(message.statement, message.focus);
        return;
      case 'ask':
        // The page asks again with its next picture.
        if (this.drawn === undefined || !this.isCurrent) return;
        this.tell({
          type: 'answer',
          id: message.id,
          answer: answerWhatIf(this.drawn.document, message.request, { vaultArn: this.drawn.vaultArn }),
        });
    }
  }

  /** Selects a statement in the editor of the policy, which is opened if need be. */
  private async openStatement(index: number, focus: boolean): Promise<void> {
    const opened = await openedOrRead(this.shown);
    const policy = opened && this.parts.documents.get(opened);
    const node = policy?.policy?.statements[index]?.node;
    if (opened === undefined || node === undefined) return;
    const selection = new vscode.Range(
      opened.positionAt(node.range.start),
      opened.positionAt(node.range.end),
    );
    const visible = vscode.window.visibleTextEditors.find(({ document }) => document === opened);
    const elsewhere =
      this.panel.viewColumn === vscode.ViewColumn.One ? vscode.ViewColumn.Beside : vscode.ViewColumn.One;
    const editor = await vscode.window.showTextDocument(opened, {
      viewColumn: visible?.viewColumn ?? elsewhere,
      preserveFocus: !focus,
      selection,
    });
    editor.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  private tell(message: ToPage): void {
    if (!this.disposed) void this.panel.webview.postMessage(message);
  }
}

export function isSame(a: vscode.Uri, b: vscode.Uri): boolean {
  return a.toString() === b.toString();
}

function fileName({ path }: vscode.Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `retention` for `retention.vault-lock.json` */
function shortName(uri: vscode.Uri): string {
  return fileName(uri).replace(/(?:\.vault-lock)?\.jsonc?$/, '');
}

/** A file without a name is gone with its editor: opening it again would make an empty one. */
async function openedOrRead(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  const open = vscode.workspace.textDocuments.find((document) => isSame(document.uri, uri));
  if (open !== undefined || uri.scheme === 'untitled') return open;
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    // Deleted or moved since: the page says that there is no policy any more.
    return undefined;
  }
}
