import * as vscode from 'vscode';
import {
  explainDifference,
  explainPolicy,
  fillTemplate,
  pinPolicy,
  readPolicyDocument,
  type ParsedPolicy,
} from '../policy';
import type { GlacierClock, VaultStore } from '../locking/api';
import { policyInForce } from '../locking/drift/driftBook';
import { isUnread, type Vault } from '../locking/model';
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

/** The page about what a policy file would change on a vault, compared with the policy in force. */
export function differenceUri(vault: Pick<Vault, 'key' | 'name'>, file: vscode.Uri): vscode.Uri {
  return explanationUri(file).with({ path: `/What would change on ${vault.name}.md`, query: vault.key });
}

/** The tests that would be written of a policy file as it is now. */
export function pinnedUri(file: vscode.Uri): vscode.Uri {
  const explained = explanationUri(file);
  return explained.with({ path: explained.path.replace(/explained\.md$/, 'pinned now.jsonc') });
}

/** Pages of the scheme above, most of them in Markdown; an open one follows its policy while it is typed. */
export class Explanations implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(new vscode.EventEmitter<vscode.Uri>());
  readonly onDidChange = this.changed.event;
  private readonly waiting = new Map<string, NodeJS.Timeout>();
  /** By vault, the policy in force that its page was written about. */
  private readonly compared = new Map<string, string | undefined>();

  constructor(
    private readonly documents: PolicyDocuments,
    private readonly targets: PolicyTargets,
    private readonly diagnostics: PolicyDiagnostics,
    private readonly clock: GlacierClock,
    private readonly store: VaultStore,
  ) {
    const { workspace } = vscode;
    this.disposables.add(workspace.onDidChangeTextDocument(({ document }) => this.renewSoon(document.uri)));
    this.disposables.add(targets.onDidChange(() => this.renewAll()));
    this.disposables.add(store.onDidChange(() => this.followVaults()));
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const source = vscode.Uri.parse(uri.fragment, true);
    const document = await openedOrRead(source);
    const policy = document && this.documents.get(document);
    if (document === undefined || policy === undefined) {
      return vscode.l10n.t('There is no vault-lock policy here any more.');
    }
    if (uri.path.endsWith('.jsonc')) return pinned(document, policy);
    if (uri.query !== '') return this.difference(uri.query, source, policy.sentText ?? policy.policyText);
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

  private difference(key: string, source: vscode.Uri, text: string): string {
    const vault = this.store.find(key);
    if (vault === undefined) return vscode.l10n.t('There is no such vault here any more.');
    const inForce = policyInForce(vault);
    this.compared.set(key, inForce);
    const page = explainDifference(
      { name: vscode.l10n.t('the policy in force'), text: inForce },
      { name: vscode.workspace.asRelativePath(source, false), text: fillTemplate(text, vault.arn) },
      { vaultArn: vault.arn },
    );
    const isLocked = vault.lock.known === 'read' && vault.lock.lock.state === 'locked';
    if (!isLocked) return page;
    const final = vscode.l10n.t(
      '{0} is locked for good: its policy cannot be replaced any more. Another policy takes a new vault.',
      vault.name,
    );
    return `${page}\n${final}\n`;
  }

  /** A page that compares with the policy in force is written anew when that is another one. */
  private followVaults(): void {
    for (const page of this.open()) {
      const vault = page.query === '' ? undefined : this.store.find(page.query);
      // A vault whose lock is just being read again keeps its page until the answer is there.
      if (vault === undefined || isUnread(vault.lock)) continue;
      if (this.compared.get(vault.key) !== policyInForce(vault)) this.changed.fire(page);
    }
  }

  private renewSoon(source: vscode.Uri): void {
    for (const page of this.open().filter(({ fragment }) => fragment === source.toString())) {
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

function pinned({ uri }: vscode.TextDocument, policy: ParsedPolicy): string {
  const reading = readPolicyDocument(policy.sentText ?? policy.policyText);
  return reading.ok ? pinPolicy(reading.document, uri.path.slice(uri.path.lastIndexOf('/') + 1)) : '';
}

/** A file without a name is gone with its editor: opening it again would make an empty one. */
async function openedOrRead(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open !== undefined || uri.scheme === 'untitled') return open;
  return await vscode.workspace.openTextDocument(uri);
}
