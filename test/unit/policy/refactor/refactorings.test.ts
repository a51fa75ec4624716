import assert from 'node:assert/strict';
import { applyEdits, parsePolicy, refactorings } from '../../../../src/policy';
import { readRefactoringCases } from './cases';

describe('refactorings, by their cases', () => {
  for (const { kind, name, target, text, range, offers, refuses } of readRefactoringCases()) {
    it(`${kind}: ${name}`, () => {
      const found = refactorings(parsePolicy(text), range, target).filter((each) => each.kind === kind);
      const done = found.flatMap((each) => ('edits' in each ? [each] : []));
      assert.deepEqual(
        done.map((each) => ({
          title: each.title,
          result: applyEdits(text, each.edits),
          ...('moved' in each ? { moved: each.moved } : {}),
        })),
        offers,
      );
      assert.deepEqual(
        found.flatMap((each) => ('reason' in each ? [{ title: each.title, reason: each.reason }] : [])),
        refuses,
      );
    });
  }
});
