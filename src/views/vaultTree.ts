import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import type { CallerReading } from '../glacier/gateway';
import type { GlacierClock, VaultStore } from '../locking/api';
import type { Drift } from '../locking/drift/driftBook';
import type { Connection, Vault } from '../locking/model';
import { Disposables } from '../shared/disposables';
import { settings } from '../shared/settings';
import { lockAppearance } from './lockAppearance';
import type { CountdownTicker } from './countdownTicker';
import { connectionTooltip, treeItemOf, vaultTooltip, type TreeData } from './vaultTreeItems';
import { childrenOf, parentOf, type TreeNode } from './vaultTreeNodes';

/** What the tree shows, to be compared with what it showed. */
interface TreePicture {
  /** Which rows there are, and how those look that are no vaults. */
  readonly outline: string;
  /** By key: what is known of a vault, and the words that change with the time and with the workspace. */
  readonly vaults: ReadonlyMap<string, { readonly vault: Vault; readonly description: string }>;
}

/** How the policies in force stand to the workspace. */
export interface VaultDrift {
  of(vault: Vault): Drift | undefined;
  onDidChange(listener: () => void): { dispose(): void };
}

/** The tree of vaults with their lock states, and the badge that counts locks in progress. */
export class VaultTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(
    new vscode.EventEmitter<TreeNode | TreeNode[] | undefined>(),
  );
  readonly onDidChangeTreeData = this.changed.event;
  readonly view: vscode.TreeView<TreeNode>;
  private readonly data: TreeData;
  /** VS Code knows a node by its identity: the same place in the tree must always be the same object. */
  private readonly nodes = new Map<string, TreeNode>();
  private drawn: TreePicture = { outline: '', vaults: new Map() };

  constructor(
    private readonly store: VaultStore,
    clock: GlacierClock,
    ticker: CountdownTicker,
    drift: VaultDrift,
    private readonly callerOf: (connection: Connection, region: string) => Promise<CallerReading>,
  ) {
    this.data = {
      get regions() {
        return store.regions;
      },
      find: (key) => store.find(key),
      clock,
      driftOf: (vault) => drift.of(vault),
    };
    this.view = this.disposables.add(
      vscode.window.createTreeView('glacierVaultLock.vaults', {
        treeDataProvider: this,
        showCollapseAll: true,
      }),
    );
    this.disposables.add(store.onDidChange(() => this.render()));
    this.disposables.add(ticker.onTick(() => this.redraw()));
    this.disposables.add(drift.onDidChange(() => this.redraw()));
    this.disposables.add(settings.onDidChange(() => this.render()));
  }

  getChildren(node?: TreeNode): TreeNode[] {
    return this.childrenOf(node).map((child) => this.same(child));
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    return treeItemOf(node, this.data);
  }

  getParent(node: TreeNode): TreeNode | undefined {
    const parent = parentOf(node, this.store.regions, this.data.find);
    return parent === undefined ? undefined : this.same(parent);
  }

  async resolveTreeItem(item: vscode.TreeItem, node: TreeNode): Promise<vscode.TreeItem> {
    if (node.type === 'connection') item.tooltip = await this.tooltipOf(node.connection);
    const vault = node.type === 'vault' ? this.store.find(node.key) : undefined;
    if (vault !== undefined) item.tooltip = vaultTooltip(vault, this.data);
    return item;
  }

  /** Shows a vault in the tree without taking the focus away from where the person is. */
  async reveal(key: string): Promise<void> {
    if (this.view.visible)
      await this.view.reveal(this.same({ type: 'vault', key }), { select: true, focus: false });
  }

  /** Shows a vault in the tree for somebody who asked for it: opens the view if need be. */
  async show(key: string): Promise<void> {
    await this.view.reveal(this.same({ type: 'vault', key }), { select: true, focus: true, expand: true });
  }

  dispose(): void {
    this.disposables.dispose();
  }

  /** Asks who calls only where Glacier has answered: pointing at a row must not ask anybody for credentials. */
  private async tooltipOf(connection: Connection): Promise<string> {
    const answered = this.store.regions.find(
      (state) => state.connection.id === connection.id && state.status === 'ready',
    );
    const caller = answered && (await this.callerOf(connection, answered.region));
    return connectionTooltip(connection, caller);
  }

  private same(node: TreeNode): TreeNode {
    const id = identityOf(node);
    const known = this.nodes.get(id);
    // A connection may have changed its name or endpoint; a node without data of its own never changes.
    if (known !== undefined && (!('connection' in node) || isDeepStrictEqual(known, node))) return known;
    this.nodes.set(id, node);
    return node;
  }

  private render(): void {
    this.redraw();
    const pending = this.store.inProgress.length;
    const tooltip =
      pending === 1
        ? vscode.l10n.t('1 vault lock in progress')
        : vscode.l10n.t('{0} vault locks in progress', pending);
    this.view.badge = pending === 0 ? undefined : { value: pending, tooltip };
    this.view.message = [this.place(), this.switchedOff()].filter((text) => text !== '').join(' · ');
  }

  /** Whose vaults these are, where the tree itself leaves these levels out. */
  private place(): string {
    const { regions, vaults } = this.store;
    const [first, ...others] = regions;
    if (first === undefined || others.some(({ connection }) => connection.id !== first.connection.id))
      return '';
    const [vault] = vaults;
    const account = vault === undefined ? [] : [vault.account];
    // Alone in the tree, a local Glacier needs no address to be told from others.
    const { practice, name } = first.connection;
    return [
      practice ? vscode.l10n.t('Local Glacier') : name,
      ...(others.length === 0 ? [first.region] : []),
      ...account,
    ].join(' · ');
  }

  /** What a setting keeps a person from, said where it is missed. */
  private switchedOff(): string {
    if (this.store.regions.length === 0) return '';
    const { readOnly, allowComplete } = settings.restrictions();
    if (readOnly) return vscode.l10n.t('read-only mode');
    return allowComplete ? '' : vscode.l10n.t('completing is switched off');
  }

  /**
   * Draws again what has changed, and nothing else: the row of a vault, or the whole tree when rows come or go. VS Code
   * forgets all rows when the whole tree is drawn again, and a click that meets it there loses its vault.
   */
  private redraw(): void {
    const former = this.drawn;
    this.drawn = this.picture();
    if (this.drawn.outline !== former.outline) {
      this.changed.fire(undefined);
      return;
    }
    const changed: TreeNode[] = [];
    for (const [key, { vault, description }] of this.drawn.vaults) {
      const before = former.vaults.get(key);
      if (before?.vault === vault && before.description === description) continue;
      changed.push(this.same({ type: 'vault', key }));
    }
    if (changed.length > 0) this.changed.fire(changed);
  }

  private picture(): TreePicture {
    const outline: string[] = [];
    const visit = (node: TreeNode | undefined): void => {
      for (const child of this.childrenOf(node)) {
        outline.push(identityOf(child));
        if (child.type === 'vault') continue;
        outline.push(this.look(child));
        visit(child);
      }
    };
    visit(undefined);
    const vaults = this.store.vaults.map((vault) => {
      const { description } = lockAppearance(vault, this.data.clock);
      const drift = JSON.stringify(this.data.driftOf(vault));
      return [vault.key, { vault, description: `${description} ${drift}` }] as const;
    });
    return { outline: outline.join('\n'), vaults: new Map(vaults) };
  }

  private childrenOf(node: TreeNode | undefined): readonly TreeNode[] {
    const { find, driftOf } = this.data;
    return childrenOf(node, this.store.regions, find, (vault) => driftOf(vault) !== undefined);
  }

  private look(node: TreeNode): string {
    const { label, description, contextValue, iconPath, tooltip } = treeItemOf(node, this.data);
    return JSON.stringify([label, description, contextValue, iconPath, tooltip]);
  }
}

function identityOf(node: TreeNode): string {
  switch (node.type) {
    case 'connection':
      return `connection ${node.connection.id}`;
    case 'region':
      return `region ${node.connection.id} ${node.region}`;
    case 'vault':
      return `vault ${node.key}`;
    case 'property':
      return `${node.property} ${node.key}`;
    case 'message':
      return `message ${node.kind} ${node.connection.id} ${node.region}`;
  }
}
