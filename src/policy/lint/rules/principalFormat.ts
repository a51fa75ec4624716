import { memberOf, type JsonNode, type Member, type ObjectNode } from '../../syntax/jsonNode';
import { valuesOf } from '../../syntax/policyTree';
import { nearest } from '../../vocabulary/nearest';
import { typeName } from '../policyEditor';
import { overStatements, type Finding, type FixDraft, type LintContext } from '../rule';
import { isServicePrincipal, readPrincipalText, type PrincipalText } from './principalArn';

/** Principal is `"*"` or an object of AWS, Service and the like, and its values must be able to name someone. */
export const principalFormat = overStatements(function* ({ principal, notPrincipal }, context) {
  for (const member of [principal, notPrincipal]) {
    const value = member?.value;
    if (!member || !value) continue;
    if (value.kind === 'object') yield* principalMap(value, context);
    else if (!(value.kind === 'string' && value.value === '*') && !isEmptyList(value))
      yield {
        at: value.span,
        message: `${member.key.value} must be "*" or an object such as {"AWS": "arn:aws:iam::…:root"}; Glacier refuses ${value.kind === 'string' ? 'a string alone' : typeName(value)}.`,
        fixes: [wrap(value, context)],
      };
  }
});

function isEmptyList(value: JsonNode): boolean {
  return value.kind === 'array' && value.items.length === 0;
}

function wrap(value: JsonNode, { editor }: LintContext): FixDraft | undefined {
  const items = value.kind === 'array' ? value.items : [value];
  const texts = items.map((item) =>
    item.kind === 'string' ? item.value : item.kind === 'number' ? item.source : '',
  );
  if (texts.length === 0) return undefined;
  if (texts.every((text) => text === '*'))
    return { title: 'Use "*"', edits: [editor.replace(value, '*')], preferred: true, fixAll: true };
  const type = kindOf(texts);
  if (type === undefined) return undefined;
  const [only] = texts;
  const edit = editor.replace(value, { [type]: value.kind === 'array' ? texts : only });
  return { title: `Wrap in {"${type}": …}`, edits: [edit], preferred: true, fixAll: true };
}

/** What kind of principal all of these are. */
function kindOf(texts: readonly string[]): 'AWS' | 'Service' | undefined {
  if (texts.every((text) => nameSomeone.includes(readPrincipalText(text)))) return 'AWS';
  return texts.every(isServicePrincipal) ? 'Service' : undefined;
}

const nameSomeone: readonly PrincipalText[] = ['everyone', 'account', 'principal ARN', 'unique id'];
const types: readonly string[] = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

function* principalMap(object: ObjectNode, context: LintContext): Iterable<Finding> {
  for (const member of object.members) {
    const type = member.key.value;
    if (!types.includes(type)) yield unknownType(object, member, context);
    else for (const value of valuesOf(member)) yield* principalValue(type, value, context);
  }
}

function unknownType(object: ObjectNode, member: Member, { editor }: LintContext): Finding {
  const { key } = member;
  const meant = nearest(key.value, types);
  const texts = valuesOf(member).map((value) => (value.kind === 'string' ? value.value : ''));
  const free = meant !== undefined && memberOf(object, meant) === undefined && kindOf(texts) === meant;
  return {
    at: key.span,
    message: `"${key.value}" is no kind of principal: Glacier refuses the policy. In the policy of a vault it is AWS (accounts, users, roles) or Service, letter for letter.`,
    fixes: free
      ? [{ title: `Use ${meant}`, edits: [editor.replace(key, meant)], preferred: true, fixAll: true }]
      : [],
  };
}

function* principalValue(type: string, value: JsonNode, { editor }: LintContext): Iterable<Finding> {
  if (value.kind !== 'string') {
    const account = type === 'AWS' && value.kind === 'number' && /^\d{12}$/.test(value.source);
    yield {
      at: value.span,
      message: `A principal is written as a string, and this is ${typeName(value)}: Glacier refuses the policy.`,
      fixes: account
        ? [
            {
              title: 'Quote the value',
              edits: [editor.replace(value, editor.source(value))],
              preferred: true,
              fixAll: true,
            },
          ]
        : [],
    };
    return;
  }
  if (type !== 'AWS') return;
  const problem = problems[readPrincipalText(value.value)];
  if (problem !== undefined)
    yield {
      at: value.span,
      message: `${problem} Glacier refuses it, or it concerns nobody once locked.`,
      fixes: [trimmed(value, editor)],
    };
}

function trimmed(
  value: JsonNode & { readonly kind: 'string' },
  editor: LintContext['editor'],
): FixDraft | undefined {
  const text = value.value.trim();
  if (text === value.value || !nameSomeone.includes(readPrincipalText(text))) return undefined;
  return {
    title: 'Remove the white space',
    edits: [editor.replace(value, text)],
    preferred: true,
    fixAll: true,
  };
}

const problems: Readonly<Record<PrincipalText, string | undefined>> = {
  everyone: undefined,
  account: undefined,
  'principal ARN': undefined,
  'unique id': undefined,
  // principal-wildcard says it.
  wildcard: undefined,
  group: 'A group is no principal: name its users or their roles.',
  'wrong account': 'The number of an AWS account has 12 digits.',
  wrong:
    'An AWS principal is "*", an account number, or the ARN of an account root, a user, a role or a session.',
};
