import * as vscode from 'vscode';

/** The scheme of the pages on rules: they lie in one file of the package, where ninety of their own weigh double. */
const scheme = 'glacier-vault-lock-rule';

/** The page on a rule, a Markdown document. */
export function rulePageUri(code: string): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `/${code}.md` });
}

/** Gives the documents of {@link rulePageUri}, which VS Code also asks for by itself after a reload. */
export function provideRulePages(extensionUri: vscode.Uri): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: async ({ path }) => {
      const file = vscode.Uri.joinPath(extensionUri, 'dist', 'rulePages.json');
      const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
      const pages = new Map(Object.entries(JSON.parse(content) as Record<string, string>));
      const code = path.slice(1, -'.md'.length);
      return pages.get(code) ?? vscode.l10n.t('There is no rule {0}.', code);
    },
  });
}
