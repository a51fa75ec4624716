import {
  conditionKeys,
  readConditionKey,
  type ConditionKey,
  type Presence,
} from '../vocabulary/conditionKeys';
import { readOperator, type OperatorUse } from '../vocabulary/operators';
import type { Candidate } from './candidate';
import { suits } from './operatorCandidates';
import { allTests, namedActions, otherKeys, type Situation } from './situation';
import type { Template } from './template';

/** The surer it is that a request has the key, the earlier it comes. */
const byPresence: readonly Presence[] = [
  'DeleteArchive and InitiateJob only',
  'tagged vaults, for some actions',
  'every request',
  'signed requests',
  'not through a VPC endpoint',
  'temporary credentials only',
  'IAM users only',
  'members of an organisation only',
  'tagged principals only',
  'certain sessions only',
  'calls by AWS services only',
  'calls on behalf of a caller only',
  'browser links only',
];

/** The condition keys that an operator can compare and that the statement's actions can carry. */
export function keyCandidates(situation: Situation, operator: string): readonly Candidate[] {
  const there = otherKeys(situation).map((key) => key.toLowerCase());
  const use = readOperator(operator);
  const actions = namedActions(situation);
  return conditionKeys
    .filter(
      (key) =>
        byPresence.includes(key.presence) &&
        (key.name !== 'glacier:ArchiveAgeInDays' || (actions?.some(({ age }) => age) ?? true)) &&
        (key.name !== 'glacier:ResourceTag' || (actions?.some(({ tag }) => tag) ?? true)) &&
        fits(key, use),
    )
    .flatMap((key) => spellings(key, situation))
    .filter(({ label }) => !there.includes(label.toLowerCase()));
}

/** An operator that nobody knows rules nothing out. */
function fits({ type, multiValued }: ConditionKey, use: OperatorUse | undefined): boolean {
  if (!use) return true;
  if (use.operator.family === 'Null') return use.set === undefined;
  return suits(use.operator, type) && multiValued === (use.set !== undefined);
}

function spellings(key: ConditionKey, situation: Situation): readonly Candidate[] {
  const { name, type, multiValued, tagged, presence } = key;
  const candidate = (label: string, written: Template, rank: number): Candidate => ({
    label,
    kind: 'key',
    detail: `${type}${multiValued ? ', several values' : ''} · ${presence}`,
    documentation: notes[name],
    insert: { as: 'member', key: written, value: ['"', { stop: tagged ? 2 : 1, text: '' }, '"'] },
    rank,
    retrigger: true,
  });
  const rank = byPresence.indexOf(presence) * 10;
  if (!tagged) return [candidate(name, [name], rank)];
  const known = tagKeysOf(name, situation);
  const open: Template = [
    `${name}/`,
    { stop: 1, text: name === 'glacier:ResourceTag' ? 'LegalHold' : 'TAG' },
  ];
  return [
    ...known.map((tagKey) => candidate(`${name}/${tagKey}`, [`${name}/${tagKey}`], rank)),
    ...(situation.knowledge.snippets || known.length === 0 ? [candidate(`${name}/…`, open, rank + 1)] : []),
  ];
}

const notes: Readonly<Partial<Record<string, string>>> = {
  'glacier:ArchiveAgeInDays':
    'Whole days since the archive was uploaded. Only requests of DeleteArchive and InitiateJob carry it.',
  'glacier:ResourceTag':
    'A tag of the **vault**; archives have none. Whoever may change it decides what the condition says.',
  'aws:CurrentTime':
    'A condition on the date begins or ends by itself, and a locked policy cannot be prolonged.',
  'aws:SourceIp': 'Networks change; a locked policy does not.',
  'aws:MultiFactorAuthPresent':
    'Long-term access keys do not carry it at all: in a Deny write `BoolIfExists` with `"false"`.',
  'aws:PrincipalArn':
    'Of a role session the ARN of the role. It goes on matching when the role is made again.',
};

/** The tag keys that the document names with this condition key. */
function tagKeysOf(name: string, situation: Situation): readonly string[] {
  const { from } = situation.place.replaced;
  const tagKeys = allTests(situation).flatMap(({ key }) => {
    const use = key.key.span.from === from ? undefined : readConditionKey(key.key.value);
    return use?.key.name === name && use.tagKey !== undefined && use.tagKey !== '' ? [use.tagKey] : [];
  });
  return [...new Set(tagKeys)];
}
