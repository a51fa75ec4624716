import {
  isEveryAge,
  statesInWords,
  type AgeSet,
  type Band,
  type Caller,
  type EffectRow,
  type EffectTable,
  type Ending,
} from '../effect';
import { sameAges } from '../effect/ageSet';
import { agesOf } from '../effect/restrictions';
import { withThousands } from '../withThousands';
import { callersShortly } from './callersShortly';
import { ageSetInWords, agesInWords, inDaysAndYears } from './days';

/**
 * What matters most, in one to three sentences: until when archives cannot be deleted, what comes after, and whom or
 * what that leaves out.
 */
export function headline(table: EffectTable): readonly string[] {
  const rows = table.rows.filter(({ actions }) => actions.includes('DeleteArchive'));
  const common = table.effect.deniedAges({ action: 'DeleteArchive' }, 'certain');
  if (isEveryAge(common)) return ['Archives can never be deleted, by anyone.'];
  const [first] = common;
  if (first?.from === 0) {
    const day = first.to + 1;
    return [
      `Archives cannot be deleted by anyone for ${inDaysAndYears(day)}.`,
      ...afterwards(rows, day, table),
    ];
  }
  const bound = rows.filter(({ bands }) => bands[0]?.outcome === 'denied');
  const free = rows.filter(({ bands }) => bands[0]?.outcome !== 'denied');
  if (bound.length > 0) return [forSome(bound, table), besides(bound, free, table)];
  const later = outcomeAfter('denied', -1, rows, table);
  if (later !== undefined)
    return [
      rows.some(({ bands }) => bands[0]?.possible.includes('explicitDeny'))
        ? 'Whether young archives are protected depends on the request.'
        : 'Young archives are not protected by this policy.',
      `It denies deleting archives only ${later}.`,
    ];
  if (rows.some(({ bands }) => bands.some(({ outcome }) => outcome === 'depends')))
    return ['Whether an archive can be deleted depends on the request.'];
  return ['This policy keeps no archive from being deleted.', ...permitted(rows, table)];
}

/** What holds from the first day on which deletion is not denied to all. */
function afterwards(rows: readonly EffectRow[], day: number, table: EffectTable): readonly string[] {
  const rowsThat = (wanted: Band['outcome']): readonly EffectRow[] =>
    rows.filter(({ bands }) =>
      bands.some(({ from, to, outcome }) => from <= day && day <= to && outcome === wanted),
    );
  const denied = rowsThat('denied');
  if (denied.length > 0) {
    const rest = rows.filter((row) => !denied.includes(row));
    const again = outcomeAfter('denied', day, rest, table, 'the rest');
    const againToThem = outcomeAfter('denied', day, denied, table);
    return [
      `After that it stays denied${staysUntil(denied, day)}${whomAndWhen(denied, table)}.`,
      ...(againToThem === undefined ? [] : [`There it is denied again ${againToThem}.`]),
      ...(again === undefined ? [] : [`Otherwise it is denied again ${again}.`]),
    ];
  }
  const again = outcomeAfter('denied', day, rows, table);
  const until = again === undefined ? '' : `, until it is denied again ${again}`;
  if (rowsThat('depends').length > 0) return [`After that it depends on the request${until}.`];
  const allowed = rowsThat('allowed');
  if (allowed.length > 0) return [`After that this policy allows it${whomAndWhen(allowed, table)}${until}.`];
  const decide = 'After that other policies decide';
  if (again !== undefined) return [`${decide}${until}.`];
  const allowedLater = outcomeAfter('allowed', day, rows, table);
  if (allowedLater !== undefined) return [`${decide}, until this policy allows it ${allowedLater}.`];
  const dependsLater = outcomeAfter('depends', day, rows, table);
  return [
    dependsLater === undefined ? `${decide}.` : `${decide}, until it depends on the request ${dependsLater}.`,
  ];
}

/** How long rows that are denied on a day stay so: nothing where that is for ever. */
function staysUntil(rows: readonly EffectRow[], day: number): string {
  const ends = rows.map((row) => agesThat('denied', row).find(({ to }) => to >= day)?.to ?? day);
  const shortest = Math.min(...ends);
  if (shortest === Infinity) return '';
  return `${ends.every((end) => end === shortest) ? '' : ' at least'} ${agesInWords(day, shortest)}`;
}

/** The ages of a row with an outcome: bands that differ only in the statements which decide are one. */
function agesThat(wanted: Band['outcome'], { bands }: EffectRow): AgeSet {
  return agesOf(bands.filter(({ outcome }) => outcome === wanted));
}

/**
 * Where an outcome begins after a day: `from day 301 on in one case – tag LegalHold: true`. Undefined where it does
 * not.
 *
 * @param whose Whether who and when go unsaid where it is all the rows.
 */
function outcomeAfter(
  wanted: Band['outcome'],
  day: number,
  rows: readonly EffectRow[],
  table: EffectTable,
  whose: 'named' | 'the rest' = 'named',
): string | undefined {
  const later = rows
    .map((row) => ({ row, ages: agesThat(wanted, row).filter(({ from }) => from > day) }))
    .filter(({ ages }) => ages.length > 0);
  const [one] = later;
  if (!one) return undefined;
  if (!later.every(({ ages }) => sameAges(ages, one.ages))) {
    const from = Math.min(...later.flatMap(({ ages }) => ages.map((each) => each.from)));
    return `to some callers or in some cases, first on day ${withThousands(from)}`;
  }
  const unsaid = whose === 'the rest' && later.length === rows.length;
  const tail = unsaid
    ? ''
    : whomAndWhen(
        later.map(({ row }) => row),
        table,
      );
  return `${ageSetInWords(one.ages)}${tail}`;
}

/** Where deletion is denied from the start to some callers or in some cases only. */
function forSome(bound: readonly EffectRow[], table: EffectTable): string {
  const ends = bound.map((row) => agesThat('denied', row)[0]?.to ?? Infinity);
  const shortest = Math.min(...ends);
  const atLeast = ends.every((end) => end === shortest) ? '' : 'at least ';
  const long = shortest === Infinity ? ' at any age' : ` for ${atLeast}${inDaysAndYears(shortest + 1)}`;
  const again = outcomeAfter('denied', 0, bound, table, 'the rest');
  const whom = whomAndWhen(bound, table);
  const andAgain = again === undefined ? '' : `, and again ${again}${whom === '' ? '' : ','}`;
  return `Deleting archives is denied${long}${andAgain}${whom}.`;
}

/** What holds for the rest: worst what this policy itself permits. */
function besides(bound: readonly EffectRow[], free: readonly EffectRow[], table: EffectTable): string {
  const allowed = free.find(({ bands }) => bands.some(({ outcome }) => outcome === 'allowed'));
  if (allowed)
    return `Otherwise this policy even allows it ${ageSetInWords(agesThat('allowed', allowed))}${whomAndWhen([allowed], table, 'who')}.`;
  const denied = outcomeAfter('denied', 0, free, table, 'the rest');
  if (denied !== undefined) return `Otherwise it is denied only ${denied}.`;
  const spared = callersOf(free).filter((caller) => !callersOf(bound).includes(caller));
  const words = lowerFirst(callersShortly(spared, table.effect));
  if (free.some(({ bands }) => bands.some(({ possible }) => possible.includes('explicitDeny'))))
    return spared.length === 0
      ? 'Otherwise it depends on the request.'
      : `Whether it binds ${words} is not certain.`;
  if (spared.length === 0) return 'Otherwise other policies decide.';
  // "Not everyone, but not ana" would be two turns too many.
  return words.startsWith('everyone')
    ? `It binds nobody but ${lowerFirst(callersShortly(callersOf(bound), table.effect))}.`
    : `It does not bind ${words}.`;
}

function permitted(rows: readonly EffectRow[], table: EffectTable): readonly string[] {
  const allowing = rows.filter(({ bands }) => bands.some(({ outcome }) => outcome === 'allowed'));
  return allowing.length === 0
    ? ['Other policies decide.']
    : [`It even allows that${whomAndWhen(allowing, table)}.`];
}

/** ` to other accounts, in one case: tag LegalHold: true` as the end of a sentence; everyone and always go unsaid. */
function whomAndWhen(
  rows: readonly EffectRow[],
  { effect }: EffectTable,
  what: 'who' | 'who and when' = 'who and when',
): string {
  const callers = callersOf(rows);
  const isEveryone = callers.length === effect.callers.list.length;
  const whomBefore = (ending: Ending): string =>
    isEveryone ? '' : ` to ${lowerFirst(callersShortly(callers, effect, ending))}`;
  const cases = [...new Set(rows.map(({ states }) => statesInWords(states, effect)))];
  const [first = ''] = cases;
  if (what === 'who' || cases.includes('')) return whomBefore('end');
  const when = cases.length === 1 ? 'in one case –' : 'in some cases, such as';
  return `${whomBefore('go on')} ${when} ${lowerFirst(first)}`;
}

function callersOf(rows: readonly EffectRow[]): readonly Caller[] {
  return [...new Set(rows.flatMap(({ callers }) => callers))];
}

/** Inside a sentence, what began it with a capital; a name stays as it is written. */
function lowerFirst(text: string): string {
  return text.replace(
    /^(?:Everyone|Everybody|Other|Services|Anonymous|The|Users|Roles|Account|Tag|In)(?=[ ,])/,
    (word) => word.charAt(0).toLowerCase() + word.slice(1),
  );
}
