import { isDeny } from '../elements';
import { overStatements } from '../rule';
import { ageTests, decidingAge, whichAges } from './ageTests';

/** Several ages in one test are alternatives: one decides, the others mislead. */
export const ageSeveralValues = overStatements(function* (statement, { editor }) {
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
