import { isDeny } from '../elements';
import type { StatementTree } from '../../syntax/policyTree';
import type { PolicyEditor } from '../policyEditor';
import { overStatements, type Finding } from '../rule';
import { removeTests } from '../statementEdits';
import { ageTests, decidingAge, firstAgeBeyond, whichAges, type AgeTest } from './ageTests';

/** Several ages in one test are alternatives: one decides, the others mislead. */
export const ageSeveralValues = overStatements(function* (statement, { editor }) {
  yield* widerTests(statement, editor);
  for (const test of ageTests(statement)) {
    const { key, comparison, ages } = test;
    const distinct = new Set(ages.map(({ days }) => days));
    if (distinct.size < 2 || !key.value || (comparison !== 'Less' && comparison !== 'Greater')) continue;
    const decides = decidingAge(test);
    if (decides === undefined) continue;
    const kept = ages.find(({ days }) => days === decides);
    const all = key.value.kind === 'array' && key.value.items.length === ages.length;
    yield {
      at: key.value.span,
      message: `Several values are alternatives, so ${decides} alone decides${isDeny(statement) && comparison === 'Less' ? `: archives ${whichAges(test)} are kept` : ''}, for ever once locked. The other numbers mislead every reader.`,
      fixes:
        kept && all
          ? [
              {
                title: `Keep ${decides} only`,
                edits: [editor.replaceSource(key.value.span, editor.source(kept.node))],
                preferred: true,
              },
            ]
          : [],
    };
  }
});

/** Several tests in one direction must all hold: the narrowest decides, the others mislead. */
function* widerTests(statement: StatementTree, editor: PolicyEditor): Iterable<Finding> {
  for (const direction of ['Less', 'Greater'] as const) {
    const tests = ageTests(statement).flatMap((test) => {
      const end = test.comparison === direction ? firstAgeBeyond(test) : undefined;
      return end === undefined ? [] : [{ test, end }];
    });
    const [narrowest] = [...tests].sort((a, b) => (direction === 'Less' ? a.end - b.end : b.end - a.end));
    if (!narrowest) continue;
    const decides = decidingAge(narrowest.test);
    for (const { test, end } of tests) {
      const several = new Set(test.ages.map(({ days }) => days)).size > 1;
      // Under one operator they are one key twice, in other capitals.
      if (test.operator === narrowest.test.operator) continue;
      if (end === narrowest.end || several || decides === undefined || !test.key.value) continue;
      const edits = sameWithoutAge(test, narrowest.test) && removeTests(statement, [test], editor);
      yield {
        at: test.key.value.span,
        severity: 'warning',
        message: `All tests of a Condition must hold, so ${decides} alone decides${isDeny(statement) && direction === 'Less' ? `: archives ${whichAges(narrowest.test)} are kept` : ''}, for ever once locked. The other numbers mislead every reader.`,
        fixes: edits ? [{ title: `Keep ${decides} only`, edits, preferred: true }] : [],
      };
    }
  }
}

/** Whether two tests say the same of requests that have no age. */
function sameWithoutAge(a: AgeTest, b: AgeTest): boolean {
  return a.use.ifExists === b.use.ifExists && a.use.set === b.use.set;
}
