import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { GatewayTarget } from '../../../src/glacier/gateway';
import { ConnectionList } from '../../../src/locking/connectionList';
import { createGateways } from '../../../src/locking/gateways';
import { createGlacierClock } from '../../../src/locking/glacierClock';
import type { Connection, Vault } from '../../../src/locking/model';
import { createVaultStore } from '../../../src/locking/vaultStore';
import { arnOf, region } from './support/samples';
import { scriptedGlacier } from './support/scriptedGlacier';

const accounts = ['111122223333', '222233334444', '333344445555'] as const;
type Account = (typeof accounts)[number];

/** What may happen, in any order. */
type Happening =
  | { readonly what: 'switch'; readonly to: Account }
  | { readonly what: 'name account'; readonly account: Account | undefined }
  | { readonly what: 'remove' }
  | { readonly what: 'add' }
  | { readonly what: 'refresh' }
  | { readonly what: 'read' }
  | { readonly what: 'act' }
  | { readonly what: 'answer'; readonly which: number };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.constantFrom(...accounts).map((to) => ({ what: 'switch', to }) as const),
  fc
    .option(fc.constantFrom(...accounts), { nil: undefined })
    .map((account) => ({ what: 'name account', account }) as const),
  fc.constantFrom(...(['remove', 'add', 'refresh'] as const).map((what) => ({ what }) as const)),
  { arbitrary: fc.constantFrom({ what: 'read' }, { what: 'act' } as const), weight: 3 },
  { arbitrary: fc.nat({ max: 20 }).map((which) => ({ what: 'answer', which }) as const), weight: 6 },
);

/** One connection whose profile leads to whatever account the test says, and a Glacier whose answers come when it says. */
function world() {
  let signedIn: Account = accounts[0];
  const bare: Connection = {
    ...{ id: 'work', kind: 'aws', name: 'work', regions: [region], profile: 'work', practice: false },
  };
  let connection = bare;
  const held: (() => void)[] = [];
  /** Requests that change something: whose credentials signed them. */
  const acted: { readonly by: Account; readonly vault: string }[] = [];
  let kept: readonly Connection[] = [connection];
  const list = new ConnectionList({
    get: () => kept,
    set: (all) => Promise.resolve(void (kept = all)),
  });
  const decide = () => list.setCredentials(() => `digest of ${signedIn}`);
  decide();

  const open = (target: GatewayTarget) => {
    // As for the SDK's clients: whoever is signed in when it is opened signs all that goes through it.
    const by = signedIn;
    const whose = target.account ?? by;
    const glacier = scriptedGlacier(target);
    for (const name of ['claims', `only-${whose}`]) glacier.vaults.set(name, { state: 'none' });
    const { gateway } = glacier;
    const plain = { ...gateway };
    const arn = (name: string) => arnOf(name, region, whose);
    gateway.listVaults = async (options) => {
      const reply = await plain.listVaults(options);
      const vaults = reply.value.vaults.map((vault) => ({ ...vault, arn: arn(vault.name) }));
      return { ...reply, value: { ...reply.value, vaults } };
    };
    gateway.describeVault = async (name) => {
      const reply = await plain.describeVault(name);
      return { ...reply, value: { ...reply.value, arn: arn(name) } };
    };
    gateway.abortVaultLock = (name) => {
      acted.push({ by, vault: arn(name) });
      return Promise.reject(new Error('Refused.'));
    };
    glacier.before = () => new Promise((answer) => held.push(answer));
    return Promise.resolve(gateway);
  };
  const clock = createGlacierClock();
  const gateways = createGateways(open, clock, (one) => list.current(one));
  const silent = { dispose: () => undefined };
  const store = createVaultStore({
    ...{ gateways, clock },
    ledger: {
      onDidChange: () => silent,
      onDidWriteElsewhere: () => silent,
      lockIdFor: () => ({ held: false }),
      confirm: () => Promise.resolve(),
      noteEnd: () => Promise.resolve(),
    },
  });
  const follow = () => store.setConnections(list.all);
  list.onDidChange(follow);
  follow();

  /** Vaults that somebody looks at in a dialog, each with whose it was when it was shown. */
  const dialogs: Vault[] = [];
  const ignore = () => undefined;
  return {
    happen: async (one: Happening): Promise<void> => {
      const [vault] = store.vaults;
      switch (one.what) {
        case 'switch':
          signedIn = one.to;
          decide();
          break;
        case 'name account': {
          connection = { ...bare, ...(one.account === undefined ? {} : { account: one.account }) };
          await list.replace('work', connection);
          break;
        }
        case 'remove':
          await list.remove('work');
          break;
        case 'add':
          await list.add(connection);
          break;
        case 'refresh':
          void store.refresh('test');
          break;
        case 'read':
          if (vault === undefined) break;
          dialogs.push(vault);
          void store.refreshVault(vault.connection, vault.region, vault.name).catch(ignore);
          void store.readLock(vault).catch(ignore);
          break;
        case 'act':
          // Whatever was shown at any time, by whoever still holds it.
          for (const shown of dialogs) {
            const before = acted.length;
            try {
              const gateway = await gateways.get(shown.connection, shown.region);
              await gateway.abortVaultLock(shown.name);
            } catch {
              // Refused by the connection or by Glacier: what was sent counts.
            }
            for (const { vault: meant } of acted.slice(before)) assert.equal(meant, shown.arn);
          }
          break;
        case 'answer':
          held.splice(one.which % Math.max(1, held.length), 1).forEach((answer) => answer());
          break;
      }
      for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
    },
    /** Whose vaults may be in sight now. */
    check: () => {
      const now = list.all.find(({ id }) => id === 'work');
      const whose = now === undefined ? undefined : (now.account ?? signedIn);
      const seen = [...new Set(store.vaults.map(({ account }) => account))];
      assert.ok(
        seen.every((account) => account === whose),
        `${seen.join()} in sight where only ${whose ?? 'nothing'} may be`,
      );
      for (const vault of store.vaults) assert.ok(list.current(vault.connection) !== undefined);
    },
    finish: async () => {
      for (let rounds = 0; rounds < 200 && held.length > 0; rounds += 1) {
        for (const answer of held.splice(0)) answer();
        for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
      }
    },
    isComplete: () => {
      const now = list.all.find(({ id }) => id === 'work');
      if (now === undefined) return store.vaults.length === 0;
      return store.vaults.some(({ name }) => name === `only-${now.account ?? signedIn}`);
    },
    end: () => {
      store.dispose();
      gateways.dispose();
    },
  };
}

describe('whatever comes in whichever order while a connection is switched', function () {
  this.timeout(60_000);

  it('nothing of a former account is in sight or acted on, and all of the present one is in the end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 5, maxLength: 30 }), async (happenings) => {
        const { happen, check, finish, isComplete, end } = world();
        try {
          for (const one of happenings) {
            await happen(one);
            check();
          }
          await finish();
          check();
          assert.ok(isComplete(), 'the vaults of the present account are there');
        } finally {
          end();
        }
      }),
      { numRuns: 80 },
    );
  });
});
