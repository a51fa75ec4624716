import * as vscode from 'vscode';
import { Disposables } from '../shared/disposables';

const scheme = 'glacier-vault-lock-failure';

/** So many are kept; each is a page of text. */
const kept = 50;

/** Read-only documents, each about one failure. They last as long as the window. */
export class FailureDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly texts = new Map<string, string>();
  private count = 0;

  constructor() {
    this.disposables.add(vscode.workspace.registerTextDocumentContentProvider(scheme, this));
  }

  provideTextDocumentContent({ query }: vscode.Uri): string {
    return (
      this.texts.get(query) ??
      vscode.l10n.t('This is about a failure of a window that was closed or reloaded. The log has its line.')
    );
  }

  /** Opens a text beside nothing else, under a name for its tab. */
  async open(name: string, text: string): Promise<void> {
    const [known] = [...this.texts].find(([, former]) => former === text) ?? [String((this.count += 1))];
    this.texts.set(known, text);
    const [oldest] = this.texts.keys();
    if (this.texts.size > kept && oldest !== undefined) this.texts.delete(oldest);
    const path = `/${name.replace(/[\\/:*?"<>|]+/g, ' ')}.txt`;
    const document = await vscode.workspace.openTextDocument(vscode.Uri.from({ scheme, path, query: known }));
    await vscode.window.showTextDocument(document, { preview: true });
  }

  dispose(): void {
    this.disposables.dispose();
  }
}
