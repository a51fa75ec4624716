import { neverApplies } from '../consequence';
import { overStatements } from '../rule';
import { adornedNulls, plainNull } from './nullOperator';

/** Null asks whether a key exists; NullIfExists is no operator. */
export const nullIfExists = overStatements(function* (statement, { editor }) {
  for (const { operator, use } of adornedNulls(statement)) {
    if (!use.ifExists) continue;
    const edits = plainNull(statement, operator, editor);
    yield {
      at: operator.key.span,
      message: `Null asks whether a key is there, so IfExists cannot stand behind it: Glacier refuses the policy, or the test is never true. ${neverApplies(statement)}`,
      fixes: edits ? [{ title: 'Use Null', edits, preferred: true }] : [],
    };
  }
});
