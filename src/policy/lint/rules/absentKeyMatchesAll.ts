import type { StatementTree } from '../../syntax/policyTree';
import { expandAction, findAction, type Action } from '../../vocabulary/actions';
import { isAgeKey, type KeyUse } from '../../vocabulary/conditionKeys';
import { readOperator } from '../../vocabulary/operators';
import { isMatchAll } from '../../wildcard';
import { conditionTests, demandsKeyElsewhere, holdsWhenAbsent, type KnownTest } from '../conditionTests';
import { actionEntries, isDeny } from '../elements';
import { overStatements, type FixDraft, type LintContext } from '../rule';
import { removeTests } from '../statementEdits';
import { affectedActions, canCarry, dependsOnAction, namesOf } from './keyPresence';
import { lockProcess } from './lockProcess';
import { concernsEveryone } from './reach';
import { asksWrongFamily } from './wrongTagKeyFamily';

/** A test that holds without its key makes a Deny hit every request that can never carry the key. */
export const absentKeyMatchesAll = overStatements(function* (statement, context) {
  if (!isDeny(statement)) return;
  const judged = new Set<string>();
  for (const test of conditionTests(statement)) {
    const { key, keyUse, use } = test;
    const name = key.key.value.toLowerCase();
    if (!keyUse || !dependsOnAction(keyUse) || use.operator.family === 'Null' || judged.has(name)) continue;
    judged.add(name);
    // Tags under another name than Glacier's are wrong-tag-key-family's, in either direction.
    if (asksWrongFamily(test) || !holdsWhenAbsent(test) || demandsKeyElsewhere(statement, test)) continue;
    const hit = affectedActions(statement).filter((action) => !canCarry(action, keyUse));
    if (hit.length === 0) continue;
    const named = areNamed(statement, hit);
    yield {
      at: key.key.span,
      // That an action is denied which was named has another cause beside.
      covers: named ? key.key.span : statement.node.span,
      message: messageOf(statement, test, keyUse, hit),
      // "If there is an age" beside actions that were named one by one may well be meant.
      ...(use.ifExists && named && { severity: 'warning' as const }),
      fixes: canCarrySome(statement, keyUse)
        ? [nameActions(statement, keyUse, context), requireKey(statement, test, context)]
        : [leaveOut(statement, test, context)],
    };
  }
});

function messageOf(statement: StatementTree, test: KnownTest, { key }: KeyUse, hit: readonly Action[]) {
  const { use } = test;
  const whom = concernsEveryone(statement) ? 'to everyone' : 'to those named here';
  const denied = `${namesOf(hit)} ${hit.length === 1 ? 'is' : 'are'} denied ${whom} ${isAlone(statement, test) ? 'always' : 'whenever the other tests hold'}, for ever once locked`;
  if (key.presence === 'never for Glacier')
    return `No request to Glacier carries ${key.name}, and without it ${use.canonical} is true: ${denied}. Leave this test out of a lock policy.`;
  const carriers = isAgeKey(key.name)
    ? 'Only DeleteArchive and InitiateJob carry an age'
    : `Requests for ${hit.length === 1 ? 'this action' : 'some of these actions'} carry no tag`;
  return `${carriers}, and without it ${use.canonical} is true: ${denied}. Name the actions that are meant.`;
}

/** Whether nothing else is asked for. */
function isAlone(statement: StatementTree, { key }: KnownTest): boolean {
  return statement.tests.every((other) => other.key.key.value.toLowerCase() === key.key.value.toLowerCase());
}

/** A test that every request passes can go without a change of meaning, as long as another is left. */
function leaveOut(statement: StatementTree, test: KnownTest, { editor }: LintContext): FixDraft | undefined {
  if (test.keyUse?.key.presence !== 'never for Glacier' || isAlone(statement, test)) return undefined;
  const edits = removeTests(statement, [test], editor);
  return edits && { title: 'Remove the test', edits, preferred: true };
}

function canCarrySome(statement: StatementTree, use: KeyUse): boolean {
  return affectedActions(statement).some((action) => canCarry(action, use));
}

function areNamed(statement: StatementTree, hit: readonly Action[]): boolean {
  const named = new Set(actionEntries(statement).map(({ node }) => bareName(node.value)));
  return statement.action !== undefined && hit.every(({ name }) => named.has(name.toLowerCase()));
}

function bareName(entry: string): string {
  return entry.slice(entry.indexOf(':') + 1).toLowerCase();
}

/** Leaves of the Action what carries the key; of a wildcard that takes in everything, what a lock is for. */
function nameActions(statement: StatementTree, use: KeyUse, { editor }: LintContext): FixDraft | undefined {
  const { action } = statement;
  const names = action && [
    ...new Set(actionEntries(statement).flatMap(({ node }) => carriersOf(node.value, use))),
  ];
  const [only, ...others] = names ?? [];
  if (!action?.value || only === undefined) return undefined;
  if (names?.some((name) => lockProcess.includes(findAction(bareName(name))?.name ?? ''))) return undefined;
  return {
    title: 'Name the actions',
    edits: [editor.replace(action.value, others.length === 0 ? only : [only, ...others])],
    preferred: true,
  };
}

function carriersOf(entry: string, use: KeyUse): readonly string[] {
  const expanded = expandAction(entry).filter((action) => !action.outside && canCarry(action, use));
  if (findAction(bareName(entry))) return expanded.length > 0 ? [entry] : [];
  if (isMatchAll(bareName(entry))) return ['glacier:DeleteArchive'];
  // What a wildcard takes in without naming it is not always meant.
  return expanded
    .filter(({ name, age }) => !lockProcess.includes(name) && (!age || name === 'DeleteArchive'))
    .map(({ name }) => `glacier:${name}`);
}

/**
 * Certain for the age only, which every request for an archive carries: a tag may be missing, and a hold that demands
 * it would fail open.
 */
function requireKey(
  { condition }: StatementTree,
  { key }: KnownTest,
  { editor }: LintContext,
): FixDraft | undefined {
  if (condition?.value?.kind !== 'object' || !isAgeKey(key.key.value)) return undefined;
  const title = 'Require the key (Null)';
  const present = condition.value.members.find(
    (member) => readOperator(member.key.value)?.canonical === 'Null',
  );
  if (!present)
    return {
      title,
      edits: [
        editor.insertMember(condition.value, condition.value.members.at(-1), 'Null', {
          [key.key.value]: 'false',
        }),
      ],
    };
  if (present.value?.kind !== 'object') return undefined;
  if (present.value.members.some((member) => isAgeKey(member.key.value))) return undefined;
  return {
    title,
    edits: [editor.insertMember(present.value, present.value.members.at(-1), key.key.value, 'false')],
  };
}
