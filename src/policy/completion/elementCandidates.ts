import { partnerOf } from '../lint/elements';
import type { Candidate } from './candidate';
import { openObject } from './layout';
import { otherKeys, type Situation } from './situation';
import type { Template } from './template';

interface Element {
  readonly name: string;
  readonly detail: string;
  readonly documentation: string;
  /** `''`: a text to be filled in; another text: that one; `{}`, `[{}]`: something to be filled in within. */
  readonly value: string;
  readonly rank: number;
}

const ofPolicy: readonly Element[] = [
  {
    name: 'Version',
    detail: 'version of the policy language',
    documentation:
      'Write `2012-10-17`. Without it the rules of 2008 hold, and policy variables such as `${aws:username}` are plain text.',
    value: '2012-10-17',
    rank: 0,
  },
  {
    name: 'Statement',
    detail: 'what is denied or allowed',
    documentation: 'A list of statements, or a single one. A Deny in any of them settles it.',
    value: '[{}]',
    rank: 1,
  },
  { name: 'Id', detail: 'a name for the policy', documentation: 'Any text. Optional.', value: '', rank: 2 },
];

const ofStatement: readonly Element[] = [
  {
    name: 'Effect',
    detail: 'Deny or Allow',
    documentation: 'A lock protects by `Deny`. What it allows it allows for ever.',
    value: '',
    rank: 0,
  },
  {
    name: 'Principal',
    detail: 'whom it concerns',
    documentation:
      'Required in the policy of a vault. In a Deny write `"*"`: everyone, root and other accounts too.',
    value: '',
    rank: 1,
  },
  {
    name: 'Action',
    detail: 'what they do',
    documentation: 'One action or a list: `glacier:DeleteArchive` is the one that a retention denies.',
    value: '',
    rank: 2,
  },
  {
    name: 'Resource',
    detail: 'the vault',
    documentation: 'The ARN of the vault whose policy this is, or `"*"`, which here means the same.',
    value: '',
    rank: 3,
  },
  {
    name: 'Condition',
    detail: 'under which circumstances',
    documentation:
      'Operators, and under each of them keys with values. All operators and keys must hold; of several values one is enough.',
    value: '{}',
    rank: 4,
  },
  {
    name: 'Sid',
    detail: 'a name for the statement',
    documentation:
      'Any text that no other statement of the policy has; hyphens are fine. Reports speak of a statement by it.',
    value: '',
    rank: 5,
  },
  {
    name: 'NotAction',
    detail: 'every action but these',
    documentation: 'Also reaches actions that AWS adds one day. It excludes Action.',
    value: '',
    rank: 6,
  },
  {
    name: 'NotPrincipal',
    detail: 'everyone but these',
    documentation:
      'In a Deny, an exception outlives the role or user it names: whoever makes one of that name again is spared. It excludes Principal.',
    value: '',
    rank: 7,
  },
  {
    name: 'NotResource',
    detail: 'every vault but these',
    documentation: "Of no use in a vault's own policy, which is about one vault. It excludes Resource.",
    value: '',
    rank: 8,
  },
];

/** `Version`, `Id` and `Statement`, as far as they are not there. */
export function policyElements(situation: Situation): readonly Candidate[] {
  return missing(ofPolicy, situation);
}

/** The elements of a statement that are not there and whose counterpart is not there either. */
export function statementElements(situation: Situation): readonly Candidate[] {
  return missing(ofStatement, situation);
}

function missing(elements: readonly Element[], situation: Situation): readonly Candidate[] {
  const there = otherKeys(situation);
  return elements
    .filter(({ name }) => !there.includes(name) && !there.includes(partnerOf(name) ?? name))
    .map((element) => ({
      label: element.name,
      kind: 'element',
      detail: element.detail,
      documentation: element.documentation,
      insert: { as: 'member', key: [element.name], value: valueOf(element, situation) },
      rank: element.rank,
      retrigger: element.name !== 'Version' && element.name !== 'Id' && element.name !== 'Sid',
    }));
}

function valueOf({ value }: Element, { layout }: Situation): Template {
  if (value === '{}') return openObject(layout, 1);
  if (value === '[{}]')
    return layout.spread
      ? ['[\n\t{\n\t\t', { stop: 1, text: '' }, '\n\t}\n]']
      : [`[{${layout.blank}`, { stop: 1, text: '' }, `${layout.blank}}]`];
  return value === '' ? ['"', { stop: 1, text: '' }, '"'] : [JSON.stringify(value)];
}

/** The values of Version. */
export function versions(): readonly Candidate[] {
  return [
    {
      label: '2012-10-17',
      kind: 'value',
      detail: 'the current language',
      insert: { as: 'value', json: ['"2012-10-17"'] },
      rank: 0,
    },
    {
      label: '2008-10-17',
      kind: 'value',
      detail: 'the old language',
      documentation: 'Policy variables such as `${aws:username}` are plain text in it.',
      insert: { as: 'value', json: ['"2008-10-17"'] },
      rank: 1,
    },
  ];
}

/** The values of Effect. */
export function effects(): readonly Candidate[] {
  return [
    {
      label: 'Deny',
      kind: 'effect',
      detail: 'forbids, whatever else allows it',
      documentation:
        'A Deny anywhere settles it: no access policy and no policy of a user or role can permit what it denies. Root is not exempt.',
      insert: { as: 'value', json: ['"Deny"'] },
      rank: 0,
    },
    {
      label: 'Allow',
      kind: 'effect',
      detail: 'permits, for ever once locked',
      documentation:
        'In a lock policy it can never be withdrawn. What shall be allowed belongs into the access policy of the vault, which can be changed.',
      insert: { as: 'value', json: ['"Allow"'] },
      rank: 1,
    },
  ];
}
