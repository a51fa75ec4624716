import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import type { GlacierClock, VaultStore } from '../locking/api';
import type { CallerBook } from '../locking/callerBook';
import type { Drift } from '../locking/drift/driftBook';
import { lockOf } from '../locking/lockOf';
import type { Connection, RegionState, Vault } from '../locking/model';
import { RetentionBook } from '../locking/retentionBook';
import { Disposables } from '../shared/disposables';
import { formatNumber } from '../shared/format';
import { settings } from '../shared/settings';
import { filterWords } from './filterWords';
import { lockAppearance } from './lockAppearance';
import type { CountdownTicker } from './countdownTicker';
import { TreeDrawing } from './treeDrawing';
import {
  arrange,
  isFiltering,
  noFilter,
  readArrangement,
  type Arranged,
  type Arrangement,
} from './vaultArrangement';
import { accountOf, connectionTooltip, treeItemOf, vaultTooltip, type TreeData } from './vaultTreeItems';
import {
  childrenOf,
  identityOf,
  isUnlisted,
  parentOf,
  regionOf,
  regionsBelow,
  regionsWithin,
  vaultsInSight,
  type TreeNode,
  type TreeOutline,
} from './vaultTreeNodes';

/** How the policies in force stand to the workspace. */
export interface VaultDrift {
  of(vault: Vault): Drift | undefined;
  onDidChange(listener: () => void): { dispose(): void };
}

/** Where a choice outlives its window. */
export interface Remembered {
  get(): unknown;
  set(value: unknown): void;
}

export interface VaultTreeParts {
  readonly store: VaultStore;
  readonly clock: GlacierClock;
  readonly ticker: CountdownTicker;
  readonly drift: VaultDrift;
  /** Where requests for a region go. Undefined where that cannot be told. */
  readonly addressOf: (connection: Connection, region: string) => Promise<string | undefined>;
  readonly callers: Pick<CallerBook, 'of' | 'ask' | 'onDidChange'>;
  readonly arrangement: Remembered;
  readonly onDidArrange: (arrangement: Arrangement) => void;
}

/**
 * Milliseconds between two drawings in which rows come, go or change their place: while a thousand vaults are listed, a
 * person wants to be able to click on one.
 */
const leastPause = 400;

/** The tree of vaults with their lock states, and the badge that counts locks in progress. */
export class VaultTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(
    new vscode.EventEmitter<TreeNode | TreeNode[] | undefined>(),
  );
  readonly onDidChangeTreeData = this.changed.event;
  readonly view: vscode.TreeView<TreeNode>;
  private readonly store: VaultStore;
  private readonly data: TreeData;
  private readonly outline: TreeOutline;
  private readonly retentions = this.disposables.add(new RetentionBook());
  private readonly drawing: TreeDrawing<TreeNode>;
  /** VS Code knows a node by its identity: the same place in the tree must always be the same object. */
  private readonly nodes = new Map<string, TreeNode>();
  private current: Arrangement;
  /** By the vaults of a region as the store has them; forgotten as a whole when something else counts for it. */
  private arranged = new WeakMap<RegionState['vaults'], Arranged>();
  /** The regions whose rows are open, by identity: also while the connection above them is closed. */
  private readonly open = new Set<string>();
  private drawnAt = Number.NEGATIVE_INFINITY;
  private postponed: NodeJS.Timeout | undefined;

  constructor(private readonly parts: VaultTreeParts) {
    const { store, clock, ticker, drift } = parts;
    this.store = store;
    this.current = readArrangement(parts.arrangement.get());
    const driftOf = (vault: Vault): Drift | undefined => drift.of(vault);
    const arrangedIn = (state: RegionState): Arranged => this.arrangedIn(state);
    this.data = {
      get regions() {
        return store.regions;
      },
      ...{ find: (key) => store.find(key), clock, driftOf, arrangedIn },
      callerOf: (connection) => parts.callers.of(connection),
    };
    this.outline = {
      get regions() {
        return store.regions;
      },
      ...{ find: (key) => store.find(key), hasFile: (vault) => driftOf(vault) !== undefined, arrangedIn },
    };
    this.drawing = new TreeDrawing({
      identityOf,
      childrenOf: (node) => childrenOf(node, this.outline),
      lookOf: (node) => this.look(node),
      isOneWithRows: ({ type }) => type === 'vault',
      sourceOf: (node) => this.sourceOf(node),
    });
    this.view = this.disposables.add(
      vscode.window.createTreeView('glacierVaultLock.vaults', {
        treeDataProvider: this,
        showCollapseAll: true,
        canSelectMany: true,
      }),
    );
    this.disposables.add({ dispose: () => clearTimeout(this.postponed) });
    const prefer = (nodes: readonly TreeNode[]) => {
      const keys = nodes.flatMap((node) => vaultsInSight(node, this.outline));
      // Whoever opens or selects something else sees the vaults of before still.
      if (keys.length > 0) store.prefer(keys);
    };
    this.disposables.add(this.view.onDidChangeSelection(({ selection }) => prefer(selection)));
    this.disposables.add(
      this.view.onDidExpandElement(({ element }) => {
        prefer([element]);
        this.lookBelow(element);
        this.lookAgain(element);
      }),
    );
    this.disposables.add(
      this.view.onDidCollapseElement(({ element }) => {
        if (element.type === 'region') this.open.delete(identityOf(element));
        for (const { connection, region } of regionsWithin(element, this.store.regions))
          this.store.lookAway(connection.id, region);
      }),
    );
    this.disposables.add(store.onDidChange(() => this.render()));
    this.disposables.add(ticker.onTick(() => this.redrawAll()));
    this.disposables.add(drift.onDidChange(() => this.rearranged()));
    this.disposables.add(this.retentions.onDidChange(() => this.rearranged()));
    this.disposables.add(settings.onDidChange(() => this.render()));
    this.disposables.add(parts.callers.onDidChange(() => this.render()));
    parts.onDidArrange(this.current);
  }

  /** Which vaults are shown, and how. */
  get arrangement(): Arrangement {
    return this.current;
  }

  /** Shows the vaults in another way from now on, also after a restart. */
  arrange(arrangement: Arrangement): void {
    if (isDeepStrictEqual(arrangement, this.current)) return;
    this.current = arrangement;
    this.parts.arrangement.set(arrangement);
    this.parts.onDidArrange(arrangement);
    // Whoever chooses sees at once what came of it.
    this.drawnAt = Number.NEGATIVE_INFINITY;
    this.rearranged();
  }

  /** Has the regions listed whose vaults stand below a node. */
  private lookBelow(node: TreeNode | undefined): void {
    for (const { connection, region } of regionsBelow(node, this.store.regions))
      this.store.look(connection.id, region);
  }

  /** Regions that were open when their connection was closed are open again with it, and VS Code does not tell. */
  private lookAgain(node: TreeNode): void {
    for (const { connection, region } of regionsWithin(node, this.store.regions))
      if (this.open.has(identityOf({ type: 'region', connection, region })))
        this.store.look(connection.id, region);
  }

  /** The vaults of the rows that are selected, in the order of the tree. */
  get selected(): readonly string[] {
    return this.view.selection.flatMap((node) => (node.type === 'vault' ? [node.key] : []));
  }

  /** VS Code asks for the children of what is open: then somebody looks at the region. */
  getChildren(node?: TreeNode): TreeNode[] {
    if (node?.type === 'region') this.open.add(identityOf(node));
    this.lookBelow(node);
    const children = childrenOf(node, this.outline).map((child) => this.same(child));
    this.drawing.drawn(node, children);
    return children;
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    return treeItemOf(node, this.data);
  }

  getParent(node: TreeNode): TreeNode | undefined {
    const parent = parentOf(node, this.outline);
    return parent === undefined ? undefined : this.same(parent);
  }

  async resolveTreeItem(item: vscode.TreeItem, node: TreeNode): Promise<vscode.TreeItem> {
    if (node.type === 'connection') item.tooltip = await this.tooltipOf(node.connection);
    if (node.type === 'region') item.tooltip = await this.parts.addressOf(node.connection, node.region);
    const vault = node.type === 'vault' ? this.store.find(node.key) : undefined;
    if (vault !== undefined) item.tooltip = vaultTooltip(vault, this.data);
    return item;
  }

  /** Shows a vault in the tree without taking the focus away from where the person is; not one that is filtered out. */
  async reveal(key: string): Promise<void> {
    if (this.view.visible && this.isShown(key))
      await this.view.reveal(this.same({ type: 'vault', key }), { select: true, focus: false });
  }

  /** Shows a vault in the tree for somebody who asked for it: opens the view and takes the filter away if need be. */
  async show(key: string): Promise<void> {
    if (!this.isShown(key)) this.arrange({ ...this.current, filter: noFilter });
    await this.view.reveal(this.same({ type: 'vault', key }), { select: true, focus: true, expand: true });
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private isShown(key: string): boolean {
    const vault = this.store.find(key);
    const state = vault && regionOf(vault, this.store.regions);
    // A vault that is not known yet is for VS Code to look for.
    return (
      state === undefined || !isFiltering(this.current.filter) || this.arrangedIn(state).vaults.includes(key)
    );
  }

  private arrangedIn({ vaults }: RegionState): Arranged {
    let arranged = this.arranged.get(vaults);
    if (arranged === undefined) {
      const facts = {
        retentionOf: (vault: Vault) => this.retentions.of(vault),
        driftOf: this.data.driftOf,
        nowOf: ({ connection }: Vault) => this.data.clock.now(connection.id),
      };
      arranged = arrange(vaults, this.current, facts);
      this.arranged.set(vaults, arranged);
    }
    return arranged;
  }

  /** Something else counts for which vaults are shown where. */
  private rearranged(): void {
    this.arranged = new WeakMap();
    this.drawing.doubt();
    this.render();
  }

  /** Asks who calls only where Glacier has answered: pointing at a row must not ask anybody for credentials. */
  private async tooltipOf(connection: Connection): Promise<string> {
    const { callers } = this.parts;
    const answered = this.store.regions.find(
      (state) => state.connection.id === connection.id && state.status === 'ready',
    );
    const known = callers.of(connection);
    return connectionTooltip(
      connection,
      known ?? (answered && (await callers.ask(connection, answered.region))),
    );
  }

  /** Of vaults, the state of their region: the store makes a new one of it at every change. */
  private sourceOf(node: TreeNode | undefined): RegionState | undefined {
    const { regions } = this.store;
    if (node === undefined) return regions.length === 1 ? regions[0] : undefined;
    return node.type === 'region' || node.type === 'group' ? regionOf(node, regions) : undefined;
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
    this.view.message = [this.place(), this.filtered(), this.switchedOff()]
      .filter((text) => text !== '')
      .join(' · ');
  }

  /** Whose vaults these are, where the tree itself leaves these levels out. */
  private place(): string {
    const { regions, vaults } = this.store;
    const [first, ...others] = regions;
    if (first === undefined || others.some(({ connection }) => connection.id !== first.connection.id))
      return '';
    const caller = this.parts.callers.of(first.connection);
    const account = accountOf(first.connection, vaults, caller);
    // Alone in the tree, a local Glacier needs no address to be told from others.
    const { practice, name } = first.connection;
    return [
      practice ? vscode.l10n.t('Local Glacier') : name,
      ...(others.length === 0 ? [first.region] : []),
      ...(account === undefined ? [] : [account]),
    ].join(' · ');
  }

  /** What is not shown, so that nobody takes the tree for all there is. */
  private filtered(): string {
    const { filter } = this.current;
    if (!isFiltering(filter) || this.store.regions.length === 0) return '';
    const count = (sizes: readonly number[]): string =>
      formatNumber(sizes.reduce((sum, size) => sum + size, 0));
    const shown = vscode.l10n.t(
      '{0} of {1} vaults: {2}',
      count(this.store.regions.map((state) => this.arrangedIn(state).vaults.length)),
      count(this.store.regions.map(({ vaults }) => vaults.length)),
      filterWords(filter),
    );
    const unlisted = this.store.regions.filter(isUnlisted).length;
    if (unlisted === 0) return shown;
    const rest =
      unlisted === 1
        ? vscode.l10n.t('1 region not listed')
        : vscode.l10n.t('{0} regions not listed', formatNumber(unlisted));
    return `${shown} · ${rest}`;
  }

  /** What a setting keeps a person from, said where it is missed. */
  private switchedOff(): string {
    if (this.store.regions.length === 0) return '';
    const { readOnly, allowComplete } = settings.restrictions();
    if (readOnly) return vscode.l10n.t('read-only mode');
    return allowComplete ? '' : vscode.l10n.t('completing is switched off');
  }

  /**
   * Draws again what has changed, and nothing else. VS Code forgets all rows below what it draws again, and a click that
   * meets it there loses its vault.
   */
  private redraw(): void {
    const { moved, changed } = this.drawing.compare();
    const wait = this.drawnAt + leastPause - performance.now();
    const isDue = moved.length > 0 && wait <= 0;
    if (isDue) {
      this.drawnAt = performance.now();
      this.drawing.forget(moved);
    } else if (moved.length > 0) {
      this.postponed ??= setTimeout(() => {
        this.postponed = undefined;
        this.redraw();
      }, wait);
    }
    const places = isDue ? moved : [];
    const rows = this.drawing.still(changed);
    if (places.includes(undefined)) this.changed.fire(undefined);
    else if (places.length + rows.length > 0)
      this.changed.fire([...places, ...rows].filter((node) => node !== undefined));
  }

  /** Draws again also what depends on the time, or on the workspace. */
  private redrawAll(): void {
    this.drawing.doubt();
    this.redraw();
  }

  /** All that a row shows, or what it is made from where that is quicker to compare. */
  private look(node: TreeNode): readonly unknown[] {
    if (node.type === 'vault') {
      const vault = this.store.find(node.key);
      if (vault === undefined) return [];
      // Nothing but a countdown changes with the time alone.
      const isRunning = lockOf(vault)?.state === 'inProgress';
      const description = isRunning ? lockAppearance(vault, this.data.clock).description : '';
      return [vault, description, JSON.stringify(this.data.driftOf(vault))];
    }
    const { label, description, contextValue, iconPath, tooltip } = treeItemOf(node, this.data);
    return [JSON.stringify([label, description, contextValue, iconPath, tooltip])];
  }
}
