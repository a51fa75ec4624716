/**
 * A second try for the groups of tests that failed where VS Code and a browser take part: one palette that opened late on
 * a crowded machine must not hide what else a run of half an hour has shown. Nothing is hidden by it: what passes only
 * when it is tried again is told at the end of the run, and is to be mended.
 */
import { count } from './results.mjs';

/**
 * @typedef {object} Ran
 * @property {import('./results.mjs').Results} results
 * @property {unknown} ending Why the run ended badly, if it did.
 */

/** So many groups at most: where more of them fail, it is no accident. */
const most = 4;

/** @param {string} text */
const literally = (text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/**
 * @param {import('./results.mjs').Results} results
 * @returns {string | undefined} What matches the whole titles of the tests in the groups that failed; undefined where
 *   nothing failed, too much did, or the run broke off.
 */
export function groupsToTryAgain(results) {
  const failed = results.groups.filter((group) => group.failed > 0);
  if (!results.finished || failed.length === 0 || failed.length > most) return undefined;
  return `^(?:${failed.map(({ title }) => literally(title)).join('|')}) `;
}

/**
 * @param {Ran} first
 * @param {Ran} second Of the groups that failed in the first.
 * @returns {{ readonly ran: Ran, readonly unsteady: readonly import('./results.mjs').Failure[] }} What counts: a group
 *   that passes whole when it is tried again has passed.
 */
export function afterSecondTry(first, second) {
  const mended = new Map(
    second.results.finished
      ? second.results.groups.filter(({ failed }) => failed === 0).map((group) => [group.title, group])
      : [],
  );
  const groups = first.results.groups.map((group) => mended.get(group.title) ?? group);
  const isMended = (/** @type {import('./results.mjs').Failure} */ { title }) =>
    [...mended.keys()].some((group) => title.startsWith(`${group} `));
  const results = {
    ...first.results,
    groups,
    failures: first.results.failures.filter((failure) => !isMended(failure)),
  };
  const ending = count(results, 'failed') === 0 ? second.ending : first.ending;
  return { ran: { results, ending }, unsteady: first.results.failures.filter(isMended) };
}
