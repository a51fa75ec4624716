import { inSeries } from '../inSeries';
import type { StatementTree } from '../syntax/policyTree';

/**
 * Why nobody can say yet what a statement does: `Nobody can say what it does: Principal is missing, and Effect is
 * neither "Allow" nor "Deny".`
 */
export function whatIsMissing(tree: StatementTree): string {
  const effect = tree.effect?.value;
  const isEffect = effect?.kind === 'string' && (effect.value === 'Allow' || effect.value === 'Deny');
  const problems = [
    ...(isEffect ? [] : [tree.effect ? 'Effect is neither "Allow" nor "Deny"' : 'Effect is missing']),
    ...problemOf('Principal', tree.principal, tree.notPrincipal),
    ...problemOf('Action', tree.action, tree.notAction),
  ];
  return `Nobody can say what it does: ${inSeries(problems)}.`;
}

function problemOf(
  name: string,
  member: StatementTree['principal'],
  negated: StatementTree['principal'],
): readonly string[] {
  const found = member ?? negated;
  if (!found) return [`${name} is missing`];
  return found.value ? [] : [`${member ? name : `Not${name}`} has no value`];
}
