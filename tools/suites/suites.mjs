/** The test suites, in the order in which they run: the fast ones first. */
import path from 'node:path';
import { root } from '../setup/root.mjs';

/**
 * @typedef {object} Suite
 * @property {string} name What it is called on the command line and in the report.
 * @property {readonly string[]} aliases Names that mean several suites.
 * @property {readonly ('build' | '1.100' | '1.139' | 'browser')[]} needs What must be there before it runs.
 * @property {boolean} inVsCode Whether VS Code and a browser take part, whose haste and slowness are not ours.
 * @property {(resultsFile: string) => readonly string[]} command Arguments for Node. `--grep TEXT` may follow.
 */

/** @param {string} file */
const tool = (file) => path.join(root, 'tools', 'suites', file);

/**
 * @param {string} name
 * @param {number} seconds The time a single test may take.
 * @param {Suite['needs']} needs
 * @returns {Suite}
 */
const mochaSuite = (name, seconds, needs) => ({
  name,
  aliases: [],
  needs,
  inVsCode: needs.includes('browser'),
  command: (resultsFile) => [
    ...['--import', 'tsx', tool('runMocha.mjs'), resultsFile, String(seconds)],
    path.join(root, 'test', name),
  ],
});

/**
 * @param {import('../host/install.mjs').VsCodeVersion} version
 * @returns {Suite}
 */
const extensionSuite = (version) => ({
  name: `extension-${version}`,
  aliases: ['extension'],
  needs: ['build', version, 'browser'],
  inVsCode: true,
  command: (resultsFile) => [tool('runInVsCode.mjs'), resultsFile, '60', version],
});

/** @type {readonly Suite[]} */
export const suites = [
  mochaSuite('unit', 20, ['build']),
  mochaSuite('conformance', 60, ['build']),
  extensionSuite('1.100'),
  extensionSuite('1.139'),
  mochaSuite('workbench', 180, ['build', '1.139', 'browser']),
];
