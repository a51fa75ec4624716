import type { ConditionTest, PolicyDocument, Statement } from '../document';
import { callersInWords, effectOf, effectTable, type AgeSet, type Caller, type EffectTable } from '../effect';
import { agesOf } from '../effect/restrictions';
import { isVaultTagKey } from '../effect/states';
import { ageSetInWords } from '../picture/days';

/** What a policy says to deletion while a vault has certain tags. */
export interface DeletionWithTags {
  readonly callers: string;
  /** The ages at which it denies it, for certain. At all others nothing in the policy does. */
  readonly denied: AgeSet;
  /** `this policy denies deleting archives on days 0 to 365; at any other age nothing in it keeps them` */
  readonly text: string;
}

/**
 * What a policy says to deletion of archives while its vault has these tags, as far as it is certain: callers for whom
 * it is not are left out. Undefined where more than tags decides, where too much does, and where two of the tags differ
 * in capitals only, as nobody documents which of them is compared.
 */
export function deletionWithTags(
  document: PolicyDocument,
  tags: readonly { readonly key: string; readonly value: string }[],
  options: { readonly vaultArn?: string | undefined } = {},
): readonly DeletionWithTags[] | undefined {
  const onVault = new Map<string, string>();
  for (const key of tagKeysIn(document)) {
    const [tag, ...more] = tags.filter((one) => `glacier:resourcetag/${one.key}`.toLowerCase() === key);
    if (more.length > 0) return undefined;
    if (tag) onVault.set(key, tag.value);
  }
  const table = effectTable(effectOf(document, { ...options, tellApart: naming(document, onVault) }));
  const { states } = table.effect;
  if (!table.complete || states.facets.some(({ kind }) => kind !== 'tag')) return undefined;
  const state = states.facets.reduce(
    (set, { key }) => set & states.whereIs(key, onVault.get(key.toLowerCase())),
    states.all,
  );
  const groups = new Map<string, { readonly callers: Caller[]; readonly denied: AgeSet }>();
  for (const { callers, denied } of certainRows(table, state)) {
    const group = groups.get(JSON.stringify(denied));
    if (group) group.callers.push(...callers);
    else groups.set(JSON.stringify(denied), { callers: [...callers], denied });
  }
  return [...groups.values()].map(({ callers, denied }) => ({
    callers: callersInWords(callers, table.effect),
    denied,
    text: inWords(denied),
  }));
}

function tagKeysIn({ statements }: PolicyDocument): ReadonlySet<string> {
  const keys = statements.flatMap(({ conditions }) => conditions.map(({ key }) => key.toLowerCase()));
  return new Set(keys.filter(isVaultTagKey));
}

/** The same, naming in addition what is on the vault: a value that no test names would be one of many else. */
function naming(document: PolicyDocument, onVault: ReadonlyMap<string, string>): PolicyDocument {
  const conditions = [...onVault].map(([key, value]): ConditionTest => ({
    operator: 'StringEquals',
    key,
    values: [value],
  }));
  const none = { negated: false, entries: [] };
  const statement: Statement = {
    sid: undefined,
    effect: 'Deny',
    principal: none,
    action: none,
    resource: none,
    conditions,
  };
  return { ...document, statements: [...document.statements, statement] };
}

function certainRows(
  { rows }: EffectTable,
  state: bigint,
): readonly { readonly callers: readonly Caller[]; readonly denied: AgeSet }[] {
  return rows.flatMap(({ actions, states, callers, bands }) => {
    if (!actions.includes('DeleteArchive')) return [];
    if (!states.some((one) => (state & (1n << BigInt(one))) !== 0n)) return [];
    const denied = bands.filter(({ outcome }) => outcome === 'denied');
    const isOpen = bands.some(
      ({ outcome, possible }) => outcome !== 'denied' && possible.includes('explicitDeny'),
    );
    return isOpen ? [] : [{ callers, denied: agesOf(denied) }];
  });
}

function inWords(denied: AgeSet): string {
  if (denied.length === 0) return 'nothing in this policy keeps archives from being deleted';
  const never = denied[0]?.from === 0 && denied[0].to === Infinity;
  const rest = never ? '' : '; at any other age nothing in it keeps them';
  return `this policy denies deleting archives ${ageSetInWords(denied)}${rest}`;
}
