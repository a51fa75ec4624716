import * as vscode from 'vscode';
import { explainPolicy } from '../policy';
import type { GlacierClock } from '../locking/api';
import { Disposables } from '../shared/disposables';
import type { PolicyDiagnostics } from './diagnostics';
import type { PolicyDocuments } from './policyDocuments';
import type { PolicyTargets } from './policyTargets';

/** The scheme of the read-only pages that say in plain language what a policy does. */
export const explanationScheme = 'glacier-vault-lock-explanation';

/** How long typing must pause before the page is written anew. */
const debounce = 300;

/** The page about a policy file. */
export function explanationUri(file: vscode.Uri): vscode.Uri {
  const name = file.path.slice(file.path.lastIndexOf('/') + 1).replace(/(?:\.vault-lock)?\.jsonc?$/, '');
  return vscode.Uri.from({
    scheme: explanationScheme,
    path: `/${name} explained.md`,
    fragment: file.toString(),
  });
}

/** Pages in Markdown of the scheme above; an open one follows its policy while it is typed. */
export class Explanations implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(new vscode.EventEmitter<vscode.Uri>());
  readonly onDidChange = this.changed.event;
  private readonly waiting = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly documents: PolicyDocuments,
    private readonly targets: PolicyTargets,
    private readonly diagnostics: PolicyDiagnostics,
    private readonly clock: GlacierClock,
  ) {
    const { workspace } = vscode;
    this.disposables.add(workspace.onDidChangeTextDocument(({ document }) => this.renewSoon(document.uri)));
    this.disposables.add(targets.onDidChange(() => this.renewAll()));
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const source = vscode.Uri.parse(uri.fragment, true);
    const document = await openedOrRead(source);
    const policy = document && this.documents.get(document);
    if (document === undefined || policy === undefined) {
      return vscode.l10n.t('There is no vault-lock policy here any more.');
    }
    return explainPolicy(policy, {
      name: vscode.workspace.asRelativePath(source, false),
      now: this.targets.now(source, policy, this.clock),
      diagnostics: this.diagnostics.find(document, policy),
      vaultArn: this.targets.arnOf(source, policy),
    });
  }

  dispose(): void {
    for (const timer of this.waiting.values()) clearTimeout(timer);
    this.waiting.clear();
    this.disposables.dispose();
  }

  private renewSoon(source: vscode.Uri): void {
    const page = this.open().find(({ fragment }) => fragment === source.toString());
    if (page === undefined) return;
    const key = page.toString();
    clearTimeout(this.waiting.get(key));
    this.waiting.set(
      key,
      setTimeout(() => {
        this.waiting.delete(key);
        this.changed.fire(page);
      }, debounce),
    );
  }

  private renewAll(): void {
    for (const page of this.open()) this.changed.fire(page);
  }

  private open(): readonly vscode.Uri[] {
    return vscode.workspace.textDocuments
      .map(({ uri }) => uri)
      .filter(({ scheme }) => scheme === explanationScheme);
  }
}

/** A file without a name is gone with its editor: opening it again would make an empty one. */
async function openedOrRead(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open !== undefined || uri.scheme === 'untitled') return open;
  return await vscode.workspace.openTextDocument(uri);
}
