import { hasWildcard } from '../../wildcard';
import { conditionTests, isPositive } from '../conditionTests';
import { neverApplies } from '../consequence';
import { overStatements } from '../rule';

const prefixes: ReadonlyMap<string | undefined, string> = new Map([
  ['aws:SourceVpc', 'vpc-'],
  ['aws:Ec2InstanceSourceVpc', 'vpc-'],
  ['aws:SourceVpce', 'vpce-'],
]);

/** The id of a network or of an endpoint that can be none: `vpc-` or `vpce-` and 8 or 17 hexadecimal digits. */
export const vpcIdFormat = overStatements(function* (statement, { editor }) {
  for (const test of conditionTests(statement)) {
    const { use, keyUse, values } = test;
    const prefix = prefixes.get(keyUse?.key.name);
    if (prefix === undefined || use.operator.family === 'Null') continue;
    const wrong = values.filter(({ text }) => !canBeId(text, prefix));
    const dead = wrong.length === values.length && isPositive(test);
    for (const { node } of wrong)
      yield {
        at: node.span,
        message: `${editor.source(node)} can be no id here: that is ${prefix} and 8 or 17 digits from 0 to 9 and a to f. ${dead ? neverApplies(statement) : 'Once locked, it matches nothing, for ever.'}`,
      };
  }
});

/** Of a pattern only the beginning is judged, of a variable nothing. */
function canBeId(text: string, prefix: string): boolean {
  if (text.includes('${')) return true;
  const literal = text.split(/[*?]/, 1)[0] ?? '';
  if (!hasWildcard(text))
    return text.startsWith(prefix) && /^(?:[0-9a-f]{8}|[0-9a-f]{17})$/.test(text.slice(prefix.length));
  return literal.length < prefix.length
    ? prefix.startsWith(literal)
    : literal.startsWith(prefix) && /^[0-9a-f]{0,17}$/.test(literal.slice(prefix.length));
}
