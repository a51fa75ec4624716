/**
 * `npm run bench`: the sizes of what is shipped against their budgets, and how long loading and judging take, each
 * beside a yardstick measured in the same moment. Ends with status 1 when a budget for size is exceeded; times are
 * only shown, for they say more about the machine than about the code.
 */
import { stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
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

const showJudging = async () => {
  const { policyOfSize } = await import('../test/bench/policyOfSize.mjs');
  const { timeInTurns } = await import('../test/bench/stopwatch.mjs');
  const { parseTree } = await import('jsonc-parser');
  const require = createRequire(import.meta.url);
  /** @type {typeof import('../src/policy/index.ts')} */
  const { lint, parsePolicy } = require(path.join(root, 'dist', 'policy.js'));
  console.log(
    "\nJudging a policy, and jsonc-parser's parseTree on the same text (median); per KB: 1 at the smallest",
  );
  const header = ['size', 'parseTree', 'parsePolicy', 'ratio', 'with lint', 'ratio', 'per KB'];
  console.log(`  ${header.map((name) => cell(name, 12)).join('')}`);
  let smallest = 0;
  for (const size of [1, 5, 20]) {
    const text = policyOfSize(size * 1024);
    const kilobytes = text.length / 1024;
    const times = timeInTurns(
      { tree: () => parseTree(text), parse: () => parsePolicy(text), lint: () => lint(parsePolicy(text)) },
      { rounds: 15 },
    );
    const { tree = 0, parse = 0, lint: judged = 0 } = times;
    if (smallest === 0) smallest = judged / kilobytes;
    const row = [
      `${kilobytes.toFixed(1)} KB`,
      ms(tree),
      ms(parse),
      `${(parse / tree).toFixed(1)}×`,
      ms(judged),
      `${(judged / tree).toFixed(1)}×`,
      `${(judged / kilobytes / smallest).toFixed(2)}×`,
    ];
    console.log(`  ${row.map((text) => cell(text, 12)).join('')}`);
  }
};

const guard = openGuard();
try {
  await installDependencies(guard);
  const { build, options } = await import('./build.mjs');
  const { pack } = await import('./pack.mjs');
  await build();
  const folder = await guard.folder('vl-bench-');
  const vsix = path.join(folder, 'extension.vsix');
  const empty = path.join(folder, 'empty.js');
  await Promise.all([pack(guard, vsix), writeFile(empty, '')]);
  const bundles = Object.keys(options.entryPoints).map((name) => path.join(root, 'dist', `${name}.js`));
  const exceeded = await showSizes([...bundles, vsix]);
  await showLoading(empty);
  await showJudging();
  process.exitCode = exceeded === 0 ? 0 : 1;
} finally {
  await guard.close();
}
