import type { Member } from '../../syntax/jsonNode';
import type { StatementTree } from '../../syntax/policyTree';
import { isDeny, principalValues } from '../elements';
import { testsOnKey, type KnownTest } from '../conditionTests';
import { overStatements, type FixDraft, type LintContext } from '../rule';
import { ageTests, needsAge } from './ageTests';
import { reachedActions } from './reach';

/** An exception from a Deny for somebody: in a lock it outlives whom it names. */
export const notPrincipalBreakGlass = overStatements(function* (statement, context) {
  if (!isDeny(statement)) return;
  const { notPrincipal } = statement;
  // That everyone is spared is no exception but the end of the statement: deny-never-applies says so.
  if (notPrincipal?.value && !sparesEveryone(statement))
    yield {
      at: notPrincipal.value.span,
      message:
        'Once locked this exception can never be taken back or mended: a role or user that is deleted and made again has lost it, and a role whose account and session are not named as well may be denied from the start. Deny everyone.',
      fixes: [denyEveryone(statement, notPrincipal, context)],
    };
  if (onlyGuardsTags(statement)) return;
  for (const test of exceptions(statement))
    for (const { node } of test.values)
      yield {
        at: node.span,
        severity: 'warning',
        message:
          'Once locked this exception can never be taken back, and it goes by the name alone: when the role is gone, whoever may create one of that name is exempt as well. Leave the exception out.',
        fixes: [withoutException(statement, test, context)],
      };
});

function sparesEveryone(statement: StatementTree): boolean {
  return principalValues(statement).some(
    ({ node, type, member }) =>
      member === statement.notPrincipal && node.value === '*' && (type === undefined || type === 'AWS'),
  );
}

/** The tests by which a Deny spares callers of a certain ARN. */
function exceptions(statement: StatementTree): readonly KnownTest[] {
  return testsOnKey(statement, 'aws:PrincipalArn').filter(
    ({ use: { operator } }) =>
      operator.negated && (operator.family === 'Arn' || operator.family === 'String'),
  );
}

/**
 * Somebody must be left who may change the tags, or a legal hold could never be lifted: there an exception is no way
 * around the policy but a part of it, and to leave it out would be the greater harm.
 */
function onlyGuardsTags(statement: StatementTree): boolean {
  const reached = reachedActions(statement);
  return reached.length > 0 && reached.every(({ level }) => level === 'Tagging');
}

/**
 * Where the age limits what is denied the archives stay protected and nothing else is touched. A statement without it
 * could take away from everyone what nobody can give back.
 */
function isLimitedByAge(statement: StatementTree): boolean {
  return ageTests(statement).some(needsAge);
}

function denyEveryone(
  statement: StatementTree,
  notPrincipal: Member,
  { editor }: LintContext,
): FixDraft | undefined {
  if (statement.principal || !notPrincipal.value || !isLimitedByAge(statement)) return undefined;
  return {
    title: 'Deny everyone (Principal "*")',
    edits: [editor.replace(notPrincipal.key, 'Principal'), editor.replace(notPrincipal.value, '*')],
    preferred: true,
  };
}

function withoutException(
  statement: StatementTree,
  { operator, key }: KnownTest,
  { editor }: LintContext,
): FixDraft | undefined {
  const block = statement.condition?.value;
  if (block?.kind !== 'object' || operator.value?.kind !== 'object' || !isLimitedByAge(statement))
    return undefined;
  const alone = operator.value.members.length === 1;
  const edits = alone ? editor.remove(block.members, operator) : editor.remove(operator.value.members, key);
  return { title: 'Remove the exception', edits };
}
