import type { Effect } from '../effect/effectOf';
import type { Facet, State } from '../effect/states';
import { isVaultTagKey } from '../effect/states';
import type { KnownValues } from './policyTests';

/** What a case has to say to be about some states of a policy and no others. Undefined: nothing. */
export interface StateFields {
  readonly tags: readonly KnownValues[] | undefined;
  readonly contexts: readonly KnownValues[] | undefined;
}

type Values = ReadonlyMap<Facet, string | undefined>;

/**
 * Says a set of states by tags and contexts, by more than one case where it must be.
 * @param inFull with all values written out, also those that make no difference
 */
export function statesInFields(
  states: readonly State[],
  { states: all }: Effect,
  inFull: boolean,
): readonly StateFields[] {
  const facets = all.facets.filter(({ values }) => values.length > 1);
  let rows = states.map((state): Values => {
    const values = all.valuesIn(state);
    return new Map(facets.map((facet) => [facet, values[facet.key]]));
  });
  if (!inFull) for (const facet of facets) rows = withoutFacet(rows, facet) ?? rows;
  const byTags = new Map<
    string,
    { readonly tags: KnownValues; readonly contexts: Map<string, KnownValues> }
  >();
  for (const row of rows) {
    const tags = pick(row, 'tag');
    const context = pick(row, 'context');
    const group = byTags.get(keyOf(tags)) ?? { tags, contexts: new Map<string, KnownValues>() };
    byTags.set(keyOf(tags), group);
    group.contexts.set(keyOf(context), context);
  }
  // Tags that come with the same contexts are told in one case.
  const byContexts = new Map<
    string,
    { readonly tags: KnownValues[]; readonly contexts: readonly KnownValues[] }
  >();
  for (const { tags, contexts } of byTags.values()) {
    const key = [...contexts.keys()].sort().join('\n');
    const group = byContexts.get(key) ?? { tags: [], contexts: [...contexts.values()] };
    byContexts.set(key, group);
    group.tags.push(tags);
  }
  return [...byContexts.values()].map(({ tags, contexts }) => ({
    tags: said(tags),
    contexts: said(contexts),
  }));
}

/** The same without a key whose value makes no difference; undefined where it makes one. */
function withoutFacet(rows: readonly Values[], facet: Facet): Values[] | undefined {
  const groups = new Map<string, { readonly rest: Values; count: number }>();
  for (const row of rows) {
    const rest = new Map(row);
    rest.delete(facet);
    const key = JSON.stringify([...rest].map(([{ key: name }, value]) => [name, value ?? null]));
    const group = groups.get(key);
    if (group) group.count += 1;
    else groups.set(key, { rest, count: 1 });
  }
  const all = [...groups.values()];
  return all.every(({ count }) => count === facet.values.length) ? all.map(({ rest }) => rest) : undefined;
}

function pick(values: Values, kind: Facet['kind']): KnownValues {
  return Object.fromEntries(
    [...values]
      .filter(([facet]) => facet.kind === kind)
      .map(([{ key }, value]) => [isVaultTagKey(key) ? key.slice(key.indexOf('/') + 1) : key, value]),
  );
}

function said(list: readonly KnownValues[]): readonly KnownValues[] | undefined {
  return list.some((values) => Object.keys(values).length > 0) ? list : undefined;
}

function keyOf(values: KnownValues): string {
  return JSON.stringify(Object.entries(values).map(([key, value]) => [key, value ?? null]));
}
