import type { Connection, RegionState, Vault } from '../locking/model';

/** What stands in the vault tree. Nodes carry data only; `vaultTreeItems.ts` says how they look. */
export type TreeNode = ConnectionNode | RegionNode | VaultNode | PropertyNode | MessageNode;

export interface ConnectionNode {
  readonly type: 'connection';
  readonly connection: Connection;
}

export interface RegionNode {
  readonly type: 'region';
  readonly connection: Connection;
  readonly region: string;
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
  readonly kind: 'listing' | 'noVaults' | 'failed';
  readonly connection: Connection;
  readonly region: string;
}

/**
 * The children of a node, or of the root. Levels with a single entry are left out.
 *
 * @param hasFile Whether a vault's policy in force can be held against a file of the workspace.
 */
export function childrenOf(
  node: TreeNode | undefined,
  regions: readonly RegionState[],
  find: (key: string) => Vault | undefined,
  hasFile: (vault: Vault) => boolean,
): readonly TreeNode[] {
  if (node === undefined) {
    const connections = new Map(regions.map(({ connection }) => [connection.id, connection]));
    const [only] = connections.values();
    if (connections.size === 1 && only !== undefined) return regionNodes(only, regions);
    return [...connections.values()].map((connection) => ({ type: 'connection', connection }));
  }
  switch (node.type) {
    case 'connection':
      return regionNodes(node.connection, regions);
    case 'region': {
      const state = regions.find(
        ({ connection, region }) => connection.id === node.connection.id && region === node.region,
      );
      return state === undefined ? [] : vaultNodes(state);
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
  regions: readonly RegionState[],
  find: (key: string) => Vault | undefined,
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
      return vault === undefined ? undefined : inRegion(vault.connection, vault.region);
    }
    case 'property':
      return { type: 'vault', key: node.key };
    case 'message':
      return inRegion(node.connection, node.region);
  }
}

function regionNodes(connection: Connection, regions: readonly RegionState[]): readonly TreeNode[] {
  const own = regions.filter((state) => state.connection.id === connection.id);
  const [only] = own;
  if (own.length === 1 && only !== undefined) return vaultNodes(only);
  return own.map(({ region }) => ({ type: 'region', connection, region }));
}

function vaultNodes(state: RegionState): readonly TreeNode[] {
  const { connection, region } = state;
  const message = (kind: MessageNode['kind']): MessageNode => ({ type: 'message', kind, connection, region });
  const vaults = state.vaults.map<TreeNode>(({ key }) => ({ type: 'vault', key }));
  if (state.status === 'failed') return [message('failed'), ...vaults];
  if (vaults.length > 0) return vaults;
  return [message(state.status === 'ready' ? 'noVaults' : 'listing')];
}

function propertiesOf(vault: Vault, hasFile: boolean): readonly PropertyName[] {
  const lock = vault.lock.known === 'read' ? vault.lock.lock : undefined;
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
