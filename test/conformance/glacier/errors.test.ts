import assert from 'node:assert/strict';
import { explainAs, explainedKinds } from '../../../src/glacier/errorTexts';
import { failureLine } from '../../../src/glacier/failureLine';
import { GlacierError } from '../../../src/glacier/glacierError';
import { rawError } from '../../../src/glacier/rawError';
import { endDisturbed } from '../support/disturbedGlacier';
import { endTested } from '../support/localGlacier';
import { cases } from './errors/cases';
import { endCalls, secretLockId, sources, type ErrorCase } from './errors/errorCase';
import { endServers } from './errors/networkCases';

/** The GlacierError that a case ends in. */
async function failureOf({ produce }: ErrorCase): Promise<GlacierError> {
  try {
    await produce();
  } catch (error) {
    assert.ok(error instanceof GlacierError, String(error));
    return error;
  }
  return assert.fail('It did not fail.');
}

describe('each error, made to happen', function () {
  this.timeout(60_000);
  afterEach(async () => {
    endCalls();
    endServers();
    endDisturbed();
    await endTested();
  });

  for (const each of cases) {
    it(`${sources[each.source]}: ${each.what}`, async () => {
      const failure = await failureOf(each);
      const { explanation, context, ambiguous, message, advice, cause } = failure.details;
      assert.ok(explanation !== undefined && context !== undefined);
      assert.equal(explanation.kind, each.kind, `${failure.code}: ${message}`);
      assert.equal(context.operation, each.operation);
      // What the page ERRORS.md shows is what is said here.
      assert.deepEqual(explanation, explainAs(explanation.kind, context, ambiguous, each.failed));
      assert.equal(message, `${explanation.outcome} ${explanation.title}`);
      assert.equal(advice, explanation.next);
      const { outcome, title, cause: why, next } = explanation;
      for (const sentence of [outcome, title, why, next])
        assert.match(sentence, /^\S.*\.$/, 'whole sentences');
      const shown = [outcome, title, why, next, failureLine(failure), ...rawError(cause, each.operation)];
      for (const text of shown) {
        assert.doesNotMatch(text, /undefined|\{\d\}|secret-of|\[object/);
        assert.ok(!text.includes(secretLockId), text);
      }
      assert.match(failureLine(failure), new RegExp(`${each.operation}.*${failure.code}.*request ID`));
    });
  }

  it('leaves no explanation without a failure that gets it', () => {
    const produced = new Set(cases.map(({ kind }) => kind));
    assert.deepEqual(
      explainedKinds.filter((kind) => !produced.has(kind)),
      [],
    );
  });

  it('has a name of its own for each', () => {
    const names = cases.map(({ source, what }) => `${source} ${what}`);
    assert.deepEqual([...new Set(names)], names);
  });
});
