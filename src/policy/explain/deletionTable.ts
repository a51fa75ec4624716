import {
  actionSet,
  complement,
  isEveryAge,
  type AgeSet,
  type Caller,
  type Effect,
  type State,
} from '../effect';
import { code } from '../hover/markdown';
import { inSeries } from '../inSeries';
import { withThousands } from '../withThousands';

/** When archives can be deleted as far as the policy goes: a row a situation, a column a kind of caller. */
export interface DeletionTable {
  readonly callers: readonly string[];
  readonly rows: readonly { readonly when: string; readonly deletable: readonly string[] }[];
}

/** More situations than these are for the tests, not for a page. */
const mostRows = 12;
const mostStates = 64;
const mostCallers = 8;

/** Callers and situations with the same outcome are told together. */
export function deletionTable(effect: Effect): DeletionTable {
  const callers = effect.callers.list.slice(0, 6 + mostCallers);
  const states = Array.from(
    { length: Math.min(effect.states.count, mostStates) },
    (_, state): State => state,
  );
  const cells = callers.map((_, place) => states.map((state) => deletable(effect, place, state)));
  const columns = groupBy(callers, (_, place) => (cells[place] ?? []).join('\n'));
  const outcomes = (state: State): readonly string[] =>
    columns.map(([first]) => cells[first ?? 0]?.[state] ?? '');
  const rows = groupBy(states, (state) => outcomes(state).join('\n')).slice(0, mostRows);
  return {
    callers: columns.map((group) =>
      callersInWords(
        group.flatMap((place) => callers[place] ?? []),
        callers.length,
      ),
    ),
    rows: rows.map((group) => ({
      when: rows.length === 1 ? 'Always' : whenInWords(group, effect),
      deletable: outcomes(group[0] ?? 0),
    })),
  };
}

function deletable(effect: Effect, caller: number, state: State): string {
  const question = { action: 'DeleteArchive', callers: 1 << caller, states: 1n << BigInt(state) };
  const certain = effect.deniedAges(question, 'certain');
  const possible = effect.deniedAges(question, 'possible');
  const words = agesInWords(complement(certain));
  if (JSON.stringify(certain) === JSON.stringify(possible)) return words;
  return `${words}, or ${agesInWords(complement(possible))}: ${whyUnsure(effect, caller, state)}`;
}

/** Dates, addresses and patterns decide request by request; what is left is what AWS does not document. */
function whyUnsure({ reaches }: Effect, caller: number, state: State): string {
  const deletion = actionSet('DeleteArchive');
  const deciding = reaches.filter(
    (reach) =>
      reach.effect === 'Deny' &&
      (reach.actions & deletion) !== 0 &&
      (reach.possibleCallers & (1 << caller)) !== 0 &&
      (!reach.exhaustive || (reach.states & (1n << BigInt(state))) !== 0n) &&
      reach.covers !== 'no' &&
      (reach.covers === 'perhaps' || reach.depends || !reach.exhaustive || reach.ages === undefined),
  );
  if (deciding.length === 0) return 'AWS does not say which';
  const [first, second] = deciding.map(({ index }) => `statement ${index + 1}`);
  const where =
    deciding.length > 2
      ? `${deciding.length} statements`
      : inSeries([first ?? '', second ?? ''].filter((part) => part !== ''));
  return `that depends on the request (${where})`;
}

/** `from day 365`, `days 0 to 30`, `never`, `at any age` */
export function agesInWords(ages: AgeSet): string {
  if (ages.length === 0) return 'never';
  if (isEveryAge(ages)) return 'at any age';
  return inSeries(
    ages.map(({ from, to }) => {
      if (to === Infinity) return `from **day ${number(from)}** on`;
      return from === to ? `on day ${number(from)}` : `on days ${number(from)} to ${number(to)}`;
    }),
  );
}

const kinds: Readonly<Record<Caller['kind'], string>> = {
  'owner root': 'root user',
  'owner user': 'users of the account',
  'owner role session': 'roles of the account',
  'another account': 'other accounts',
  service: 'services of AWS',
  anonymous: 'anonymous callers',
};

/** Who falls into a group: everyone, kinds of callers, or those that the policy names. */
function callersInWords(group: readonly Caller[], count: number): string {
  if (group.length === count) return 'Everyone, root included';
  const ordinary = group.filter(({ named }) => !named).map(({ kind }) => kind);
  const named = group
    .filter((caller) => caller.named)
    .map(({ context, principal }) => code(context['aws:principalarn'] ?? principal));
  const isWholeAccount = owners.every((kind) => ordinary.includes(kind));
  const shown = [
    ...(isWholeAccount ? ['everybody in the account, root included'] : []),
    ...ordinary.filter((kind) => !isWholeAccount || !owners.includes(kind)).map((kind) => kinds[kind]),
    ...named,
  ];
  return upperFirst(inSeries([...new Set(shown)]));
}

const owners: readonly Caller['kind'][] = ['owner root', 'owner user', 'owner role session'];

/** Which situations a group is: by the values of the keys that are not the same in all of them. */
function whenInWords(group: readonly State[], { states }: Effect): string {
  const told = states.facets.filter(({ values }) => values.length > 1);
  const parts = told.flatMap(({ key, values }) => {
    const here = new Set(group.map((state) => states.valuesIn(state)[key]));
    if (here.size === values.length) return [];
    const subject = /^glacier:ResourceTag\//i.test(key)
      ? `tag ${code(key.slice(key.indexOf('/') + 1))}`
      : code(key);
    const shown = [...here].map((value) =>
      value === undefined
        ? 'missing'
        : value === ''
          ? 'empty'
          : value === 'another value'
            ? value
            : code(value),
    );
    return [`${subject}: ${inSeries(shown, 'or')}`];
  });
  return parts.length === 0 ? 'In other cases' : upperFirst(parts.join('; '));
}

function groupBy<T>(items: readonly T[], key: (item: T, place: number) => string): number[][] {
  const groups = new Map<string, number[]>();
  items.forEach((item, place) => {
    const group = groups.get(key(item, place));
    if (group) group.push(place);
    else groups.set(key(item, place), [place]);
  });
  return [...groups.values()];
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function number(value: number): string {
  return withThousands(value);
}
