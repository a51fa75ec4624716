import type { Presence } from '../../vocabulary/conditionKeys';
import { conditionTests, holdsWhenAbsent, type KnownTest } from '../conditionTests';
import { principalValues } from '../elements';
import { overStatements } from '../rule';
import type { StatementTree } from '../../syntax/policyTree';

/** Keys about people and their sessions. A service that calls in its own name is neither. */
const presences: readonly Presence[] = [
  'IAM users only',
  'certain sessions only',
  'tagged principals only',
  'calls on behalf of a caller only',
  'browser links only',
];
const names: readonly string[] = [
  'aws:MultiFactorAuthPresent',
  'aws:MultiFactorAuthAge',
  'aws:PrincipalOrgID',
  'aws:PrincipalOrgPaths',
];

/** A test on a key that a service of AWS never sends. */
export const servicePrincipalKey = overStatements(function* (statement) {
  if (!concernsServicesOnly(statement)) return;
  for (const test of conditionTests(statement)) {
    if (!isAboutPeople(test) || test.use.operator.family === 'Null') continue;
    const effect = holdsWhenAbsent(test)
      ? 'the test always holds'
      : 'the test never holds, and the statement never applies';
    yield {
      at: test.key.key.span,
      message: `A service that calls in its own name never sends ${test.key.key.value}: ${effect}, and once locked that stays so. Test aws:SourceAccount or aws:SourceArn.`,
    };
  }
});

function concernsServicesOnly(statement: StatementTree): boolean {
  const values = principalValues(statement);
  return (
    statement.notPrincipal === undefined &&
    values.length > 0 &&
    values.every(({ type }) => type === 'Service')
  );
}

function isAboutPeople({ keyUse }: KnownTest): boolean {
  return keyUse !== undefined && (presences.includes(keyUse.key.presence) || names.includes(keyUse.key.name));
}
