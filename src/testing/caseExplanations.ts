import * as vscode from 'vscode';

/** The scheme of the read-only pages that say why policy tests come out as they do. */
export const caseExplanationScheme = 'glacier-vault-lock-test';

/** The page about the tests of a file. */
export function caseExplanationUri(file: vscode.Uri): vscode.Uri {
  const name = file.path.slice(file.path.lastIndexOf('/') + 1).replace(/\.vault-lock\.test\.json$/, '');
  return vscode.Uri.from({
    scheme: caseExplanationScheme,
    path: `/${vscode.l10n.t('Tests of {0} explained', name)}.md`,
    fragment: file.toString(),
  });
}

/** The page of the last "Explain" of each test file. */
export class CaseExplanations implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly pages = new Map<string, string>();
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(
    caseExplanationScheme,
    this,
  );

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.pages.get(uri.toString()) ?? '';
  }

  /** Opens a page beside the editor, in place of the one before about the same file. */
  async show(file: vscode.Uri, markdown: string): Promise<void> {
    const uri = caseExplanationUri(file);
    this.pages.set(uri.toString(), markdown);
    this.changed.fire(uri);
    await vscode.commands.executeCommand('markdown.showPreviewToSide', uri);
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}
