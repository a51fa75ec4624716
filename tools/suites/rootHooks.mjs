/**
 * Refuses hooks outside any group: all files of a suite run in one process, so such a hook of one file would run
 * around the tests of all the others.
 * @param {import('mocha')} mocha
 */
export function forbidRootHooks(mocha) {
  for (const kind of /** @type {const} */ (['beforeAll', 'beforeEach', 'afterAll', 'afterEach'])) {
    mocha.suite.on(kind, () => {
      throw new Error(
        `A ${kind} hook stands outside any describe: it would run for every file of the suite.`,
      );
    });
  }
}
