import {
  isEveryAge,
  statesInWords,
  type Band,
  type Caller,
  type EffectRow,
  type EffectTable,
  type Ending,
} from '../effect';
import { callersShortly } from './callersShortly';
import { agesInWords, inDaysAndYears } from './days';

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
    return [`Archives cannot be deleted by anyone for ${inDaysAndYears(day)}.`, afterwards(rows, day, table)];
  }
  const bound = rows.filter(({ bands }) => bands[0]?.outcome === 'denied');
  const free = rows.filter(({ bands }) => bands[0]?.outcome !== 'denied');
  if (bound.length > 0) return [forSome(bound, table), besides(bound, free, table)];
  const later = rows.flatMap(({ bands }) => bands.filter(({ outcome }) => outcome === 'denied'));
  if (later.length > 0) {
    const from = Math.min(...later.map((band) => band.from));
    return [
      'Young archives are not protected by this policy.',
      `It denies deleting them only ${agesInWords(from, Infinity)}.`,
    ];
  }
  if (rows.some(({ bands }) => bands.some(({ outcome }) => outcome === 'depends')))
    return ['Whether an archive can be deleted depends on the request.'];
  return ['This policy keeps no archive from being deleted.', ...permitted(rows, table)];
}

/** What holds from the first day on which deletion is not denied to all. */
function afterwards(rows: readonly EffectRow[], day: number, table: EffectTable): string {
  const then = rows.flatMap((row) => {
    const band = row.bands.find(({ from, to }) => from <= day && day <= to);
    return band ? [{ row, outcome: band.outcome }] : [];
  });
  const rowsThat = (outcome: Band['outcome']): readonly EffectRow[] =>
    then.filter((each) => each.outcome === outcome).map(({ row }) => row);
  const denied = rowsThat('denied');
  if (denied.length > 0) return `After that it stays denied${whomAndWhen(denied, table)}.`;
  if (rowsThat('depends').length > 0) return 'After that it depends on the request.';
  const allowed = rowsThat('allowed');
  return allowed.length > 0
    ? `After that this policy allows it${whomAndWhen(allowed, table)}.`
    : 'After that other policies decide.';
}

/** Where deletion is denied from the start to some callers or in some cases only. */
function forSome(bound: readonly EffectRow[], table: EffectTable): string {
  const ends = bound.map(({ bands }) => bands[0]?.to ?? Infinity);
  const shortest = Math.min(...ends);
  const atLeast = ends.every((end) => end === shortest) ? '' : 'at least ';
  const long = shortest === Infinity ? ' at any age' : ` for ${atLeast}${inDaysAndYears(shortest + 1)}`;
  return `Deleting archives is denied${long}${whomAndWhen(bound, table)}.`;
}

/** What holds for the rest: worst what this policy itself permits. */
function besides(bound: readonly EffectRow[], free: readonly EffectRow[], table: EffectTable): string {
  const allowed = free.find(({ bands }) => bands.some(({ outcome }) => outcome === 'allowed'));
  const band = allowed?.bands.find(({ outcome }) => outcome === 'allowed');
  if (allowed && band)
    return `Otherwise this policy even allows it ${agesInWords(band.from, band.to)}${whomAndWhen([allowed], table, 'who')}.`;
  const spared = callersOf(free).filter((caller) => !callersOf(bound).includes(caller));
  return spared.length === 0
    ? 'Otherwise other policies decide.'
    : `It does not bind ${lowerFirst(callersShortly(spared, table.effect))}.`;
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
    /^(?:Everyone|Everybody|Other|Services|Anonymous|The|Users|Roles|Account|Tag|In) /,
    (word) => word.charAt(0).toLowerCase() + word.slice(1),
  );
}
