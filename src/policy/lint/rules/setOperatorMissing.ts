import { changeOperator } from '../changeOperator';
import { conditionTests } from '../conditionTests';
import { overStatements } from '../rule';

/** A key with several values under an operator that expects one. What AWS makes of it is undefined. */
export const setOperatorMissing = overStatements(function* (statement, { editor }) {
  for (const test of conditionTests(statement)) {
    const { operator, keyUse, use } = test;
    if (!keyUse?.key.multiValued || use.set || use.operator.family === 'Null') continue;
    // The one that does what the plain operator seems to say, also where the key is absent.
    const set = use.operator.negated ? 'ForAllValues' : 'ForAnyValue';
    const meant = `${set}:${use.canonical}`;
    const edits = changeOperator(statement, test, meant, editor);
    yield {
      at: operator.key.span,
      covers: test.key.span,
      message: `${keyUse.key.name} has several values in one request, and what ${use.operator.name} makes of them is undefined: once locked, nobody can tell to whom the statement applies. Say ForAnyValue (one of them is enough) or ForAllValues.`,
      fixes: edits ? [{ title: `Use ${meant}`, edits, preferred: true }] : [],
    };
  }
});
