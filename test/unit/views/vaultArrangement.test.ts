import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ownError } from '../../../src/glacier/explainError';
import type { Connection, LockKnowledge, RegionState, Vault } from '../../../src/locking/model';
import type { Drift } from '../../../src/locking/drift/driftBook';
import type { RetentionFact } from '../../../src/locking/retentionBook';
import {
  arrange,
  groupings,
  isFiltering,
  lockNameOf,
  lockNames,
  noFilter,
  plainArrangement,
  readArrangement,
  sortings,
  type Arrangement,
  type VaultFacts,
  type VaultFilter,
} from '../../../src/views/vaultArrangement';
import { childrenOf, identityOf, parentOf, type TreeNode } from '../../../src/views/vaultTreeNodes';

const home: Connection = { id: 'home', kind: 'aws', name: 'home', regions: ['us-west-2'], practice: false };

const read = (lock: Extract<LockKnowledge, { known: 'read' }>['lock']): LockKnowledge => ({
  known: 'read',
  lock,
  requestId: undefined,
  readAt: 0,
});

const none = read({ state: 'none' });
const locked = read({ state: 'locked', policy: '{}', created: 0 });
const inProgress = (expires: number): LockKnowledge =>
  read({ state: 'inProgress', policy: '{}', created: 0, expires, lockId: { held: false } });
const failed: LockKnowledge = {
  known: 'failed',
  error: ownError('ConnectionClosed', {
    operation: 'GetVaultLock',
    vault: 'a',
    target: { region: 'us-west-2', practice: true },
  }),
};

const vault = (name: string, lock: LockKnowledge, more: Partial<Vault> = {}): Vault => {
  const { connection = home, region = 'us-west-2' } = more;
  return {
    key: `${connection.id} ${region} ${name}`,
    connection,
    region,
    account: '210987654321',
    name,
    arn: `arn:aws:glacier:${region}:210987654321:vaults/${name}`,
    created: 0,
    lastInventory: undefined,
    archives: undefined,
    sizeInBytes: undefined,
    lock,
    ...more,
  };
};

/** Facts by the name of a vault. */
const facts = (
  retention: Readonly<Partial<Record<string, RetentionFact>>> = {},
  drift: Readonly<Partial<Record<string, Drift>>> = {},
): VaultFacts => ({
  retentionOf: ({ name }) => retention[name] ?? { kind: 'noPolicy' },
  driftOf: ({ name }) => drift[name],
  nowOf: () => 1_000,
});

const compared = (agreement: 'same' | 'differs'): Drift => ({
  kind: 'compared',
  file: 'file:///a',
  agreement,
});

const names = (keys: readonly string[]): readonly string[] => keys.map((key) => key.split(' ')[2] ?? '');

const shown = (
  vaults: readonly Vault[],
  arrangement: Partial<Arrangement>,
  given: VaultFacts = facts(),
): readonly string[] => names(arrange(vaults, { ...plainArrangement, ...arrangement }, given).vaults);

const groups = (
  vaults: readonly Vault[],
  arrangement: Partial<Arrangement>,
  given: VaultFacts = facts(),
): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    (arrange(vaults, { ...plainArrangement, ...arrangement }, given).groups ?? []).map((group) => [
      group.id,
      names(group.vaults),
    ]),
  );

const some = [
  vault('audit', inProgress(2_000), { created: 3 }),
  vault('books', locked, { created: 1 }),
  vault('Cases', none, { created: 4 }),
  vault('desks', failed, { created: 2 }),
  vault('edges', inProgress(1_000), { created: 5 }),
];

describe('the arrangement of vaults', () => {
  describe('shows by a filter', () => {
    const filter = (wanted: Partial<VaultFilter>): readonly string[] =>
      shown(some, { filter: { ...noFilter, ...wanted } }, facts({}, { books: compared('differs') }));

    it('all of them without one', () => {
      assert.deepEqual(filter({}), ['audit', 'books', 'Cases', 'desks', 'edges']);
      assert.deepEqual(filter({ text: '  ' }), ['audit', 'books', 'Cases', 'desks', 'edges']);
    });

    it('what has all words in its name, region, account or ARN, whatever the capitals', () => {
      assert.deepEqual(filter({ text: 'cAS' }), ['Cases']);
      assert.deepEqual(filter({ text: 'es US-west' }), ['Cases', 'desks', 'edges']);
      for (const text of ['us-west', '210987654321', 'ARN:aws:glacier:us-west-2', 'e s'])
        assert.equal(filter({ text }).length, text === 'e s' ? 3 : 5, text);
      // These are in every ARN.
      for (const text of ['us', 'vault', 'arn', '2109']) assert.deepEqual(filter({ text }), [], text);
      assert.deepEqual(filter({ text: ':vaults/books' }), ['books']);
      assert.deepEqual(filter({ text: 'es eu-west' }), []);
    });

    it('what is in one of the states, and differs from its file', () => {
      assert.deepEqual(filter({ locks: ['inProgress', 'failed'] }), ['audit', 'desks', 'edges']);
      assert.deepEqual(filter({ drifted: true }), ['books']);
      assert.deepEqual(filter({ drifted: true, locks: ['none'] }), []);
    });
  });

  describe('sorts', () => {
    it('by expiry: in progress first, what ends soonest before all', () => {
      assert.deepEqual(shown(some, { sort: 'expiry' }), ['edges', 'audit', 'books', 'Cases', 'desks']);
    });

    it('by creation: the youngest first', () => {
      assert.deepEqual(shown(some, { sort: 'created' }), ['edges', 'Cases', 'audit', 'desks', 'books']);
    });

    it('by retention: the weakest first, what has no policy last', () => {
      const given = facts({
        audit: { kind: 'days', days: 2557 },
        books: { kind: 'days', days: Infinity },
        desks: { kind: 'partly' },
        edges: { kind: 'none' },
      });
      assert.deepEqual(shown(some, { sort: 'retention' }, given), [
        'edges',
        'desks',
        'audit',
        'books',
        'Cases',
      ]);
    });
  });

  describe('groups', () => {
    it('by lock, what can be acted on first', () => {
      assert.deepEqual(Object.entries(groups(some, { group: 'lock', sort: 'expiry' })), [
        ['lock inProgress', ['edges', 'audit']],
        ['lock none', ['Cases']],
        ['lock locked', ['books']],
        ['lock failed', ['desks']],
      ]);
    });

    it('by retention, a group for each number of days', () => {
      const given = facts({
        audit: { kind: 'days', days: 2557 },
        books: { kind: 'days', days: 365 },
        desks: { kind: 'days', days: 2557 },
      });
      assert.deepEqual(Object.entries(groups(some, { group: 'retention' }, given)), [
        ['retention 365', ['books']],
        ['retention 2557', ['audit', 'desks']],
        ['retention noPolicy', ['Cases', 'edges']],
      ]);
    });

    it('by policy file', () => {
      const given = facts(
        {},
        {
          audit: compared('same'),
          books: compared('differs'),
          edges: { kind: 'missing', file: 'file:///b' },
        },
      );
      assert.deepEqual(Object.entries(groups(some, { group: 'drift' }, given)), [
        ['drift differs', ['books']],
        ['drift unclear', ['edges']],
        ['drift agrees', ['audit']],
        ['drift noPolicy', ['Cases']],
        ['drift notRead', ['desks']],
      ]);
    });

    it('by policy file and by retention, what is not known of its own', () => {
      const kept: LockKnowledge = { known: 'cached', kept: { state: 'locked', created: 0 }, readAt: 0 };
      const vaults = [
        vault('a', none),
        vault('b', failed),
        vault('c', { known: 'pending' }),
        vault('d', kept),
        vault('e', locked),
      ];
      assert.deepEqual(Object.entries(groups(vaults, { group: 'drift' })), [
        ['drift noFile', ['e']],
        ['drift noPolicy', ['a']],
        ['drift notRead', ['b']],
        ['drift beingRead', ['c', 'd']],
      ]);
      const given = facts({ b: { kind: 'notRead' }, c: { kind: 'beingRead' }, e: { kind: 'partly' } });
      assert.deepEqual(Object.entries(groups(vaults.slice(0, 3), { group: 'retention' }, given)), [
        ['retention noPolicy', ['a']],
        ['retention notRead', ['b']],
        ['retention beingRead', ['c']],
      ]);
    });
  });

  it('is remembered as far as it is one', () => {
    const all: Arrangement = {
      filter: { text: 'a', locks: ['none', 'locked'], drifted: true },
      group: 'drift',
      sort: 'expiry',
    };
    assert.deepEqual(readArrangement(JSON.parse(JSON.stringify(all))), all);
    for (const other of [
      undefined,
      null,
      1,
      [],
      { filter: [], group: 'x', sort: {} },
      { filter: { locks: 1 } },
    ])
      assert.deepEqual(readArrangement(other), plainArrangement);
  });

  it('takes a lock that an earlier session saw in progress for unknown once its time is over', () => {
    const kept = (expires: number): LockKnowledge => ({
      known: 'cached',
      kept: { state: 'inProgress', created: 0, expires },
      readAt: 0,
    });
    const some = [vault('over', kept(1_000)), vault('runs', kept(1_001))];
    const wanted = (lock: 'inProgress' | 'pending') => ({ filter: { ...noFilter, locks: [lock] } });
    assert.deepEqual(shown(some, wanted('inProgress')), ['runs']);
    assert.deepEqual(shown(some, wanted('pending')), ['over']);
  });

  it('looks at a thousand vaults once each, and asks for nothing that it does not need', () => {
    const thousand = Array.from({ length: 1_000 }, (_, index) =>
      vault(`v${index}`, index % 3 ? locked : none),
    );
    const asked = { retention: 0, drift: 0 };
    const given: VaultFacts = {
      retentionOf: () => {
        asked.retention += 1;
        return { kind: 'none' };
      },
      driftOf: () => {
        asked.drift += 1;
        return undefined;
      },
      nowOf: () => 0,
    };
    const count = (arrangement: Partial<Arrangement>): readonly number[] => {
      Object.assign(asked, { retention: 0, drift: 0 });
      shown(thousand, arrangement, given);
      return [asked.retention, asked.drift];
    };
    assert.deepEqual(count({ sort: 'name' }), [0, 0]);
    assert.deepEqual(count({ sort: 'expiry', group: 'lock' }), [0, 0]);
    assert.deepEqual(count({ sort: 'retention' }), [1_000, 0]);
    assert.deepEqual(count({ group: 'drift' }), [0, 1_000]);
    assert.deepEqual(count({ group: 'retention', filter: { ...noFilter, text: 'v1', locks: ['none'] } }), [
      thousand.filter(({ name, lock }) => name.includes('v1') && lock === none).length,
      0,
    ]);
  });
});

const lockKnowledge = fc.constantFrom<LockKnowledge>(
  { known: 'pending' },
  failed,
  none,
  locked,
  inProgress(1_000),
  inProgress(2_000),
);

const arrangements: fc.Arbitrary<Arrangement> = fc.record({
  filter: fc.record({
    text: fc.constantFrom('', 'a', 'b us', 'eu-west-1', 'nothing'),
    locks: fc.subarray([...lockNames]),
    drifted: fc.boolean(),
  }),
  group: fc.constantFrom(...groupings),
  sort: fc.constantFrom(...sortings),
});

/** Connections with regions, each with vaults in the order of their names. */
const accounts: fc.Arbitrary<readonly RegionState[]> = fc
  .array(
    fc.array(
      fc.record({
        vaults: fc.dictionary(fc.stringMatching(/^[ab]{1,3}$/), lockKnowledge, { maxKeys: 6 }),
        status: fc.constantFrom<RegionState['status']>('listing', 'ready', 'failed'),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    { maxLength: 3 },
  )
  .map((connections) =>
    connections.flatMap((regions, index) => {
      const places = ['us-west-2', 'us-east-1', 'eu-west-1'].slice(0, regions.length);
      const connection: Connection = { ...home, id: `c${index}`, regions: places };
      return regions.map(({ vaults, status }, place): RegionState => {
        const region = places[place] ?? '';
        return {
          connection,
          region,
          status,
          vaults: Object.entries(vaults)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([name, lock]) => vault(name, lock, { connection, region })),
          error: undefined,
          asOf: undefined,
        };
      });
    }),
  );

const given: VaultFacts = {
  retentionOf: ({ name, lock }) =>
    lock.known !== 'read' || lock.lock.state === 'none'
      ? { kind: 'noPolicy' }
      : name.length === 1
        ? { kind: 'none' }
        : { kind: 'days', days: name.length },
  driftOf: ({ name, lock }) =>
    lock.known === 'read' && lock.lock.state !== 'none' && name.startsWith('a')
      ? compared(name.endsWith('a') ? 'same' : 'differs')
      : undefined,
  nowOf: () => 0,
};

describe('the vault tree in any arrangement', () => {
  const outlineOf = (regions: readonly RegionState[], arrangement: Arrangement) => ({
    regions,
    find: (key: string) => regions.flatMap(({ vaults }) => vaults).find((one) => one.key === key),
    hasFile: () => false,
    arrangedIn: ({ vaults }: RegionState) => arrange(vaults, arrangement, given),
  });

  it('gives every node the parent under which it is shown, and no two the same identity', () => {
    fc.assert(
      fc.property(accounts, arrangements, (regions, arrangement) => {
        const outline = outlineOf(regions, arrangement);
        const seen = new Set<string>();
        const visit = (parent: TreeNode | undefined): void => {
          for (const child of childrenOf(parent, outline)) {
            assert.deepEqual(parentOf(child, outline), parent);
            const id = identityOf(child);
            assert.ok(!seen.has(id), id);
            seen.add(id);
            visit(child);
          }
        };
        visit(undefined);
        for (const { vaults, status } of regions)
          for (const key of arrange(vaults, plainArrangement, given).vaults)
            if (!isFiltering(arrangement.filter)) assert.ok(seen.has(`vault ${key}`), `${key} ${status}`);
      }),
    );
  });

  it('shows each vault that passes the filter once, and names of equals in their order', () => {
    fc.assert(
      fc.property(accounts, arrangements, (regions, arrangement) => {
        for (const { vaults } of regions) {
          const { vaults: keys, groups: found, groupOf } = arrange(vaults, arrangement, given);
          const plain = arrange(vaults, { ...plainArrangement, filter: arrangement.filter }, given).vaults;
          assert.deepEqual([...keys].sort(), [...plain].sort());
          assert.deepEqual(found?.flatMap((group) => group.vaults) ?? keys, keys);
          for (const group of found ?? []) {
            assert.ok(group.vaults.length > 0);
            for (const key of group.vaults) assert.equal(groupOf.get(key), group.id);
          }
          const { locks } = arrangement.filter;
          const passed = vaults.filter(({ key }) => keys.includes(key));
          assert.ok(locks.length === 0 || passed.every((one) => locks.includes(lockNameOf(one, 0))));
        }
      }),
    );
  });
});
