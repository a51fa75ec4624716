import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import esbuild from 'esbuild';
import { growthExponent } from './stopwatch.mjs';
import { ms, table } from './table.mjs';

/** Milliseconds that each request takes at the least. */
const latency = 50;
/** Glacier never puts more on a page. */
const pageSize = 10;
/** Vaults that an account may have in a region. */
const most = 1_000;

/**
 * What a client of `listing/client.ts` tells, times in milliseconds since its first request, and what the local Glacier
 * counted.
 * @typedef {object} Told
 * @property {number} firstVault
 * @property {number} allVaults
 * @property {number} allLocks
 * @property {number} vaults
 * @property {number} wrong
 * @property {number} peakMemory Megabytes.
 * @property {number} cpu
 * @property {number} longestBlock
 * @property {number} longestGap
 * @property {number} requests
 * @property {number} refused
 */

/**
 * How long it takes until vaults and locks are known, on a local Glacier in another process.
 * @param {string} root
 * @param {import('../../tools/setup/guard.mjs').Guard} guard
 */
export async function listingTables(root, guard) {
  const client = path.join(await guard.folder('vl-listing-'), 'client.cjs');
  await esbuild.build({
    entryPoints: [path.join(import.meta.dirname, 'listing', 'client.ts')],
    outfile: client,
    ...{ bundle: true, format: 'cjs', platform: 'node', target: 'node20', mainFields: ['module', 'main'] },
    logLevel: 'warning',
  });
  /** @param {number} vaults @param {string} kind @param {import('../../src/localGlacier/index.ts').Conditions} conditions */
  const run = async (vaults, kind, conditions = { latency }) => {
    const glacier = await startGlacier(root, guard, vaults);
    await glacier.tell(conditions);
    const told = await runClient(guard, [client, kind, path.join(root, 'dist', 'aws.js'), glacier.url]);
    const counted = await glacier.tell({});
    glacier.end();
    return { ...told, ...counted };
  };
  const sequential = await run(100, 'sequential');
  const bare = await run(most, 'bare');
  /** @type {Told[]} */
  const ours = [];
  for (const vaults of [100, 300, most]) ours.push(await run(vaults, 'store'));
  const throttled = await run(300, 'store', { latency, requestsPerSecond: 30 });
  const first = await run(pageSize, 'firstCall', {});
  const row = (/** @type {string} */ name, /** @type {Told} */ told) => {
    const limit = (told.vaults / pageSize) * latency;
    return [
      name,
      ms(told.firstVault),
      seconds(told.allVaults),
      Number.isNaN(told.allLocks) || told.allLocks === null ? '–' : seconds(told.allLocks),
      seconds(limit),
      Number.isNaN(told.allLocks) || told.allLocks === null
        ? `${(told.allVaults / limit).toFixed(2)}×`
        : `${(told.allLocks / limit).toFixed(2)}×`,
      String(told.requests),
      `${told.peakMemory.toFixed(0)} MB`,
      seconds(told.cpu),
      ms(told.longestBlock),
    ];
  };
  const header = [
    'client',
    'first vault',
    'all vaults',
    'all locks',
    'limit',
    'of the limit',
    'requests',
    'memory',
    'processor',
    'longest block',
  ];
  const wrong = [...ours, throttled].reduce((sum, told) => sum + told.wrong, 0);
  if (wrong > 0) throw new Error(`${wrong} locks were read wrongly.`);
  const [, , largest] = ours;
  const growth = growthExponent(ours.map((told) => [told.vaults, told.cpu]));
  return [
    '### Listing vaults and reading their locks',
    table(header, [
      ...ours.map((told) => row(`this extension, ${told.vaults} vaults`, told)),
      row('the pages alone, by bare HTTP, 1000 vaults', bare),
      row('one request after the other, 100 vaults', sequential),
      row('this extension, 300 vaults, 30 requests/s granted', throttled),
    ]),
    [
      `One request after the other would take ${seconds((sequential.allLocks * most) / 100)} for ${most} vaults (ten times`,
      `what it took for 100), ${((sequential.allLocks * most) / 100 / (largest?.allLocks ?? Number.NaN)).toFixed(0)} times`,
      `as long as this extension. The cost to the processor grows with the vaults to the power of ${growth.toFixed(2)}.`,
      `Where 30 requests a second were granted, ${throttled.refused} of ${throttled.requests} were refused; at that rate`,
      `${throttled.vaults + throttled.vaults / pageSize} requests take ${seconds(((throttled.vaults * 1.1) / 30) * 1_000)}.`,
    ].join(' '),
    '### The first call to Glacier',
    table(
      ['SDK loaded', 'first answer', 'next answer'],
      [[ms(first.firstVault), ms(first.allVaults), ms(first.allLocks)]],
    ),
  ].join('\n\n');
}

/** @param {number} milliseconds */
const seconds = (milliseconds) => `${(milliseconds / 1_000).toFixed(2)} s`;

/**
 * @param {string} root
 * @param {import('../../tools/setup/guard.mjs').Guard} guard
 * @param {number} vaults
 */
export async function startGlacier(root, guard, vaults) {
  const script = path.join(import.meta.dirname, 'listing', 'glacierProcess.mjs');
  const child = guard.spawn(
    process.execPath,
    [script, path.join(root, 'dist', 'localGlacier.js'), String(vaults)],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Error('The local Glacier has no pipes.');
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  const next = async () => JSON.parse((await lines.next()).value ?? 'null');
  /** @type {{ readonly url: string }} */
  const { url } = await next();
  return {
    url,
    /**
     * @param {import('../../src/localGlacier/index.ts').Conditions} conditions
     * @returns {Promise<{ readonly requests: number, readonly refused: number }>} Since the last time.
     */
    tell: async (conditions) => {
      stdin.write(`${JSON.stringify(conditions)}\n`);
      return await next();
    },
    end: () => stdin.end(),
  };
}

/**
 * @param {import('../../tools/setup/guard.mjs').Guard} guard
 * @param {readonly string[]} args
 * @returns {Promise<Told>}
 */
async function runClient(guard, args) {
  const child = guard.spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout?.setEncoding('utf8').on('data', (/** @type {string} */ text) => (printed += text));
  const [status] = await once(child, 'close');
  if (status !== 0) throw new Error(`The client ended with status ${status}.`);
  return JSON.parse(printed);
}
