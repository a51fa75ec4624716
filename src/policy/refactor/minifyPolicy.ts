import { withoutSpace } from '../pretty';
import { utf8Length } from '../utf8Length';
import { inFile, type Place, type Refactoring } from './refactoring';
import { withThousands } from '../withThousands';

/** Leaves out all white space between tokens. Comments would be lost, so a policy with comments is left alone. */
export function minifyPolicy({ parsed, policy, editor }: Place): Refactoring | undefined {
  if (parsed.syntaxErrors.length > 0 || policy.statement === undefined) return undefined;
  // What is sent out of a wrapper is the whole string; around a bare policy white space is the file's own.
  const span = parsed.envelope === 'wrapper' ? { from: 0, to: parsed.policyText.length } : policy.node.span;
  const before = parsed.policyText.slice(span.from, span.to);
  const after = withoutSpace(before);
  const saved = utf8Length(before) - utf8Length(after);
  if (saved <= 0) return undefined;
  return {
    kind: 'minify',
    title: `Minify the policy (saves ${figure(saved)} of ${figure(utf8Length(before))} bytes)`,
    about: 'policy',
    edits: inFile(parsed, [editor.replaceSource(span, after)]),
  };
}

function figure(count: number): string {
  return withThousands(count);
}
