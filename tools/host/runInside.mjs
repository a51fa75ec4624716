/** Runs code inside a VS Code, beside the extension: test suites, and the bench that types. */
import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import esbuild from 'esbuild';
import { hostsFolder, root } from '../setup/root.mjs';
import { releases } from './install.mjs';
import { practiceEnvironment, startLocalGlacier } from './localGlacier.mjs';

/**
 * What to run: TypeScript of this repository.
 * @typedef {object} Inside
 * @property {import('./install.mjs').VsCodeVersion} version
 * @property {string} name Of the folder it is bundled into.
 * @property {string} source The folder it is in.
 * @property {readonly string[]} files Relative to that folder; the first exports `run`, which a rejection fails.
 * @property {Readonly<Record<string, string | undefined>>} env
 */

/**
 * Runs it to its end, in a window on a copy of the sample workspace, with a local Glacier. That VS Code is a server
 * from npm with a headless browser (vscode.mjs), or with VSCODE_TEST_DESKTOP=1 a desktop VS Code, which is downloaded
 * once.
 * @param {import('../setup/guard.mjs').Guard} guard
 * @param {Inside} inside
 * @throws {import('@vscode/test-electron').TestRunFailedError} when `run` fails
 */
export async function runInside(guard, { version, name, source, files, env }) {
  const desktop = process.env['VSCODE_TEST_DESKTOP'] === '1';
  const launcher = process.platform === 'win32' ? 'vscode.cmd' : 'vscode.mjs';
  const [extensionTestsPath, glacier, folder] = await Promise.all([
    bundle(name, source, files),
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
    extensionTestsEnv: { ...practiceEnvironment(glacier.url), VAULT_LOCK_TEST_VERSION: version, ...env },
  });
}

/**
 * The code as VS Code can load it, at a place where it can resolve what stays outside the bundle.
 * @param {string} name
 * @param {string} source
 * @param {readonly string[]} files
 */
async function bundle(name, source, files) {
  const target = path.join(hostsFolder, name);
  await rm(target, { recursive: true, force: true });
  await esbuild.build({
    absWorkingDir: source,
    entryPoints: [...files],
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
  return path.join(target, (files[0] ?? '').replace(/\.[^.]+$/, '.js'));
}
