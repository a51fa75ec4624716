import { inSeries } from '../inSeries';
import { isVaultTagKey, type Facet, type State, type StateSet } from './states';
import type { Quote } from './callersInWords';
import type { Effect } from './effectOf';

/** A group of more alternatives than these is not for one phrase. */
const mostBoxes = 4;

/** More values than these are counted. */
const mostValues = 5;

/**
 * In which situations requests are that a group of states stands for: `Tag LegalHold: true`, alternatives with `or`.
 * Empty where it is all of them.
 *
 * @param quote How a value of the policy is shown.
 */
export function statesInWords(states: readonly State[], effect: Effect, quote: Quote = plain): string {
  return groupInWords(states, effect, ({ facet, values }) => {
    const key = tagOf(facet) === undefined ? quote(facet.key) : `tag ${quote(tagOf(facet) ?? '')}`;
    return `${key}: ${valuesInWords(facet, values, quote)}`;
  }).replace(/^(?:tag|in) /, (word) => word.charAt(0).toUpperCase() + word.slice(1));
}

/** The same as a part of a sentence: `if the tag LegalHold is true or empty`. Empty where it is all of them. */
export function statesInSentence(states: readonly State[], effect: Effect, quote: Quote = plain): string {
  const words = groupInWords(states, effect, ({ facet, values }) => {
    const key = tagOf(facet) === undefined ? quote(facet.key) : `the tag ${quote(tagOf(facet) ?? '')}`;
    return `${key} is ${valuesInWords(facet, values, quote)}`;
  });
  return words === '' || words.startsWith('in ') ? words : `if ${words}`;
}

const plain: Quote = (text) => text;

function groupInWords(states: readonly State[], effect: Effect, sideInWords: (side: Side) => string): string {
  const all = effect.states;
  const group = states.reduce((set, state) => set | (1n << BigInt(state)), 0n);
  if (group === all.all) return '';
  const boxes = boxesOf(group, effect);
  if (boxes === undefined)
    return `in ${states.length} of the ${all.count} situations that the policy tells apart`;
  return boxes.map((sides) => inSeries(sides.map(sideInWords))).join(', or ');
}

/** A facet with some of its values. */
interface Side {
  readonly facet: Facet;
  readonly values: readonly (string | undefined)[];
}

/** States by the values that each facet may have, in any combination. */
type Box = readonly Side[];

/**
 * Boxes, as large as they can be, that are the group together; they may overlap, as `A: true, or B: true` does.
 * Undefined where many would be needed.
 */
function boxesOf(group: StateSet, { states }: Effect): readonly Box[] | undefined {
  const told = states.facets.filter(({ values }) => values.length > 1);
  const setsOf = told.map(({ key, values }) => values.map((value) => states.whereIs(key, value)));
  const boxes: Box[] = [];
  let left = group;
  while (left !== 0n) {
    if (boxes.length === mostBoxes) return undefined;
    const seed = left & -left;
    const chosen = setsOf.map((sets) => sets.map((set) => (set & seed) !== 0n));
    const unite = (place: number): StateSet =>
      (setsOf[place] ?? []).reduce((all, set, value) => (chosen[place]?.[value] ? all | set : all), 0n);
    const whole = (): StateSet => told.reduce((all, _, place) => all & unite(place), states.all);
    // What makes no difference is opened first, so that a box says only what matters.
    const widen = (place: number, values: readonly number[]): void => {
      const row = chosen[place] ?? [];
      const before = [...row];
      for (const value of values) row[value] = true;
      if ((whole() & ~group) !== 0n) chosen[place] = before;
    };
    told.forEach(({ values }, place) => {
      widen(place, [...values.keys()]);
    });
    told.forEach(({ values }, place) => {
      for (const value of values.keys()) widen(place, [value]);
    });
    left &= ~whole();
    boxes.push(
      told.flatMap((facet, place) => {
        const values = facet.values.filter((_, value) => chosen[place]?.[value]);
        return values.length === facet.values.length ? [] : [{ facet, values }];
      }),
    );
  }
  return boxes;
}

function tagOf({ key }: Facet): string | undefined {
  return isVaultTagKey(key) ? key.slice(key.indexOf('/') + 1) : undefined;
}

function valuesInWords(facet: Facet, values: readonly (string | undefined)[], quote: Quote): string {
  const present = facet.values.filter((value) => value !== undefined);
  const isAnyPresent = present.every((value) => values.includes(value));
  if (isAnyPresent) return 'present';
  const isOther = (value: string | undefined): boolean =>
    value !== undefined && facet.standIns.has(value) && !facet.otherCapitals.has(value);
  const named = values.filter((value) => value !== undefined && !isOther(value));
  const words = [
    ...(named.length > mostValues
      ? [`one of ${named.length} values`]
      : named.map((value) => capitalsInWords(value ?? '', facet, quote))),
    ...(values.some(isOther) ? ['another value'] : []),
    ...(values.includes(undefined) ? ['missing'] : []),
  ];
  return inSeries(words, 'or');
}

/**
 * A value of the policy as a word of a sentence: quoted where it could be taken for one of the sentence's own, such as
 * `missing` or `another value`.
 */
export function valueInWords(value: string, quote: Quote = plain): string {
  if (value === '') return 'empty';
  const isPlain = /^[\p{L}\p{N}_.:/@+=-]+$/u.test(value) && !ownWords.includes(value);
  return quote(isPlain ? value : `"${value}"`);
}

const ownWords: readonly string[] = ['missing', 'present', 'empty', 'or'];

/** `true`, and where that is told apart from what other capitals make of it, `TRUE (or in other capitals)`. */
function capitalsInWords(value: string, { values, otherCapitals }: Facet, quote: Quote): string {
  const shown = valueInWords(value, quote);
  const isTold = values.some(
    (other) => other !== value && other?.toLowerCase().toUpperCase() === value.toLowerCase().toUpperCase(),
  );
  return isTold && otherCapitals.has(value) ? `${shown} (or in other capitals)` : shown;
}
