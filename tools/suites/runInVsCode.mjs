/**
 * Runs the extension suite inside a VS Code: `node runInVsCode.mjs RESULTS SECONDS VERSION [--grep TEXT]`. VERSION
 * is one of tools/host/install.mjs, SECONDS the time a single test may take.
 *
 * That VS Code is a server from npm with a headless browser (tools/host/vscode.mjs), or with VSCODE_TEST_DESKTOP=1 a
 * desktop VS Code, which is downloaded once. The suite is the same.
 */
import { cp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runTests, TestRunFailedError } from '@vscode/test-electron';
import esbuild from 'esbuild';
import { releases, vsCodeVersions } from '../host/install.mjs';
import { practiceEnvironment, startLocalGlacier } from '../host/localGlacier.mjs';
import { openGuard } from '../setup/guard.mjs';
import { hostsFolder, root } from '../setup/root.mjs';
import { groupLine, readResults } from './results.mjs';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { grep: { type: 'string' } } });
const [resultsFile, seconds, wanted] = positionals;
const version = vsCodeVersions.find((each) => each === wanted);
if (resultsFile === undefined || seconds === undefined || version === undefined) {
  throw new Error(`runInVsCode.mjs RESULTS SECONDS ${vsCodeVersions.join('|')} [--grep TEXT]`);
}

/** The suite as VS Code can load it, and the place where it can resolve what stays outside the bundle. */
const bundle = async () => {
  const source = path.join(root, 'test', 'extension');
  const target = path.join(hostsFolder, 'extension-suite');
  const names = await readdir(source, { recursive: true });
  await rm(target, { recursive: true, force: true });
  await esbuild.build({
    absWorkingDir: source,
    entryPoints: ['run.ts', ...names.filter((name) => name.endsWith('.test.ts'))],
    outdir: target,
    outbase: source,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    external: ['vscode'],
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return path.join(target, 'run.js');
};

const guard = openGuard();
try {
  const desktop = process.env['VSCODE_TEST_DESKTOP'] === '1';
  const launcher = process.platform === 'win32' ? 'vscode.cmd' : 'vscode.mjs';
  const [extensionTestsPath, glacier, folder] = await Promise.all([
    bundle(),
    startLocalGlacier(guard, { seed: 'sample' }),
    guard.folder('vl-'),
  ]);
  const workspace = path.join(folder, 'sample-workspace');
  await cp(path.join(root, 'test', 'fixtures', 'sample-workspace'), workspace, { recursive: true });
  await runTests({
    ...(desktop
      ? { version: releases[version] }
      : { vscodeExecutablePath: path.join(root, 'tools', 'host', launcher) }),
    extensionDevelopmentPath: root,
    extensionTestsPath,
    launchArgs: [
      workspace,
      ...(desktop
        ? ['--user-data-dir', path.join(folder, 'user'), '--extensions-dir', path.join(folder, 'ext')]
        : []),
    ],
    extensionTestsEnv: {
      ...practiceEnvironment(glacier.url),
      VAULT_LOCK_TEST_VERSION: version,
      VAULT_LOCK_TEST_RESULTS: resultsFile,
      VAULT_LOCK_TEST_SECONDS: seconds,
      VAULT_LOCK_TEST_GREP: values.grep,
    },
  });
} catch (error) {
  if (!(error instanceof TestRunFailedError)) throw error;
  process.exitCode = error.code ?? 1;
} finally {
  await guard.close();
  for (const group of readResults(resultsFile).groups) console.log(groupLine(group));
}
