import { lockOf } from '../locking/lockOf';
import type { Connection, RegionState, Vault } from '../locking/model';
import type { Arranged } from './vaultArrangement';

/** What stands in the vault tree. Nodes carry data only; `vaultTreeItems.ts` says how they look. */
export type TreeNode = ConnectionNode | RegionNode | GroupNode | VaultNode | PropertyNode | MessageNode;

export interface ConnectionNode {
  readonly type: 'connection';
  readonly connection: Connection;
}

export interface RegionNode {
  readonly type: 'region';
  readonly connection: Connection;
  readonly region: string;
}

/** Vaults of a region that have something in common. */
export interface GroupNode {
  readonly type: 'group';
  readonly connection: Connection;
  readonly region: string;
  /** The id of the group in its region. */
  readonly group: string;
}

export interface VaultNode {
  readonly type: 'vault';
  readonly key: string;
}

export type PropertyName =
  'state' | 'policy' | 'file' | 'lockId' | 'vaultCreated' | 'lockCreated' | 'expires' | 'archives' | 'arn';

export interface PropertyNode {
  readonly type: 'property';
  readonly property: PropertyName;
  readonly key: string;
}

/** A line that says why there is nothing else, with something to click. */
export interface MessageNode {
  readonly type: 'message';
  readonly kind: 'listing' | 'noVaults' | 'filtered' | 'failed';
  readonly connection: Connection;
  readonly region: string;
}

/** What the tree is made of. */
export interface TreeOutline {
  readonly regions: readonly RegionState[];
  readonly find: (key: string) => Vault | undefined;
  /** Whether a vault's policy in force can be held against a file of the workspace. */
  readonly hasFile: (vault: Vault) => boolean;
  /** Which vaults of a region are shown, and how. */
  readonly arrangedIn: (region: RegionState) => Arranged;
}

/** The children of a node, or of the root. Levels with a single entry are left out. */
export function childrenOf(node: TreeNode | undefined, outline: TreeOutline): readonly TreeNode[] {
  const { regions, find, hasFile, arrangedIn } = outline;
  if (node === undefined) {
    const connections = new Map(regions.map(({ connection }) => [connection.id, connection]));
    const [only] = connections.values();
    if (connections.size === 1 && only !== undefined) return regionNodes(only, outline);
    return [...connections.values()].map((connection) => ({ type: 'connection', connection }));
  }
  switch (node.type) {
    case 'connection':
      return regionNodes(node.connection, outline);
    case 'region': {
      const state = regionOf(node, regions);
      return state === undefined ? [] : vaultNodes(state, outline);
    }
    case 'group': {
      const state = regionOf(node, regions);
      const group = state && arrangedIn(state).groups?.find(({ id }) => id === node.group);
      return (group?.vaults ?? []).map((key) => ({ type: 'vault', key }));
    }
    case 'vault': {
      const vault = find(node.key);
      return vault === undefined
        ? []
        : propertiesOf(vault, hasFile(vault)).map((property) => ({
            type: 'property',
            property,
            key: node.key,
          }));
    }
    case 'property':
    case 'message':
      return [];
  }
}

/** The node above, so that a vault can be revealed. */
export function parentOf(
  node: TreeNode,
  { regions, find, arrangedIn }: Omit<TreeOutline, 'hasFile'>,
): TreeNode | undefined {
  const manyConnections = new Set(regions.map(({ connection }) => connection.id)).size > 1;
  const inConnection = (connection: Connection): TreeNode | undefined =>
    manyConnections ? { type: 'connection', connection } : undefined;
  const inRegion = (connection: Connection, region: string): TreeNode | undefined =>
    connection.regions.length > 1 ? { type: 'region', connection, region } : inConnection(connection);
  switch (node.type) {
    case 'connection':
      return undefined;
    case 'region':
      return inConnection(node.connection);
    case 'vault': {
      const vault = find(node.key);
      if (vault === undefined) return undefined;
      const { connection, region } = vault;
      const state = regionOf(vault, regions);
      const group = state && arrangedIn(state).groupOf.get(node.key);
      return group === undefined
        ? inRegion(connection, region)
        : { type: 'group', connection, region, group };
    }
    case 'property':
      return { type: 'vault', key: node.key };
    case 'group':
    case 'message':
      return inRegion(node.connection, node.region);
  }
}

/** The region that a node, or a vault, belongs to. */
export function regionOf(
  { connection: { id }, region }: { readonly connection: { readonly id: string }; readonly region: string },
  regions: readonly RegionState[],
): RegionState | undefined {
  return regions.find((state) => state.connection.id === id && state.region === region);
}

/** The regions whose vaults are the children of a node, or of the root: those are looked at while it is open. */
export function regionsBelow(
  node: TreeNode | undefined,
  regions: readonly RegionState[],
): readonly RegionState[] {
  if (node !== undefined && node.type !== 'connection' && node.type !== 'region') return [];
  const ofConnection = ({ connection }: RegionState) =>
    node === undefined || connection.id === node.connection.id;
  const own = regions.filter(ofConnection);
  if (node?.type === 'region') return own.filter(({ region }) => region === node.region);
  return own.length === 1 ? own : [];
}

/** Nobody has looked at it, or it could not be listed: which vaults it has is not known, not even from an earlier session. */
export function isUnlisted({ status, vaults, asOf }: RegionState): boolean {
  return (status === 'idle' || status === 'failed') && vaults.length === 0 && asOf === undefined;
}

/** The regions that are out of sight when a node is closed, whether their rows are open or not. */
export function regionsWithin(node: TreeNode, regions: readonly RegionState[]): readonly RegionState[] {
  if (node.type !== 'connection') return regionsBelow(node, regions);
  return regions.filter(({ connection }) => connection.id === node.connection.id);
}

/** So many rows are in sight at most when a node is opened. */
const inSight = 50;

/** The vaults that a person sees who opens or selects a node; none where it has no vaults right below it. */
export function vaultsInSight(
  node: TreeNode,
  outline: Pick<TreeOutline, 'regions' | 'arrangedIn'>,
): readonly string[] {
  if (node.type === 'vault' || node.type === 'property') return [node.key];
  const { regions, arrangedIn } = outline;
  if (node.type === 'group') {
    const state = regionOf(node, regions);
    const group = state && arrangedIn(state).groups?.find(({ id }) => id === node.group);
    return (group?.vaults ?? []).slice(0, inSight);
  }
  const [state] = regionsBelow(node, regions);
  return state === undefined ? [] : arrangedIn(state).vaults.slice(0, inSight);
}

function regionNodes(connection: Connection, outline: TreeOutline): readonly TreeNode[] {
  const own = outline.regions.filter((state) => state.connection.id === connection.id);
  const [only] = own;
  if (own.length === 1 && only !== undefined) return vaultNodes(only, outline);
  return own.map(({ region }) => ({ type: 'region', connection, region }));
}

function vaultNodes(state: RegionState, { arrangedIn }: TreeOutline): readonly TreeNode[] {
  const { connection, region } = state;
  const message = (kind: MessageNode['kind']): MessageNode => ({ type: 'message', kind, connection, region });
  const { groups, vaults } = arrangedIn(state);
  const rows =
    groups === undefined
      ? vaults.map<TreeNode>((key) => ({ type: 'vault', key }))
      : groups.map<TreeNode>(({ id }) => ({ type: 'group', connection, region, group: id }));
  if (state.status === 'failed') return [message('failed'), ...rows];
  if (rows.length > 0) return rows;
  if (state.status !== 'ready') return [message('listing')];
  return [message(state.vaults.length === 0 ? 'noVaults' : 'filtered')];
}

function propertiesOf(vault: Vault, hasFile: boolean): readonly PropertyName[] {
  const lock = lockOf(vault);
  const file: readonly PropertyName[] = hasFile ? ['file'] : [];
  switch (lock?.state) {
    case 'inProgress':
      return [
        'state',
        'expires',
        'policy',
        ...file,
        'lockId',
        'lockCreated',
        'archives',
        'vaultCreated',
        'arn',
      ];
    case 'locked':
      return ['state', 'policy', ...file, 'lockCreated', 'archives', 'vaultCreated', 'arn'];
    case 'none':
    case undefined:
      return ['state', 'archives', 'vaultCreated', 'arn'];
  }
}

/** Tells a node from all others, also over restarts. */
export function identityOf(node: TreeNode): string {
  switch (node.type) {
    case 'connection':
      return `connection ${node.connection.id}`;
    case 'region':
      return `region ${node.connection.id} ${node.region}`;
    case 'group':
      return `group ${node.connection.id} ${node.region} ${node.group}`;
    case 'vault':
      return `vault ${node.key}`;
    case 'property':
      return `${node.property} ${node.key}`;
    case 'message':
      return `message ${node.kind} ${node.connection.id} ${node.region}`;
  }
}
