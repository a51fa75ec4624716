import { hasWildcard } from '../../wildcard';
import { changeOperator } from '../changeOperator';
import { conditionTests, isPositive, type KnownTest } from '../conditionTests';
import { isDeny } from '../elements';
import { overStatements } from '../rule';

/** A `*` or `?` under an operator that takes it literally. */
export const wildcardWithoutLike = overStatements(function* (statement, { editor }) {
  for (const test of conditionTests(statement)) {
    const { use, keyUse, values } = test;
    // Of a key that is no text another operator is wanted, which is operator-type's.
    const isText = keyUse === undefined || keyUse.key.type === 'String' || keyUse.key.type === 'ARN';
    if (use.operator.family !== 'String' || use.operator.wildcards || !isText) continue;
    const wild = values.filter(({ text }) => isMeantAsWildcard(text, test));
    if (wild.length === 0) continue;
    const dead = isDeny(statement) && isPositive(test) && keyUse !== undefined;
    const meant = use.canonical.replace(/Equals(?=IfExists|$)/, 'Like');
    const edits = use.canonical === meant ? undefined : changeOperator(statement, test, meant, editor);
    for (const { node } of wild)
      yield {
        at: node.span,
        covers: test.key.span,
        severity: dead ? 'error' : 'warning',
        message: `${use.operator.name} takes * and ? literally, so ${editor.source(node)} ${use.operator.negated ? 'excepts' : 'matches'} no request. Once locked, ${dead ? 'those who are meant are never denied' : 'that stays so'}, for ever. Only StringLike and StringNotLike know wildcards.`,
        fixes: edits
          ? [{ title: `Use ${meant}`, edits, preferred: isDeny(statement) && isPositive(test) }]
          : [],
      };
  }
});

/** Not the escapes `${*}` and `${?}`, and not a question mark where one may well stand: in addresses of web pages. */
function isMeantAsWildcard(text: string, { keyUse }: KnownTest): boolean {
  const plain = text.replace(/\$\{[^{}]*\}/g, '');
  const name = keyUse?.key.name;
  if (name === 'aws:referer' || name === 'aws:UserAgent') return plain.includes('*');
  return hasWildcard(plain);
}
