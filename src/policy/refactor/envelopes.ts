import type { Place, Refactoring } from './refactoring';

/** Puts the policy into `{"Policy":"…"}`, as the AWS CLI reads it from a file. What is sent stays the same text. */
export function wrapPolicy({ parsed, policy }: Place): Refactoring | undefined {
  if (parsed.envelope !== 'bare' || parsed.syntaxErrors.length > 0 || policy.statement === undefined)
    return undefined;
  const { span } = policy.node;
  const text = JSON.stringify({ Policy: parsed.policyText.slice(span.from, span.to) });
  return {
    kind: 'wrap',
    title: 'Wrap for the CLI',
    about: 'policy',
    edits: [{ ...parsed.toFile(span), text }],
  };
}

/** Takes the policy out of the wrapper, as it would be sent. */
export function unwrapPolicy({ parsed }: Place): Refactoring | undefined {
  if (parsed.envelope !== 'wrapper' || parsed.sentText === undefined) return undefined;
  const start = parsed.text.indexOf('{');
  const end = parsed.text.lastIndexOf('}') + 1;
  return {
    kind: 'unwrap',
    title: 'Unwrap the policy',
    about: 'policy',
    edits: [{ start, end, text: parsed.sentText }],
  };
}
