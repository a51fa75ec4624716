/**
 * `npm run bench`: the sizes of what is shipped against their budgets, and how long loading, judging, typing and listing
 * vaults take, each beside a yardstick measured in the same moment. Ends with status 1 when a budget for size is exceeded; times are
 * only shown, for they say more about the machine than about the code.
 *
 * `npm run bench -- --write` writes what it measured into PERFORMANCE.md; `--quick` leaves out VS Code. With
 * `--only listing` (or `judging`, `typing`, `window`) one part is measured, and with `--write` only its tables replaced.
 */
import { readFile, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { installDependencies } from './setup/dependencies.mjs';
import { openGuard } from './setup/guard.mjs';
import { root } from './setup/root.mjs';

/** KB that a file may have: what every activation reads, what the first AWS call reads, what is downloaded. */
const budgets = { 'extension.js': 150, 'aws.js': 350, 'extension.vsix': 500 };

/** @param {string} text @param {number} width */
const cell = (text, width) => text.padStart(width);

/** @param {number} milliseconds */
const ms = (milliseconds) => `${milliseconds.toFixed(milliseconds < 1 ? 3 : 2)} ms`;

/** @param {readonly string[]} files */
const showSizes = async (files) => {
  let exceeded = 0;
  console.log('\nSizes');
  for (const file of files) {
    const kilobytes = (await stat(file)).size / 1024;
    const name = path.basename(file);
    const budget = name in budgets ? budgets[/** @type {keyof typeof budgets} */ (name)] : undefined;
    const over = budget !== undefined && kilobytes > budget;
    if (over) exceeded += 1;
    const verdict = budget === undefined ? '' : `of ${budget} KB${over ? '  TOO BIG' : ''}`;
    console.log(`  ${name.padEnd(18)}${cell(`${kilobytes.toFixed(1)} KB`, 10)}  ${verdict}`);
  }
  return exceeded;
};

/** @param {string} empty An empty file: the yardstick. */
const showLoading = async (empty) => {
  const { requireTimes } = await import('../test/bench/requireTime.mjs');
  const [extension = 0, nothing = 0] = await requireTimes(
    [path.join(root, 'dist', 'extension.js'), empty],
    11,
  );
  console.log('\nLoading (median of 11 processes)');
  const ratio = `${(extension / nothing).toFixed(1)}×`;
  console.log(
    `  extension.js ${ms(extension)} (meant: 10 ms, nothing else running), an empty file ${ms(nothing)}: ${ratio}`,
  );
};

/** @returns {Promise<string>} The tables of PERFORMANCE.md. */
const measureJudging = async () => {
  const { judgingTable } = await import('../test/bench/judging.mjs');
  const { growthTable } = await import('../test/bench/growth.mjs');
  const { evaluatingTables } = await import('../test/bench/evaluating.mjs');
  const { schemaService } = await import('../test/bench/schemaService.mjs');
  const require = createRequire(import.meta.url);
  /** @type {typeof import('../src/policy/index.ts')} */
  const policy = require(path.join(root, 'dist', 'policy.js'));
  const judging = await judgingTable(policy, await schemaService(root));
  const evaluating = await evaluatingTables(root, policy);
  return ['### Judging a policy', judging, '### Cost against length', growthTable(policy), evaluating].join(
    '\n\n',
  );
};

/**
 * What is measured, by the name for `--only`, each with the tables it makes.
 * @type {Readonly<Record<string, (guard: import('./setup/guard.mjs').Guard) => Promise<string>>>}
 */
const parts = {
  judging: measureJudging,
  listing: async (guard) => {
    const { listingTables } = await import('../test/bench/listing.mjs');
    return await listingTables(root, guard);
  },
  window: async (guard) => {
    const { windowTable } = await import('../test/bench/window.mjs');
    return ['### Activation, and a thousand vaults in a window', await windowTable(root, guard)].join('\n\n');
  },
  typing: async (guard) => {
    const { typingTable } = await import('../test/bench/typing.mjs');
    return ['### From a keystroke to the squiggle', await typingTable(guard)].join('\n\n');
  },
};

/** Those that need a VS Code. */
const slow = ['window', 'typing'];

/**
 * Writes the tables into PERFORMANCE.md, between the two marks of their part.
 * @param {string} name
 * @param {string} tables
 */
const writePage = async (name, tables) => {
  const page = path.join(root, 'PERFORMANCE.md');
  const text = await readFile(page, 'utf8');
  const [before = '', , after = ''] = text.split(
    new RegExp(`(?<=<!-- measured: ${name} -->\\n)|(?=<!-- end: ${name} -->)`),
  );
  await writeFile(page, `${before}\n${tables}\n\n${after}`);
};

const { values } = parseArgs({
  options: { write: { type: 'boolean' }, quick: { type: 'boolean' }, only: { type: 'string' } },
});
const { only } = values;
if (only !== undefined && !(only in parts)) throw new Error(`There is no part "${only}".`);
const chosen = Object.entries(parts).filter(([name]) =>
  only === undefined ? !(values.quick === true && slow.includes(name)) : name === only,
);
const guard = openGuard();
try {
  await installDependencies(guard);
  const { build, options } = await import('./build.mjs');
  const { pack } = await import('./pack.mjs');
  await build({ smallest: true });
  const folder = await guard.folder('vl-bench-');
  const vsix = path.join(folder, 'extension.vsix');
  const empty = path.join(folder, 'empty.js');
  await Promise.all([pack(guard, vsix), writeFile(empty, '')]);
  const bundles = Object.keys(options.entryPoints).map((name) => path.join(root, 'dist', `${name}.js`));
  const page = ['effect.js', 'effect.css'].map((name) => path.join(root, 'dist', 'webview', name));
  const exceeded = await showSizes([...bundles, ...page, vsix]);
  await showLoading(empty);
  for (const [name, measure] of chosen) {
    const tables = await measure(guard);
    console.log(`\n${tables}`);
    if (values.write) await writePage(name, tables);
  }
  process.exitCode = exceeded === 0 ? 0 : 1;
} finally {
  await guard.close();
}
