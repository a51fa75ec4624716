/** What a run of a suite gave, as its runner writes it down while it goes on. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {object} Failure
 * @property {string} title Of the test, with those of the groups around it.
 * @property {string} message What went wrong and where, as many lines as it takes.
 */

/**
 * @typedef {object} Group
 * @property {string} title
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/**
 * @typedef {object} Results
 * @property {Group[]} groups The outermost groups, in the order in which they ran.
 * @property {Failure[]} failures
 * @property {string | undefined} current The test under way: the one to look at when a run breaks off.
 * @property {boolean} finished
 */

/** @returns {Results} */
export const noResults = () => ({ groups: [], failures: [], current: undefined, finished: false });

/**
 * @param {string} file
 * @param {Results} results
 */
export function writeResults(file, results) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(results, undefined, 2));
}

/**
 * @param {string} file
 * @returns {Results} Empty and unfinished when the run did not get as far as to write something down.
 */
export function readResults(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return noResults();
    throw error;
  }
}

/**
 * @param {Results} results
 * @param {'passed' | 'failed' | 'skipped'} outcome
 */
export const count = (results, outcome) => results.groups.reduce((sum, group) => sum + group[outcome], 0);

/**
 * @param {Group} group
 * @returns {string} One line for people.
 */
export const groupLine = ({ title, passed, failed, skipped }) =>
  `  ${failed === 0 ? '✓' : '✗'} ${title}: ${passed} passed` +
  (failed === 0 ? '' : `, ${failed} failed`) +
  (skipped === 0 ? '' : `, ${skipped} skipped`);

/**
 * @param {Failure} failure
 * @returns {string} Several lines for people.
 */
export const failureLines = ({ title, message }) => `  ✗ ${title}\n${message.replaceAll(/^/gm, '      ')}`;
