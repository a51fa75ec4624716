import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { findBrowser } from '../../tools/host/browser.mjs';
import { currentVsCode, installHost } from '../../tools/host/install.mjs';
import { runInside } from '../../tools/host/runInside.mjs';
import { startGlacier } from './listing.mjs';
import { ms, table } from './table.mjs';

/**
 * What activation takes in a real VS Code, and what a thousand vaults do to its extension host: the tree in sight, the
 * local Glacier in another process.
 * @param {string} root
 * @param {import('../../tools/setup/guard.mjs').Guard} guard
 */
export async function windowTable(root, guard) {
  const results = path.join(await guard.folder('vl-window-'), 'results.json');
  await Promise.all([installHost(guard, currentVsCode), findBrowser(guard)]);
  const glacier = await startGlacier(root, guard, 1_000);
  await glacier.tell({ latency: 50 });
  await runInside(guard, {
    version: currentVsCode,
    name: 'window',
    source: import.meta.dirname,
    files: ['host/vaults.ts'],
    env: { VAULT_LOCK_BENCH_RESULTS: results, AWS_ENDPOINT_URL_GLACIER: glacier.url },
  });
  const { requests } = await glacier.tell({});
  glacier.end();
  const told = JSON.parse(await readFile(results, 'utf8'));
  return table(
    ['in a window of VS Code', ''],
    [
      ['activation: loading extension.js', ms(told.loadCode)],
      ['activation: the call', ms(told.callActivate)],
      ['SDK loaded by then', told.isSdkLoaded ? 'yes' : 'no'],
      ['from opening the first policy to its findings', ms(told.firstFindings)],
      [`${told.vaults} vaults and their locks, with the tree in sight`, ms(told.settled)],
      ['requests', String(requests)],
      ['longest block of the extension host meanwhile', ms(told.longestBlock)],
      ['longest time in which nothing else ran there', ms(told.longestGap)],
    ],
  );
}
