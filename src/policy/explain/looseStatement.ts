import type { PrincipalEntry, Statement } from '../document';
import { comparedText } from '../lint/conditionTests';
import { principalValues } from '../lint/elements';
import { stringsOf, type StatementTree } from '../syntax/policyTree';

/**
 * The meaning of a statement as far as it has been typed: values of the wrong type are passed over. Undefined while
 * Effect, Principal or Action are missing, because then nobody can say what it will do.
 */
export function looseStatement(tree: StatementTree): Statement | undefined {
  const effect = tree.effect?.value?.kind === 'string' ? tree.effect.value.value : undefined;
  const who = tree.principal ?? tree.notPrincipal;
  const what = tree.action ?? tree.notAction;
  if ((effect !== 'Deny' && effect !== 'Allow') || !who?.value || !what?.value) return undefined;
  const where = tree.resource ?? tree.notResource;
  const texts = (member: typeof what): readonly string[] => stringsOf(member).map(({ value }) => value);
  return {
    sid: tree.sid?.value?.kind === 'string' ? tree.sid.value.value : undefined,
    effect,
    principal: {
      negated: who === tree.notPrincipal,
      entries: principalValues(tree)
        .filter(({ member }) => member === who)
        .flatMap(({ node, type }) => entryOf(node.value, type)),
    },
    action: { negated: what === tree.notAction, entries: texts(what) },
    resource: {
      negated: where !== undefined && where === tree.notResource,
      entries: where ? texts(where) : [],
    },
    conditions: tree.tests.map(({ operator, key, values }) => ({
      operator: operator.key.value,
      key: key.key.value,
      values: values.flatMap((value) => comparedText(value) ?? []),
    })),
  };
}

function entryOf(value: string, type: string | undefined): readonly PrincipalEntry[] {
  if (value === '*' && (type === undefined || type === 'AWS')) return [{ type: 'everyone' }];
  const known = (['AWS', 'Service', 'Federated', 'CanonicalUser'] as const).find((name) => name === type);
  return known ? [{ type: known, value }] : [];
}
