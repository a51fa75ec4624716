import type { StatementTree } from '../../syntax/policyTree';
import { nearest } from '../../vocabulary/nearest';
import { findRegion, isRegionWithoutVaults, regions } from '../../vocabulary/regions';
import { hasWildcard, matchesWildcard } from '../../wildcard';
import { isPositive, testsOnKey, type KnownTest } from '../conditionTests';
import { alwaysHolds, neverApplies } from '../consequence';
import { resourceEntries } from '../elements';
import { overStatements, type FixDraft, type LintContext } from '../rule';
import { arnOf } from './resourceArn';

/** A value of aws:RequestedRegion that is no region, or only regions in which there are no vaults. */
export const invalidRegion = overStatements(function* (statement, context) {
  for (const test of testsOnKey(statement, 'aws:RequestedRegion')) {
    if (test.use.operator.family === 'Null') continue;
    const judged = test.values.map((value) => ({ value, kind: kindOf(value.text, test) }));
    // Beside a region with vaults, one without is merely of no use.
    const useful = judged.some(({ kind }) => kind === 'has vaults' || kind === 'open');
    for (const { value, kind } of judged) {
      if (kind === 'has vaults' || kind === 'open' || (kind === 'no vaults' && useful)) continue;
      const { node, text } = value;
      const consequence = useful
        ? 'Once locked, it matches nothing, for ever.'
        : isPositive(test)
          ? neverApplies(statement)
          : test.use.operator.negated
            ? alwaysHolds(statement)
            : '';
      yield {
        at: node.span,
        message:
          `${kind === 'no vaults' ? `There are no Glacier vaults in ${text}` : `There is no region "${text}"`}, so no request to a vault comes with it. ${consequence}`.trim(),
        fixes: (node.kind === 'string' ? [...fixes(text, test, statement, context)] : []).map(
          ({ name, preferred }): FixDraft => ({
            title: `Use ${name}`,
            edits: [context.editor.replace(node, name)],
            preferred,
          }),
        ),
      };
    }
  }
});

type Kind = 'has vaults' | 'no vaults' | 'no region' | 'open';

function kindOf(text: string, { use }: KnownTest): Kind {
  if (text.includes('${')) return 'open';
  // Under other operators a wildcard is wildcard-without-like's.
  if (hasWildcard(text))
    return !use.operator.wildcards || regions.some(({ name }) => matchesWildcard(text, name))
      ? 'open'
      : 'no region';
  const name = use.operator.name.includes('IgnoreCase') ? text.toLowerCase() : text;
  if (findRegion(name)) return 'has vaults';
  return isRegionWithoutVaults(name) ? 'no vaults' : 'no region';
}

/** The nearest region, then the one of the vault. */
function* fixes(
  text: string,
  { values, use }: KnownTest,
  statement: StatementTree,
  { target }: LintContext,
): Iterable<{ readonly name: string; readonly preferred: boolean }> {
  if (use.operator.wildcards && hasWildcard(text)) return;
  const free = (name: string | undefined): name is string =>
    name !== undefined && !values.some((other) => other.text === name);
  const near = isRegionWithoutVaults(text)
    ? undefined
    : nearest(
        text,
        regions.map(({ name }) => name),
      );
  if (free(near)) yield { name: near, preferred: true };
  const own = target?.region ?? ownRegion(statement);
  if (free(own) && own !== near) yield { name: own, preferred: false };
}

function ownRegion(statement: StatementTree): string | undefined {
  const named = new Set(
    resourceEntries(statement).map(({ node, negated }) => (negated ? undefined : arnOf(node)?.region.text)),
  );
  const [only, ...others] = named;
  return only !== undefined && others.length === 0 && findRegion(only) ? only : undefined;
}
