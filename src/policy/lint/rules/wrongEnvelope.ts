import { memberOf, type JsonNode, type ObjectNode } from '../../syntax/jsonNode';
import { parsePolicy, type ParsedPolicy } from '../../syntax/parsedPolicy';
import { statementElements } from '../elements';
import { openingBrace, overFile, type Finding, type FixDraft, type LintContext } from '../rule';

/** The policy stands in something that Glacier refuses or takes literally. */
export const wrongEnvelope = overFile(function* (context) {
  const { parsed } = context;
  const whole = wholeFile(context);
  if (whole) {
    yield { covers: { start: 0, end: parsed.text.length }, ...whole };
    return;
  }
  if (!parsed.policyText.includes('${')) return;
  for (const node of stringsIn(parsed.root))
    if (terraformReference.test(node.value))
      yield {
        at: node.span,
        message:
          'This is a reference of Terraform, which Glacier takes literally: it names no vault and no principal, and once locked it never will. Write the value that Terraform would put here.',
      };
});

const terraformReference = /\$\{\s*(?:aws_\w+\.|var\.|local\.|data\.|module\.|each\.|path\.|jsonencode\()/;

function wholeFile(context: LintContext): Finding | undefined {
  const { root } = context.parsed;
  // The parser passes over a shell command or a block of Terraform to reach the object in it.
  const around = context.parsed.syntaxErrors.length > 0 ? wrongText(context.parsed) : undefined;
  if (around) return around;
  if (root?.kind === 'object') return wrongObject(root, context);
  if (root?.kind === 'array') return wrongList(root, context);
  return wrongText(context.parsed);
}

function wrongObject(root: ObjectNode, { parsed, editor }: LintContext): Finding | undefined {
  if (memberOf(root, 'Statement')) return undefined;
  const inner = memberOf(root, 'Policy') ?? memberOf(root, 'policy') ?? memberOf(root, 'PolicyDocument');
  if (inner?.value?.kind === 'object') {
    const policyText = editor.source(inner.value);
    return {
      at: inner.key.span,
      message: `${inner.key.value} holds an object here. Glacier and the AWS CLI want the policy alone, or a wrapper in which Policy is the policy as one escaped string.`,
      fixes: [
        { title: 'Unwrap the policy', edits: [{ ...root.span, text: policyText }], preferred: true },
        parsed.envelope === 'bare'
          ? {
              title: 'Wrap for the CLI',
              edits: [{ ...root.span, text: JSON.stringify({ Policy: policyText }) }],
            }
          : undefined,
      ],
    };
  }
  if (inner?.value?.kind === 'string' && inner.value.value.trimStart().startsWith('{')) {
    const what =
      root.members.length > 1
        ? 'There is more than the policy in this file, as in an answer of GetVaultLock.'
        : 'The policy is wrapped in the wrong way.';
    return {
      at: inner.key.span,
      message: `${what} Glacier refuses it as a policy: keep the policy alone.`,
      fixes: [unwrap(parsed, inner.value.value)],
    };
  }
  const foreign = foreignDocument(root);
  if (foreign) return { at: openingBrace(root), message: foreign };
  const elements = root.members.filter(({ key }) => statementElements.includes(key.value));
  if (elements.length < 2) return undefined;
  return {
    at: openingBrace(root),
    message:
      'This is a statement alone. Glacier refuses it: a policy is an object with a Version and a list of statements.',
    fixes: [
      {
        title: 'Enclose in a policy',
        edits: [
          { from: root.span.from, to: root.span.from, text: '{"Version": "2012-10-17", "Statement": [' },
          { from: root.span.to, to: root.span.to, text: ']}' },
        ],
        preferred: true,
      },
    ],
  };
}

/** Puts the policy in place of the whole file, whatever envelope the file has. */
function unwrap(parsed: ParsedPolicy, policyText: string): FixDraft {
  let text = policyText;
  for (let inner = parsePolicy(text); inner.envelope === 'wrapper'; inner = parsePolicy(text))
    text = inner.policyText;
  const edit = { start: 0, end: parsed.text.length, text };
  return { title: 'Unwrap the policy', edits: [edit], preferred: true };
}

function foreignDocument(root: ObjectNode): string | undefined {
  const resource = memberOf(root, 'resource')?.value;
  if (resource?.kind === 'object' && memberOf(resource, 'aws_glacier_vault_lock'))
    return 'This is a Terraform configuration, not a policy: Glacier refuses it. Take the policy out of aws_glacier_vault_lock.';
  if (memberOf(root, 'AWSTemplateFormatVersion') || memberOf(root, 'Resources')?.value?.kind === 'object')
    return 'This is a CloudFormation template, not a policy: Glacier refuses it, and CloudFormation has no resource for vaults.';
  return undefined;
}

function wrongList(root: JsonNode & { readonly kind: 'array' }, { editor }: LintContext): Finding {
  const statements = root.items.length > 0 && root.items.every((item) => looksLikeStatement(item));
  return {
    at: openingBrace(root),
    message:
      'This is a list. Glacier refuses it: a policy is an object with a Version and a list of statements.',
    fixes: statements
      ? [
          {
            title: 'Enclose in a policy',
            edits: [{ ...root.span, text: `{"Version": "2012-10-17", "Statement": ${editor.source(root)}}` }],
            preferred: true,
          },
        ]
      : [],
  };
}

function looksLikeStatement(node: JsonNode): boolean {
  return node.kind === 'object' && memberOf(node, 'Effect') !== undefined;
}

function wrongText(parsed: ParsedPolicy): Finding | undefined {
  const { root, text } = parsed;
  if (root?.kind === 'string' && parsePolicy(root.value).envelope === 'bare')
    return {
      at: { from: root.span.from, to: root.span.from + 1 },
      message:
        'This is the policy as an escaped string, without the wrapper that says so. Glacier refuses it.',
      fixes: [unwrap(parsed, root.value)],
    };
  const firstLine = { start: 0, end: lengthOfFirstLine(text) };
  if (/^\s*(?:#!.*\n)?[^{"[]*<<-?\s*['"]?\w+/.test(text.slice(0, 500)))
    return {
      at: firstLine,
      message:
        'This is a shell command with the policy inside. Glacier refuses it: keep the JSON object alone.',
    };
  if (
    /^\s*(?:(?:#|\/\/)[^\n]*\n\s*)*(?:resource|data|module|variable|locals|provider)\b/.test(
      text.slice(0, 2000),
    )
  )
    return {
      at: firstLine,
      message:
        'This is a Terraform configuration, not a policy. Glacier refuses it: keep the JSON object alone.',
    };
  if (root && parsed.syntaxErrors.length === 0)
    return {
      at: root.span,
      message: 'This is no policy: a policy is a JSON object with a Version and a list of statements.',
    };
  return undefined;
}

function lengthOfFirstLine(text: string): number {
  const end = text.search(/[\r\n]/);
  return end < 0 ? text.length : end;
}

function* stringsIn(node: JsonNode | undefined): Iterable<JsonNode & { readonly kind: 'string' }> {
  if (node?.kind === 'string') yield node;
  if (node?.kind === 'array') for (const item of node.items) yield* stringsIn(item);
  if (node?.kind === 'object')
    for (const { key, value } of node.members)
      if (key.value !== 'Sid' && key.value !== 'Id') yield* stringsIn(value);
}
