import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import type { GlacierClock, VaultStore } from '../locking/api';
import { Disposables } from '../shared/disposables';
import type { CountdownTicker } from './countdownTicker';
import { treeItemOf, vaultTooltip, type TreeData } from './vaultTreeItems';
import { childrenOf, parentOf, type TreeNode } from './vaultTreeNodes';

/** The tree of vaults with their lock states, and the badge that counts locks in progress. */
export class VaultTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(new vscode.EventEmitter<TreeNode | undefined>());
  readonly onDidChangeTreeData = this.changed.event;
  readonly view: vscode.TreeView<TreeNode>;
  private readonly data: TreeData;
  /** VS Code knows a node by its identity: the same place in the tree must always be the same object. */
  private readonly nodes = new Map<string, TreeNode>();

  constructor(
    private readonly store: VaultStore,
    clock: GlacierClock,
    ticker: CountdownTicker,
  ) {
    this.data = {
      get regions() {
        return store.regions;
      },
      find: (key) => store.find(key),
      clock,
    };
    this.view = this.disposables.add(
      vscode.window.createTreeView('glacierVaultLock.vaults', {
        treeDataProvider: this,
        showCollapseAll: true,
      }),
    );
    this.disposables.add(store.onDidChange(() => this.render()));
    this.disposables.add(ticker.onTick(() => this.tick()));
  }

  getChildren(node?: TreeNode): TreeNode[] {
    return childrenOf(node, this.store.regions, this.data.find).map((child) => this.same(child));
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    return treeItemOf(node, this.data);
  }

  getParent(node: TreeNode): TreeNode | undefined {
    const parent = parentOf(node, this.store.regions, this.data.find);
    return parent === undefined ? undefined : this.same(parent);
  }

  resolveTreeItem(item: vscode.TreeItem, node: TreeNode): vscode.TreeItem {
    const vault = node.type === 'vault' ? this.store.find(node.key) : undefined;
    if (vault !== undefined) item.tooltip = vaultTooltip(vault, this.data.clock);
    return item;
  }

  /** Shows a vault in the tree without taking the focus away from where the person is. */
  async reveal(key: string): Promise<void> {
    if (this.view.visible)
      await this.view.reveal(this.same({ type: 'vault', key }), { select: true, focus: false });
  }

  dispose(): void {
    this.disposables.dispose();
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
    this.changed.fire(undefined);
    const pending = this.store.inProgress.length;
    const tooltip =
      pending === 1
        ? vscode.l10n.t('1 vault lock in progress')
        : vscode.l10n.t('{0} vault locks in progress', pending);
    this.view.badge = pending === 0 ? undefined : { value: pending, tooltip };
    this.view.message = this.place();
  }

  /** Whose vaults these are, where the tree itself leaves these levels out. */
  private place(): string {
    const { regions, vaults } = this.store;
    const [first, ...others] = regions;
    if (first === undefined || others.some(({ connection }) => connection.id !== first.connection.id))
      return '';
    const [vault] = vaults;
    const account = vault === undefined ? [] : [vault.account];
    return [first.connection.name, ...(others.length === 0 ? [first.region] : []), ...account].join(' · ');
  }

  private tick(): void {
    if (!this.view.visible) return;
    for (const { key } of this.store.inProgress) this.changed.fire(this.same({ type: 'vault', key }));
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
