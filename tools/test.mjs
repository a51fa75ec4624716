/**
 * `npm test`: brings everything that is needed, checks the sources, runs every suite, and ends with one line that
 * counts: `N passed, N failed`. `npm test -- unit workbench --grep lock` runs only these suites, without the checks;
 * `checks` names the checks. Results and screenshots go to test-results.
 */
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { installDependencies } from './setup/dependencies.mjs';
import { openGuard } from './setup/guard.mjs';
import { say, step } from './setup/progress.mjs';
import { root } from './setup/root.mjs';
import { ProgramFailed, run } from './setup/run.mjs';
import { count, failureLines, readResults } from './suites/results.mjs';
import { afterSecondTry, groupsToTryAgain } from './suites/secondTry.mjs';
import { suites } from './suites/suites.mjs';

/** @typedef {import('./suites/results.mjs').Failure & { where: string }} FailureSomewhere */

/** After how long a suite is given up, in milliseconds. */
const suiteLimit = 20 * 60 * 1000;

const resultsFolder = path.join(root, 'test-results');
const names = new Set(['checks', ...suites.flatMap(({ name, aliases }) => [name, ...aliases])]);
const { values, positionals } = parseArgs({ allowPositionals: true, options: { grep: { type: 'string' } } });
const unknown = positionals.filter((name) => !names.has(name));
const all = positionals.length === 0 && values.grep === undefined;
const chosen = suites.filter(
  ({ name, aliases }) =>
    positionals.length === 0 || [name, ...aliases].some((each) => positionals.includes(each)),
);

const totals = { passed: 0, failed: 0, skipped: 0 };
/** @type {FailureSomewhere[]} */
const failures = [];
/** What failed and then passed: shown at the end, because a test that fails now and then is a fault.
 * @type {FailureSomewhere[]} */
const unsteady = [];

/**
 * @param {string} where
 * @param {string} title
 * @param {unknown} reason
 */
const fail = (where, title, reason) => {
  totals.failed += 1;
  failures.push({ where, title, message: reason instanceof Error ? reason.message : String(reason) });
};

const guard = openGuard();

/** @param {string} name */
const program = (name) => path.join(root, 'node_modules', ...name.split('/'));

const checks = [
  { name: 'types', args: [program('typescript/bin/tsc'), '--noEmit'] },
  { name: 'types of the webviews', args: [program('typescript/bin/tsc'), '--noEmit', '-p', 'src/webview'] },
  { name: 'lint', args: [program('eslint/bin/eslint.js'), '.'] },
  { name: 'format', args: [program('prettier/bin/prettier.cjs'), '--check', '.'] },
  { name: 'known weaknesses of dependencies', args: ['tools/audit.mjs'], show: true },
];

const check = async () => {
  for (const { name, args, show = false } of checks) {
    try {
      await step(`check: ${name}`, () => run(guard, process.execPath, args, { cwd: root, show }));
    } catch (error) {
      fail('checks', name, error);
    }
  }
};

/**
 * What the suites need, each thing once. These modules use the dependencies, which are there only now.
 * @param {ReadonlySet<string>} needs
 */
const prepare = async (needs) => {
  const { installHost, vsCodeVersions } = await import('./host/install.mjs');
  const { findBrowser } = await import('./host/browser.mjs');
  const desktop = process.env['VSCODE_TEST_DESKTOP'] === '1';
  const hosts = vsCodeVersions.filter((version) => needs.has(version));
  const [browser] = await Promise.all([
    needs.has('browser') ? findBrowser(guard) : undefined,
    ...(desktop ? [] : hosts.map((version) => installHost(guard, version))),
  ]);
  if (browser !== undefined) say(`Browser: ${browser.executablePath} (${browser.origin})`);
  if (desktop) say('VS Code for the extension suite: desktop, downloaded (VSCODE_TEST_DESKTOP=1)');
  if (needs.has('build')) {
    const { build } = await import('./build.mjs');
    await step('build', () => build({ smallest: true }));
  }
};

/**
 * The environment of the suites: nothing of the person's AWS set-up can get into a test, and no test into it.
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
const suiteEnvironment = async () => {
  const { practiceEnvironment } = await import('./host/localGlacier.mjs');
  const home = await guard.folder('vl-home-');
  return { ...process.env, ...practiceEnvironment(undefined), HOME: home, USERPROFILE: home };
};

/**
 * @param {import('./suites/suites.mjs').Suite} suite
 * @param {NodeJS.ProcessEnv} env
 * @param {string} as Names the results of this run.
 * @param {string | undefined} grep
 * @returns {Promise<import('./suites/secondTry.mjs').Ran>}
 */
const runOnce = async ({ command }, env, as, grep) => {
  const resultsFile = path.join(resultsFolder, `${as}.json`);
  await rm(resultsFile, { force: true });
  const args = [...command(resultsFile), ...(grep === undefined ? [] : ['--grep', grep])];
  const options = { cwd: root, env, show: true, gently: true, timeout: suiteLimit };
  /** @type {unknown} */
  let ending;
  try {
    await run(guard, process.execPath, args, options);
  } catch (error) {
    if (!(error instanceof ProgramFailed)) throw error;
    ending = error;
  }
  return { results: readResults(resultsFile), ending };
};

/**
 * @param {import('./suites/suites.mjs').Suite} suite
 * @param {NodeJS.ProcessEnv} env
 */
const runSuite = async (suite, env) => {
  const { name } = suite;
  const began = Date.now();
  console.log(`\n${name}`);
  let ran = await runOnce(suite, env, name, values.grep);
  const again = suite.inVsCode ? groupsToTryAgain(ran.results) : undefined;
  if (again !== undefined) {
    console.log('  … what failed once more');
    const second = await runOnce(suite, env, `${name}-again`, again);
    const settled = afterSecondTry(ran, second);
    unsteady.push(...settled.unsteady.map((failure) => ({ where: name, ...failure })));
    ran = settled.ran;
  }
  const { results, ending } = ran;
  const counted = {
    passed: count(results, 'passed'),
    failed: count(results, 'failed'),
    skipped: count(results, 'skipped'),
  };
  totals.passed += counted.passed;
  totals.failed += counted.failed;
  totals.skipped += counted.skipped;
  failures.push(...results.failures.map((failure) => ({ where: name, ...failure })));
  if (!results.finished) {
    fail(
      name,
      'the suite broke off',
      `${results.current === undefined ? 'before the first test' : `in: ${results.current}`}\n${ending}`,
    );
  } else if (counted.failed === 0 && ending !== undefined) {
    fail(name, 'the suite ended badly though no test failed', ending);
  } else if (counted.passed + counted.failed === 0) {
    fail(
      name,
      'the suite has no test',
      values.grep === undefined ? 'No test was found.' : 'Nothing matches --grep.',
    );
  }
  console.log(`  ${Math.round((Date.now() - began) / 1000)} s`);
};

try {
  if (unknown.length > 0) {
    throw new Error(`No suite is called ${unknown.join(', ')}. There are: ${[...names].join(', ')}.`);
  }
  await installDependencies(guard);
  await mkdir(resultsFolder, { recursive: true });
  if (all || positionals.includes('checks')) await check();
  if (chosen.length > 0) {
    await prepare(new Set(chosen.flatMap(({ needs }) => needs)));
    const env = await suiteEnvironment();
    for (const suite of chosen) await runSuite(suite, env);
  }
} catch (error) {
  fail('set-up', 'the tests could not be run', error);
} finally {
  await guard.close();
}

for (const failure of unsteady) {
  console.log(`\n${failure.where}: passed only when it was tried again\n${failureLines(failure)}`);
}
for (const failure of failures) console.log(`\n${failure.where}\n${failureLines(failure)}`);
console.log(
  `\n${totals.passed} passed, ${totals.failed} failed${totals.skipped === 0 ? '' : `, ${totals.skipped} skipped`}`,
);
process.exitCode = totals.failed === 0 ? 0 : 1;
