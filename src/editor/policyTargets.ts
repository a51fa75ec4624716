import * as vscode from 'vscode';
import { vaultArnsOf, type ParsedPolicy } from '../policy';
import type { GlacierClock, VaultStore } from '../locking/api';
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

  /** The vault that a person chose for this file and that its text still leaves open, or that it was read from. */
  private chosen(uri: vscode.Uri, policy: ParsedPolicy): Vault | undefined {
    const shown = vaultKeyOf(uri);
    if (shown !== undefined) return this.store.find(shown);
    const choice = this.choices()[uri.toString()];
    // A text that names other vaults than when the choice was made has been meant for something else since.
    return choice?.named === namesIn(policy) ? this.store.find(choice.key) : undefined;
  }

  /** The vaults that the policy itself names, over all connections. */
  named(policy: ParsedPolicy): readonly Vault[] {
    const arns = new Set(vaultArnsOf(policy).map(({ arn }) => arn));
    return [...arns].flatMap((arn) => this.store.findByArn(arn));
  }

  /** The one vault that commands take this file to be about, if there is just one. */
  of(uri: vscode.Uri, policy: ParsedPolicy): Vault | undefined {
    const chosen = this.chosen(uri, policy);
    if (chosen !== undefined) return chosen;
    const [only, ...others] = this.named(policy);
    return others.length === 0 ? only : undefined;
  }

  /** The ARN that rules compare with: the same vault may be in sight through two connections. */
  arnOf(uri: vscode.Uri, policy: ParsedPolicy): string | undefined {
    const chosen = this.chosen(uri, policy);
    if (chosen !== undefined) return chosen.arn;
    const [only, ...others] = new Set(this.named(policy).map(({ arn }) => arn));
    return others.length === 0 ? only : undefined;
  }

  /** The time by the clock of the Glacier that holds the vault of this file: that of a local one can be moved. */
  now(uri: vscode.Uri, policy: ParsedPolicy, clock: GlacierClock): number {
    const vault = this.of(uri, policy);
    return vault === undefined ? Date.now() : clock.now(vault.connection.id);
  }

  /** Remembers that a file is meant for a vault, until its text names other vaults than now. */
  async choose(uri: vscode.Uri, policy: ParsedPolicy, vault: Vault): Promise<void> {
    const choice: Choice = { key: vault.key, named: namesIn(policy) };
    await this.memory.update('policyTargets', { ...this.choices(), [uri.toString()]: choice });
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

  private choices(): Readonly<Partial<Record<string, Choice>>> {
    return this.memory.get<Readonly<Partial<Record<string, Choice>>>>('policyTargets', {});
  }
}

interface Choice {
  readonly key: string;
  /** The vaults that the text named when the choice was made. */
  readonly named: string;
}

function namesIn(policy: ParsedPolicy): string {
  return [...new Set(vaultArnsOf(policy).map(({ arn }) => arn))].sort().join(' ');
}
