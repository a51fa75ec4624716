import { alwaysHolds, neverApplies } from '../consequence';
import { isDeny } from '../elements';
import { overStatements } from '../rule';
import { adornedNulls, plainNull } from './nullOperator';

/** With a set operator Null does not look at the request (IAM Access Analyzer, "Null with qualifier"). */
export const nullWithSetOperator = overStatements(function* (statement, { editor }) {
  for (const { operator, use } of adornedNulls(statement)) {
    if (!use.set) continue;
    const dead = use.set === 'ForAnyValue';
    const edits = plainNull(statement, operator, editor);
    yield {
      at: operator.key.span,
      severity: dead && isDeny(statement) ? 'error' : 'information',
      message: `${use.canonical} is ${dead ? 'never' : 'always'} true, whatever the request. ${dead ? neverApplies(statement) : alwaysHolds(statement)} Write Null alone.`,
      fixes: edits ? [{ title: 'Use Null', edits, preferred: dead || !isDeny(statement) }] : [],
    };
  }
});
