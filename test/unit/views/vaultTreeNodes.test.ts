import assert from 'node:assert/strict';
import { GlacierError } from '../../../src/glacier/glacierError';
import type { Connection, LockKnowledge, RegionState, Vault } from '../../../src/locking/model';
import { arrange, plainArrangement } from '../../../src/views/vaultArrangement';
import {
  childrenOf,
  isUnlisted,
  parentOf,
  regionsWithin,
  vaultsInSight,
  type TreeNode,
  type TreeOutline,
} from '../../../src/views/vaultTreeNodes';

const connection = (id: string, ...regions: string[]): Connection => ({
  id,
  kind: 'aws',
  name: id,
  regions,
  practice: false,
});

const vault = (of: Connection, region: string, name: string, lock: LockKnowledge): Vault => ({
  key: `${of.id} ${region} ${name}`,
  connection: of,
  region,
  account: '210987654321',
  name,
  arn: `arn:aws:glacier:${region}:210987654321:vaults/${name}`,
  created: 0,
  lastInventory: undefined,
  archives: undefined,
  sizeInBytes: undefined,
  lock,
});

const read = (lock: Extract<LockKnowledge, { known: 'read' }>['lock']): LockKnowledge => ({
  known: 'read',
  lock,
  requestId: undefined,
  readAt: 0,
});

const region = (
  of: Connection,
  name: string,
  status: RegionState['status'],
  vaults: Vault[] = [],
): RegionState => ({
  connection: of,
  region: name,
  status,
  vaults,
  asOf: undefined,
  error:
    status === 'failed'
      ? new GlacierError({
          code: 'ECONNREFUSED',
          operation: 'ListVaults',
          message: 'Nothing answers.',
          advice: 'Look again.',
          httpStatus: undefined,
          requestId: undefined,
          ambiguous: false,
          cause: undefined,
        })
      : undefined,
});

const outline = (regions: readonly RegionState[]): TreeOutline => ({
  regions,
  find: (key) => regions.flatMap(({ vaults }) => vaults).find((one) => one.key === key),
  hasFile: () => false,
  arrangedIn: ({ vaults }) =>
    arrange(vaults, plainArrangement, {
      retentionOf: () => ({ kind: 'noPolicy' }),
      driftOf: () => undefined,
      nowOf: () => 0,
    }),
});

const show = (node: TreeNode): string => {
  switch (node.type) {
    case 'connection':
      return node.connection.id;
    case 'region':
      return node.region;
    case 'group':
      return `[${node.group}]`;
    case 'vault':
      return node.key;
    case 'property':
      return node.property;
    case 'message':
      return `(${node.kind})`;
  }
};

/** The whole tree as indented lines, down to the vaults. */
function draw(regions: readonly RegionState[], node?: TreeNode, indent = ''): string[] {
  return childrenOf(node, outline(regions)).flatMap((child) => [
    indent + show(child),
    ...(child.type === 'vault' ? [] : draw(regions, child, `${indent}  `)),
  ]);
}

const home = connection('home', 'us-west-2');
const wide = connection('wide', 'us-east-1', 'eu-west-1');
const none = read({ state: 'none' });

describe('the vault tree', () => {
  const cases: readonly [string, readonly RegionState[], readonly string[]][] = [
    ['nothing without a connection', [], []],
    [
      'vaults at once where there is one connection with one region',
      [region(home, 'us-west-2', 'ready', [vault(home, 'us-west-2', 'a', none)])],
      ['home us-west-2 a'],
    ],
    [
      'regions where one connection has several',
      [
        region(wide, 'us-east-1', 'ready', [vault(wide, 'us-east-1', 'a', none)]),
        region(wide, 'eu-west-1', 'ready'),
      ],
      ['us-east-1', '  wide us-east-1 a', 'eu-west-1', '  (noVaults)'],
    ],
    [
      'connections where there are several, without a level for a single region',
      [
        region(home, 'us-west-2', 'ready', [vault(home, 'us-west-2', 'a', none)]),
        region(wide, 'us-east-1', 'listing'),
        region(wide, 'eu-west-1', 'failed'),
      ],
      ['home', '  home us-west-2 a', 'wide', '  us-east-1', '    (listing)', '  eu-west-1', '    (failed)'],
    ],
    [
      'vaults that came while the list is still coming',
      [region(home, 'us-west-2', 'listing', [vault(home, 'us-west-2', 'a', { known: 'pending' })])],
      ['home us-west-2 a'],
    ],
    [
      'the error and what was known before',
      [region(home, 'us-west-2', 'failed', [vault(home, 'us-west-2', 'a', none)])],
      ['(failed)', 'home us-west-2 a'],
    ],
  ];
  for (const [title, regions, lines] of cases) {
    it(`shows ${title}`, () => assert.deepEqual(draw(regions), lines));
  }

  it('gives every node the parent under which it is shown', () => {
    const regions = [
      region(home, 'us-west-2', 'ready', [vault(home, 'us-west-2', 'a', none)]),
      region(wide, 'us-east-1', 'ready', [vault(wide, 'us-east-1', 'b', none)]),
      region(wide, 'eu-west-1', 'failed'),
    ];
    let seen = 0;
    const visit = (parent: TreeNode | undefined): void => {
      for (const child of childrenOf(parent, outline(regions))) {
        seen += 1;
        assert.deepEqual(parentOf(child, outline(regions)), parent, show(child));
        visit(child);
      }
    };
    visit(undefined);
    assert.ok(seen > 10);
  });

  it('lists under a vault what its state has to tell', () => {
    const policy = '{}';
    const states: readonly [LockKnowledge, readonly string[]][] = [
      [none, ['state', 'archives', 'vaultCreated', 'arn']],
      [{ known: 'pending' }, ['state', 'archives', 'vaultCreated', 'arn']],
      [
        read({ state: 'inProgress', policy, created: 0, expires: 1, lockId: { held: false } }),
        ['state', 'expires', 'policy', 'lockId', 'lockCreated', 'archives', 'vaultCreated', 'arn'],
      ],
      [
        read({ state: 'locked', policy, created: 0 }),
        ['state', 'policy', 'lockCreated', 'archives', 'vaultCreated', 'arn'],
      ],
    ];
    for (const [lock, properties] of states) {
      const regions = [region(home, 'us-west-2', 'ready', [vault(home, 'us-west-2', 'a', lock)])];
      const [node] = childrenOf(undefined, outline(regions));
      assert.deepEqual(childrenOf(node, outline(regions)).map(show), properties);
    }
  });

  it('closes with a connection all its regions, and with a region that one', () => {
    const a = connection('a', 'eu-west-1', 'us-west-2');
    const b = connection('b', 'us-west-2');
    const regions = [
      region(a, 'eu-west-1', 'ready'),
      region(a, 'us-west-2', 'idle'),
      region(b, 'us-west-2', 'ready'),
    ];
    const within = (node: TreeNode) =>
      regionsWithin(node, regions).map((state) => `${state.connection.id} ${state.region}`);
    assert.deepEqual(within({ type: 'connection', connection: a }), ['a eu-west-1', 'a us-west-2']);
    assert.deepEqual(within({ type: 'connection', connection: b }), ['b us-west-2']);
    assert.deepEqual(within({ type: 'region', connection: a, region: 'us-west-2' }), ['a us-west-2']);
    assert.deepEqual(within({ type: 'vault', key: 'v' }), []);
  });

  it('tells which vaults are in sight once a node is open: as many as fit, in their order', () => {
    const a = connection('a', 'eu-west-1', 'us-west-2');
    const many = Array.from({ length: 80 }, (_, index) =>
      vault(a, 'us-west-2', `v${String(index + 10)}`, { known: 'pending' }),
    );
    const regions = [region(a, 'eu-west-1', 'idle'), region(a, 'us-west-2', 'ready', many)];
    const sight = (node: TreeNode) => vaultsInSight(node, outline(regions));
    assert.deepEqual(
      sight({ type: 'region', connection: a, region: 'us-west-2' }),
      many.slice(0, 50).map(({ key }) => key),
    );
    assert.deepEqual(sight({ type: 'connection', connection: a }), []);
    assert.deepEqual(sight({ type: 'region', connection: a, region: 'eu-west-1' }), []);
    assert.deepEqual(sight({ type: 'property', property: 'arn', key: 'v' }), ['v']);
    assert.deepEqual(sight({ type: 'message', kind: 'noVaults', connection: a, region: 'eu-west-1' }), []);
  });

  it('counts a region as not listed only where nothing is known of its vaults', () => {
    const a = connection('a', 'us-west-2');
    const kept = vault(a, 'us-west-2', 'v', { known: 'pending' });
    const isIt = (status: RegionState['status'], vaults: Vault[] = []) =>
      isUnlisted(region(a, 'us-west-2', status, vaults));
    assert.deepEqual([isIt('idle'), isIt('failed')], [true, true]);
    assert.deepEqual([isIt('idle', [kept]), isIt('listing'), isIt('ready')], [false, false, false]);
  });
});
