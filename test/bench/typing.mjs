import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { installHost, currentVsCode } from '../../tools/host/install.mjs';
import { findBrowser } from '../../tools/host/browser.mjs';
import { runInside } from '../../tools/host/runInside.mjs';
import { percentile } from './stopwatch.mjs';
import { ms, table } from './table.mjs';

/**
 * How long it takes in a real VS Code from a keystroke until the diagnostics follow, the pause included that typing
 * must make before a document is judged.
 * @param {import('../../tools/setup/guard.mjs').Guard} guard
 */
export async function typingTable(guard) {
  const results = path.join(await guard.folder('vl-typing-'), 'results.json');
  await Promise.all([installHost(guard, currentVsCode), findBrowser(guard)]);
  await runInside(guard, {
    version: currentVsCode,
    name: 'typing',
    source: path.join(import.meta.dirname, 'host'),
    files: ['typing.ts'],
    env: { VAULT_LOCK_BENCH_RESULTS: results },
  });
  /** @type {Readonly<Record<string, readonly number[]>>} */
  const taken = JSON.parse(await readFile(results, 'utf8'));
  const rows = Object.entries(taken).map(([name, times]) => [
    name,
    String(times.length),
    ms(percentile(times, 50)),
    ms(percentile(times, 95)),
  ]);
  return table(['policy', 'keystrokes', 'p50', 'p95'], rows);
}
