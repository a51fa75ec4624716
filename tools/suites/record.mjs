import Mocha from 'mocha';
import { groupLine, noResults, writeResults } from './results.mjs';

/**
 * What a failed test has to say: the message, and the place in the tests or the sources where it happened.
 * @param {unknown} error
 * @returns {string}
 */
const messageOf = (error) => {
  if (!(error instanceof Error)) return String(error);
  const place = (error.stack ?? '')
    .split('\n')
    .find((line) => /^\s+at .*[\\/](?:test|src|tools)[\\/]/.test(line));
  const cause = error.cause === undefined ? '' : `\nCaused by: ${messageOf(error.cause)}`;
  return `${error.name}: ${error.message}${place === undefined ? '' : `\n${place.trim()}`}${cause}`;
};

/**
 * @param {Mocha.Runner} runner
 * @param {string} file
 * @param {(line: string) => void} print
 */
function record(runner, file, print) {
  const results = noResults();
  /** @type {import('./results.mjs').Group | undefined} */
  let group;
  const save = () => writeResults(file, results);
  /** @param {'passed' | 'failed' | 'skipped'} outcome */
  const add = (outcome) => {
    if (group === undefined) {
      group = { title: '(outside any group)', passed: 0, failed: 0, skipped: 0 };
      results.groups.push(group);
    }
    group[outcome] += 1;
    save();
  };
  save();
  runner.on('suite', (suite) => {
    if (suite.root || suite.parent?.root !== true) return;
    group = { title: suite.title, passed: 0, failed: 0, skipped: 0 };
    results.groups.push(group);
  });
  runner.on('suite end', (suite) => {
    if (suite.root || suite.parent?.root !== true || group === undefined) return;
    print(groupLine(group));
    group = undefined;
  });
  runner.on('test', (test) => {
    results.current = test.fullTitle();
    save();
  });
  runner.on('pass', () => add('passed'));
  runner.on('pending', () => add('skipped'));
  runner.on('fail', (test, error) => {
    const title = test.fullTitle();
    results.failures.push({ title, message: messageOf(error) });
    print(`  ✗ ${title}`);
    add('failed');
  });
  runner.on('end', () => {
    results.current = undefined;
    results.finished = true;
    save();
  });
}

/**
 * A mocha reporter that writes down what happens, after every test, so that a run that breaks off says where.
 * @param {string} file Where the results go.
 * @param {(line: string) => void} print Takes a line for people now and then.
 */
export const recorder = (file, print) =>
  class extends Mocha.reporters.Base {
    /**
     * @param {Mocha.Runner} runner
     * @param {Mocha.MochaOptions} options
     */
    constructor(runner, options) {
      super(runner, options);
      record(runner, file, print);
    }
  };
