import http from 'node:http';
import { createRequire } from 'node:module';
import { createGateways } from '../../../src/locking/gateways';
import { createGlacierClock } from '../../../src/locking/glacierClock';
import type { Connection } from '../../../src/locking/model';
import { createVaultStore } from '../../../src/locking/vaultStore';
import type { OpenGateway } from '../../../src/glacier/gateway';
import { BlockProbe } from './blockProbe';

/**
 * One client of a Glacier with many vaults, in a process of its own: tells on its standard output when it knew what, in
 * milliseconds from its first request on.
 */
const [kind = '', awsBundle = '', endpoint = ''] = process.argv.slice(2);
const region = 'us-west-2';

interface Told {
  readonly firstVault: number;
  readonly allVaults: number;
  readonly allLocks: number;
  readonly vaults: number;
  readonly wrong: number;
  /** Megabytes. */
  readonly peakMemory: number;
  /** Milliseconds: of the processor on one core, and the longest time in which nothing else could run. */
  readonly cpu: number;
  readonly longestBlock: number;
  readonly longestGap: number;
}

/** What the extension does when somebody opens the region in the tree. */
async function store(): Promise<Told> {
  const { openGateway } = createRequire(__filename)(awsBundle) as { readonly openGateway: OpenGateway };
  const connection: Connection = {
    ...{ id: 'bench', kind: 'local', name: 'Bench', regions: [region], endpoint, practice: true },
  };
  const clock = createGlacierClock();
  const gateways = createGateways(openGateway, clock);
  const silent = { onDidChange: () => ({ dispose: () => undefined }) };
  const vaultStore = createVaultStore({
    ...{ gateways, clock },
    ledger: {
      ...{ ...silent, onDidWriteElsewhere: silent.onDidChange, lockIdFor: () => ({ held: false }) as const },
      ...{ confirm: () => Promise.resolve(), noteEnd: () => Promise.resolve() },
    },
  });
  // The SDK's modules are loaded by now, and so is the first client: what is measured is reading.
  await gateways.get(connection, region);
  const probe = new BlockProbe();
  const began = performance.now();
  const since = () => performance.now() - began;
  let firstVault = Number.NaN;
  let allVaults = Number.NaN;
  const listening = vaultStore.onDidChange(() => {
    const [state] = vaultStore.regions;
    if (Number.isNaN(firstVault) && vaultStore.vaults.length > 0) firstVault = since();
    if (Number.isNaN(allVaults) && state?.status === 'ready') allVaults = since();
  });
  vaultStore.setConnections([connection], () => false);
  vaultStore.look(connection.id, region);
  await vaultStoreSettled(vaultStore);
  const allLocks = since();
  listening.dispose();
  const blocks = probe.end();
  const { vaults } = vaultStore;
  const wrong = vaults.filter(({ name, lock }) => {
    const number = Number(name.slice(-4));
    const state = number % 3 === 0 ? 'none' : number % 50 === 1 ? 'inProgress' : 'locked';
    return lock.known !== 'read' || lock.lock.state !== state;
  }).length;
  vaultStore.dispose();
  gateways.dispose();
  return { firstVault, allVaults, allLocks, vaults: vaults.length, wrong, ...blocks };
}

async function vaultStoreSettled(vaultStore: ReturnType<typeof createVaultStore>): Promise<void> {
  const isSettled = () =>
    vaultStore.regions.every(({ status }) => status === 'ready' || status === 'failed') &&
    vaultStore.vaults.every(({ lock }) => lock.known === 'read' || lock.known === 'failed');
  await new Promise<void>((resolve) => {
    const listening = vaultStore.onDidChange(() => {
      if (!isSettled()) return;
      listening.dispose();
      resolve();
    });
  });
}

/** The same SDK, one request after the other: first the list, then each lock. */
async function sequential(): Promise<Told> {
  const { openGateway } = createRequire(__filename)(awsBundle) as { readonly openGateway: OpenGateway };
  const gateway = await openGateway({ region, practice: true, endpoint });
  const probe = new BlockProbe();
  const began = performance.now();
  const since = () => performance.now() - began;
  const names: string[] = [];
  let firstVault = Number.NaN;
  let marker: string | undefined;
  do {
    const { value } = await gateway.listVaults(marker === undefined ? {} : { marker });
    if (names.length === 0) firstVault = since();
    names.push(...value.vaults.map(({ name }) => name));
    marker = value.marker;
  } while (marker !== undefined);
  const allVaults = since();
  for (const name of names) await gateway.getVaultLock(name);
  const allLocks = since();
  gateway.dispose();
  return { firstVault, allVaults, allLocks, vaults: names.length, wrong: 0, ...probe.end() };
}

/** Nothing but the pages, one after the other, by bare HTTP: nobody can list quicker. */
async function bare(): Promise<Told> {
  const agent = new http.Agent({ keepAlive: true });
  const page = (marker: string | undefined) =>
    new Promise<{ readonly Marker: string | null; readonly VaultList: readonly unknown[] }>(
      (resolve, reject) => {
        const query = marker === undefined ? '' : `?marker=${encodeURIComponent(marker)}`;
        const headers = {
          authorization: `AWS4-HMAC-SHA256 Credential=A/20260101/${region}/glacier/aws4_request, SignedHeaders=host, Signature=0`,
          'x-amz-glacier-version': '2012-06-01',
        };
        http
          .get(`${endpoint}/-/vaults${query}`, { agent, headers }, (reply) => {
            let text = '';
            reply.setEncoding('utf8');
            reply.on('data', (piece: string) => (text += piece));
            reply.on('end', () => resolve(JSON.parse(text) as Awaited<ReturnType<typeof page>>));
          })
          .on('error', reject);
      },
    );
  const probe = new BlockProbe();
  const began = performance.now();
  const since = () => performance.now() - began;
  let vaults = 0;
  let firstVault = Number.NaN;
  let marker: string | undefined;
  do {
    const reply = await page(marker);
    if (vaults === 0) firstVault = since();
    vaults += reply.VaultList.length;
    marker = reply.Marker ?? undefined;
  } while (marker !== undefined);
  agent.destroy();
  return { firstVault, allVaults: since(), allLocks: Number.NaN, vaults, wrong: 0, ...probe.end() };
}

/** A first call from nothing: what the first look at a vault costs, the SDK's loading included. */
async function firstCall(): Promise<Told> {
  const probe = new BlockProbe();
  const began = performance.now();
  const since = () => performance.now() - began;
  const { openGateway } = createRequire(__filename)(awsBundle) as { readonly openGateway: OpenGateway };
  const loaded = since();
  const gateway = await openGateway({ region, practice: true, endpoint });
  const { value } = await gateway.listVaults();
  const first = since();
  await gateway.listVaults();
  const second = since() - first;
  gateway.dispose();
  // In the order of the columns: loading, the first call with it, the next one.
  return {
    firstVault: loaded,
    allVaults: first,
    allLocks: second,
    vaults: value.vaults.length,
    wrong: 0,
    ...probe.end(),
  };
}

const clients: Readonly<Record<string, () => Promise<Told>>> = { store, sequential, bare, firstCall };
const run = clients[kind];
if (run === undefined) throw new Error(`There is no client "${kind}".`);
void run().then((told) => process.stdout.write(JSON.stringify(told)));
