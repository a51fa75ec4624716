import * as vscode from 'vscode';
import { Disposables } from '../shared/disposables';

/** The scheme of pages that are written once and read by a person. */
const pageScheme = 'glacier-vault-lock-page';

/** Read-only pages in Markdown, shown as they are meant to be read. One of the same name takes the place of the former. */
export class MarkdownPages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(new vscode.EventEmitter<vscode.Uri>());
  readonly onDidChange = this.changed.event;
  private readonly texts = new Map<string, string>();

  constructor() {
    this.disposables.add(vscode.workspace.registerTextDocumentContentProvider(pageScheme, this));
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.path) ?? '';
  }

  async show(name: string, text: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: pageScheme, path: `/${name}.md` });
    this.texts.set(uri.path, text);
    this.changed.fire(uri);
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  }

  dispose(): void {
    this.disposables.dispose();
  }
}
