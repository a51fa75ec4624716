import * as vscode from 'vscode';
import { hoverAt } from '../policy';
import type { GlacierClock, VaultStore } from '../locking/api';
import { formatMinutes } from '../locking/countdown';
import type { Vault } from '../locking/model';
import { escapeMarkdown } from '../shared/markdown';
import { linkedMarkdown, rulePage, vaultPage } from './links';
import type { PolicyDocuments } from './policyDocuments';
import type { PolicyTargets } from './policyTargets';
import { rangeOf } from './ranges';

/** Explains the word under the pointer; of a vault that is connected it also says how its lock stands. */
export class PolicyHovers implements vscode.HoverProvider {
  constructor(
    private readonly documents: PolicyDocuments,
    private readonly targets: PolicyTargets,
    private readonly store: VaultStore,
    private readonly clock: GlacierClock,
  ) {}

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const policy = this.documents.get(document);
    if (policy === undefined) return undefined;
    const now = this.targets.now(document.uri, policy, this.clock);
    const marked = codesAt(document, position);
    const hover = hoverAt(policy, document.offsetAt(position), {
      now,
      rulePage: (code) => (marked.has(code) ? undefined : rulePage(code)),
    });
    // What is marked is shown in the same box: nothing is said twice.
    if (hover === undefined || hover.repeats.some((code) => marked.has(code))) return undefined;
    const vaults = hover.vaultArn === undefined ? [] : this.store.findByArn(hover.vaultArn);
    const texts = [...vaults.map((vault) => this.stateOf(vault, vaults.length > 1)), hover.markdown];
    return new vscode.Hover(linkedMarkdown(texts.join('\n\n')), rangeOf(document, hover.range));
  }

  /** `$(lock) Locked for good · Local Glacier`. The link on the ARN leads to one vault only: others get their own. */
  private stateOf(vault: Vault, withLink: boolean): string {
    const link = withLink ? ` · [${vscode.l10n.t('Show in the tree')}](${vaultPage(vault.key)})` : '';
    return `${this.lockOf(vault)} · ${escapeMarkdown(vault.connection.name)}${link}`;
  }

  private lockOf({ lock: knowledge, connection }: Vault): string {
    const { l10n } = vscode;
    if (knowledge.known === 'pending' || knowledge.known === 'cached')
      return `$(loading~spin) ${l10n.t('Its lock is being read')}`;
    if (knowledge.known === 'failed') return `$(warning) ${l10n.t('Its lock could not be read')}`;
    const { lock } = knowledge;
    switch (lock.state) {
      case 'none':
        return `$(unlock) ${l10n.t('No vault lock')}`;
      case 'locked':
        return `$(lock) ${l10n.t('**Locked** for good')}`;
      case 'inProgress': {
        const left = lock.expires - this.clock.now(connection.id);
        return left > 0
          ? `$(watch) ${l10n.t('**Lock in progress**, {0} left', formatMinutes(left))}`
          : `$(watch) ${l10n.t('**Lock in progress**, its 24 hours are over')}`;
      }
    }
  }
}

/** The rules that have marked something at a place. */
function codesAt(document: vscode.TextDocument, position: vscode.Position): ReadonlySet<string> {
  const here = vscode.languages.getDiagnostics(document.uri).filter(({ range }) => range.contains(position));
  return new Set(here.flatMap(({ code }) => (typeof code === 'object' ? [String(code.value)] : [])));
}
