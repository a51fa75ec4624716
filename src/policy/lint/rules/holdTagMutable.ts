import { judgeCondition } from '../../evaluate/condition';
import { readContext } from '../../evaluate/requestContext';
import type { JsonNode } from '../../syntax/jsonNode';
import type { PolicyTree, StatementTree } from '../../syntax/policyTree';
import { conditionTests, holdsWhenAbsent, type KnownTest } from '../conditionTests';
import { isDeny, principalValues } from '../elements';
import { overPolicy, type FixDraft, type LintContext } from '../rule';
import { addStatement } from '../statementEdits';
import { affectedActions } from './keyPresence';
import { concernsEveryone } from './reach';
import { isHold, tagTests, valuesThatHold, type TagTest, type TagValue } from './tagTests';

const tagActions = ['AddTagsToVault', 'RemoveTagsFromVault'] as const;
type TagAction = (typeof tagActions)[number];

/** More holds, and more guards of tags, are not judged: no policy needs them, and each is held against each. */
const most = 20;

/** Nor is a hold that hangs on more tags. */
const mostTags = 5;

/** Whoever may change the tags of the vault lifts a hold that hangs on one. */
export const holdTagMutable = overPolicy(function* (policy, context) {
  const holds = distinctHolds(policy);
  const guards = policy.statements.filter(guardsTags);
  if (holds.length > most || guards.length > most) return;
  for (const hold of holds) {
    const open = tagActions.filter((action) => !staysDenied(hold, action, guards));
    const [first] = tagTests(hold);
    if (open.length === 0 || !first) continue;
    const names = open.map((name) => name).join(' and ');
    yield {
      at: first.key.key.span,
      message: `Whoever may change the tags of the vault lifts this hold: no statement denies ${names} while it is on. Once locked, none can be added.`,
      fixes: () => [
        denyTagging(policy, hold, context, 'nobody'),
        denyTagging(policy, hold, context, 'callers with MFA'),
      ],
    };
  }
});

/** One of those whose tests on tags read the same: what guards one guards all. */
function distinctHolds({ statements }: PolicyTree): readonly StatementTree[] {
  const byTests = new Map<string, StatementTree>();
  for (const statement of statements) {
    if (!isHold(statement)) continue;
    const signature = JSON.stringify(
      tagTests(statement).map(({ tag, use, values }) => [tag, use.canonical, values.map(({ text }) => text)]),
    );
    if (!byTests.has(signature)) byTests.set(signature, statement);
  }
  return [...byTests.values()];
}

/** Whether a statement denies changing tags to everyone, to a whole account, or to all but a few. */
function guardsTags(statement: StatementTree): boolean {
  const reached = affectedActions(statement).map(({ name }) => name);
  if (!isDeny(statement) || !tagActions.some((action) => reached.includes(action))) return false;
  if (concernsEveryone(statement) || statement.notPrincipal) return true;
  return principalValues(statement).some(({ node }) =>
    /^(?:arn:[^:]*:iam::\d{12}:root|\d{12})$/.test(node.value),
  );
}

function staysDenied(hold: StatementTree, action: TagAction, guards: readonly StatementTree[]): boolean {
  const able = guards.filter((guard) => affectedActions(guard).some(({ name }) => name === action));
  return tagsOnHold(hold).every((tags) => able.some((guard) => appliesTo(guard, tags)));
}

type Tags = Readonly<Record<string, string>>;

/** The tags a vault may have while a hold is on: for each tag each value, the others at their first. None: not judged. */
function tagsOnHold(hold: StatementTree): readonly Tags[] {
  const byTag = new Map<string, TagTest[]>();
  for (const test of tagTests(hold)) byTag.set(test.tag, [...(byTag.get(test.tag) ?? []), test]);
  const choices = [...byTag].map(([tag, tests]) => ({ tag, values: valuesThatHold(tests) }));
  if (choices.length > mostTags || choices.some(({ values }) => values.length === 0)) return [];
  const write = (chosen: readonly (readonly [string, TagValue])[]): Tags =>
    Object.fromEntries(
      chosen.flatMap(([tag, value]) => (value === undefined ? [] : [[`glacier:ResourceTag/${tag}`, value]])),
    );
  return choices.flatMap(({ tag, values }) =>
    values.map((value) =>
      write(choices.map((other) => [other.tag, other.tag === tag ? value : other.values[0]])),
    ),
  );
}

/** Whether a guard applies to a caller who is not one of the few that it spares. */
function appliesTo(guard: StatementTree, tags: Tags): boolean {
  const context = readContext({ ...tags, 'aws:MultiFactorAuthPresent': 'false' });
  return conditionTests(guard).every((test) => {
    if (sparesSome(test)) return true;
    const values = test.values.map(({ text }) => text);
    return judgeCondition(
      { operator: test.operator.key.value, key: test.key.key.value, values },
      context,
      undefined,
    ).holds;
  });
}

/** A test about the caller that is true of callers in general: `ArnNotEquals` with one role, a missing MFA. */
function sparesSome(test: KnownTest): boolean {
  const name = test.keyUse?.key.name;
  if (name === undefined || name.startsWith('glacier:')) return false;
  return name === 'aws:PrincipalAccount' || holdsWhenAbsent(test);
}

function denyTagging(
  policy: PolicyTree,
  hold: StatementTree,
  { editor }: LintContext,
  allowed: 'nobody' | 'callers with MFA',
): FixDraft | undefined {
  const kept = conditionTests(hold).filter(
    (test) => test.keyUse?.key.name === 'glacier:ResourceTag' || sparesSome(test),
  );
  const sparing = kept.some((test) => test.keyUse?.key.name !== 'glacier:ResourceTag');
  if (allowed === 'callers with MFA' && sparing) return undefined;
  const condition: Record<string, Record<string, unknown>> = {};
  for (const { operator, key } of kept) {
    const values = key.value && valueOf(key.value);
    if (values === undefined) return undefined;
    (condition[operator.key.value] ??= {})[key.key.value] = values;
  }
  if (allowed === 'callers with MFA') condition['BoolIfExists'] = { 'aws:MultiFactorAuthPresent': 'false' };
  const { resource, notResource } = hold;
  const where = resource ?? notResource;
  const resources = where?.value && valueOf(where.value);
  if (!where || resources === undefined) return undefined;
  const edits = addStatement(
    policy,
    hold,
    {
      Effect: 'Deny',
      Principal: '*',
      Action: tagActions.map((name) => `glacier:${name}`),
      [where.key.value]: resources,
      Condition: condition,
    },
    editor,
  );
  const title =
    allowed === 'nobody'
      ? `Add a statement that denies changing tags during a hold (then ${sparing ? 'only those spared' : 'nobody'} can lift it)`
      : 'Add a statement that denies changing tags during a hold without MFA';
  return edits && { title, edits };
}

/** The value of a string, number, Boolean or a list of them, as it was written. */
function valueOf(node: JsonNode): unknown {
  if (node.kind === 'string' || node.kind === 'boolean') return node.value;
  // As a tag's value `3.0` is a text, which would come out as `3`.
  if (node.kind === 'number')
    return String(Number(node.source)) === node.source ? Number(node.source) : undefined;
  if (node.kind !== 'array') return undefined;
  const items = node.items.map(valueOf);
  return items.includes(undefined) ? undefined : items;
}
