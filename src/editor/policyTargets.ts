import * as vscode from 'vscode';
import { vaultArnsOf, type ParsedPolicy } from '../policy';
import type { VaultStore } from '../locking/api';
import type { Vault } from '../locking/model';
import { vaultKeyOf } from './policyDocuments';

/**
 * Which vault a policy file is meant for: the one that a person chose for it, else the one that its Resource names.
 * Choices are remembered for the workspace.
 */
export class PolicyTargets implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  private readonly subscription: { dispose(): void };
  private known = '';

  constructor(
    private readonly store: VaultStore,
    private readonly memory: vscode.Memento,
  ) {
    this.subscription = store.onDidChange(() => this.follow());
  }

  /** The vault a person chose for this file; undefined where there is no choice, or the vault is out of sight. */
  chosen(uri: vscode.Uri): Vault | undefined {
    // A document that shows the policy in force is about the vault it came from.
    const key = vaultKeyOf(uri) ?? this.choices()[uri.toString()];
    return key === undefined ? undefined : this.store.find(key);
  }

  /** The vaults that the policy itself names, over all connections. */
  named(policy: ParsedPolicy): readonly Vault[] {
    const arns = new Set(vaultArnsOf(policy).map(({ arn }) => arn));
    return [...arns].flatMap((arn) => this.store.findByArn(arn));
  }

  /** The one vault that rules and commands take this file to be about, if there is just one. */
  of(uri: vscode.Uri, policy: ParsedPolicy): Vault | undefined {
    const chosen = this.chosen(uri);
    if (chosen !== undefined) return chosen;
    const [only, ...others] = this.named(policy);
    return others.length === 0 ? only : undefined;
  }

  async choose(uri: vscode.Uri, vault: Vault): Promise<void> {
    await this.memory.update('policyTargets', { ...this.choices(), [uri.toString()]: vault.key });
    this.changed.fire();
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }

  /** A vault that comes into sight or goes may be the one that an open policy is about. */
  private follow(): void {
    const known = this.store.vaults.map(({ key }) => key).join('\n');
    if (known === this.known) return;
    this.known = known;
    this.changed.fire();
  }

  private choices(): Readonly<Record<string, string>> {
    return this.memory.get<Readonly<Record<string, string>>>('policyTargets', {});
  }
}
