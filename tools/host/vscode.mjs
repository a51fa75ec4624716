#!/usr/bin/env node
/**
 * Stands in for the VS Code program that `runTests` of @vscode/test-electron starts, where no desktop VS Code can
 * be downloaded: boots a VS Code server and a headless browser, runs the suite, and ends with the suite's status.
 *
 * It takes the switches of the desktop program and heeds `--extensionDevelopmentPath=`, `--extensionTestsPath=`
 * and the folder to open; the others are for desktop VS Code. By environment: `VAULT_LOCK_TEST_VERSION` (which VS Code),
 * `VAULT_LOCK_SUITE_SECONDS` (after how long a suite counts as hung; status 124), `VAULT_LOCK_TEST_TRUST=ask` (an untrusted
 * workspace), `VAULT_LOCK_TEST_VERBOSE=1` (the window's console).
 */
import { openGuard } from '../setup/guard.mjs';
import { findBrowser } from './browser.mjs';
import { installHost, vsCodeVersions } from './install.mjs';
import { startServer } from './server.mjs';
import { launchBrowser, openWindow } from './window.mjs';

const args = process.argv.slice(2);

/** @param {string} name */
const valueOf = (name) =>
  args.find((argument) => argument.startsWith(`--${name}=`))?.slice(`--${name}=`.length);

const extensionTestsPath = valueOf('extensionTestsPath');
const extensionDevelopmentPath = valueOf('extensionDevelopmentPath');
if (extensionTestsPath === undefined || extensionDevelopmentPath === undefined) {
  throw new Error('Both --extensionTestsPath= and --extensionDevelopmentPath= are needed.');
}
const workspace = args.find((argument) => !argument.startsWith('-'));
const version = vsCodeVersions.find((each) => each === process.env['VAULT_LOCK_TEST_VERSION']);
if (version === undefined)
  throw new Error(`VAULT_LOCK_TEST_VERSION must be one of ${vsCodeVersions.join(', ')}.`);
const verbose = process.env['VAULT_LOCK_TEST_VERBOSE'] === '1';
const seconds = Number(process.env['VAULT_LOCK_SUITE_SECONDS'] ?? 300);

/** What a server from npm always complains of: native modules that it can do without, and the network. */
const harmless = /bindings file|native-watchdog|spdlog|ServiceWorker|getaddrinfo|gallery|^Error: \d+ failed/;

/** What the window's console said that may explain a failure. @type {string[]} */
const complaints = [];

const guard = openGuard();
let status = 1;
try {
  const [host, browser] = await Promise.all([installHost(guard, version), findBrowser(guard)]);
  const server = await startServer(guard, {
    host,
    testable: true,
    workspaceTrust: process.env['VAULT_LOCK_TEST_TRUST'] === 'ask',
    env: { VAULT_LOCK_TEST_HOST: 'server' },
    ...(workspace === undefined ? {} : { workspace }),
  });
  const context = await launchBrowser(browser, server);
  const { suiteEnded } = await openWindow(context, server, {
    extensionDevelopmentPath,
    extensionTestsPath,
    onError: (text) => {
      if (verbose) console.error(text);
      else if (!harmless.test(text)) complaints.push(text);
    },
  });
  /** @type {Promise<number>} */
  const tooLong = new Promise((resolve) => setTimeout(resolve, seconds * 1000, 124).unref());
  status = await Promise.race([
    suiteEnded,
    tooLong,
    server.ended.then((code) => {
      throw new Error(`VS Code ${version} ended before the suite did (${code ?? 'by a signal'}).`);
    }),
  ]);
  if (status === 124) console.error(`The suite did not end within ${seconds} s.`);
  if (verbose) console.error(server.log());
  if (status !== 0) console.error(complaints.slice(-5).join('\n').slice(-4000));
  await context.close();
} catch (error) {
  console.error(error);
} finally {
  await guard.close();
}
process.exit(status);
