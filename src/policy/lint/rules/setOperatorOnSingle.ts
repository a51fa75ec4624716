import { changeOperator } from '../changeOperator';
import { conditionTests, demandsKeyElsewhere, type KnownTest } from '../conditionTests';
import { deed } from '../consequence';
import { isDeny } from '../elements';
import { overStatements } from '../rule';

/**
 * ForAllValues on a key of one value, which makes the test true where the key is absent. ForAnyValue changes nothing
 * on such a key and is left alone.
 */
export const setOperatorOnSingle = overStatements(function* (statement, { editor }) {
  for (const test of conditionTests(statement)) {
    const { operator, key, keyUse, use } = test;
    if (!keyUse || keyUse.key.multiValued || use.set !== 'ForAllValues' || use.operator.family === 'Null')
      continue;
    // Where the key is always there, the set operator says nothing.
    if (keyUse.key.presence === 'every request' || demandsKeyElsewhere(statement, test)) continue;
    const meant = use.canonical.slice('ForAllValues:'.length);
    const edits = changeOperator(statement, test, meant, editor);
    yield {
      at: operator.key.span,
      covers: key.span,
      message: `${keyUse.key.name} has one value, and ForAllValues makes the test true where it is absent: once locked, the statement also ${deed(statement)} every request without it, for ever. Leave ForAllValues out, or add Null: {"${key.key.value}": "false"}.`,
      fixes: edits
        ? [{ title: `Use ${meant}`, edits, preferred: !isDeny(statement) || isTrueWhenAbsent(test) }]
        : [],
    };
  }
});

/** Whether the plain operator holds without the key, too. An empty tag is no value to ForAllValues only. */
function isTrueWhenAbsent({ use, keyUse }: KnownTest): boolean {
  return (use.ifExists || use.operator.negated) && keyUse?.key.tagged === false;
}
