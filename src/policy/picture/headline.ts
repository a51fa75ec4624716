import { isEveryAge } from '../effect/ageSet';
import {
  callersInWords,
  statesInWords,
  type Band,
  type EffectRow,
  type EffectTable,
} from '../effect/effectTable';
import { withThousands } from '../withThousands';
import { inDaysAndYears } from './days';

/**
 * What matters most, in one to three sentences: until when archives cannot be deleted, what comes after, and whom that
 * leaves out.
 */
export function headline(table: EffectTable): readonly string[] {
  const { effect } = table;
  const rows = table.rows.filter(({ actions }) => actions.includes('DeleteArchive'));
  const common = effect.deniedAges({ action: 'DeleteArchive' }, 'certain');
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
  const [main] = bound;
  if (main) return [...ofSome(main, table), ...others(rows, bound, table)];
  const later = rows.flatMap((row) =>
    row.bands.filter(({ outcome }) => outcome === 'denied').map(({ from }) => from),
  );
  if (later.length > 0)
    return [
      `Young archives have no protection from this policy: it denies deleting them only from day ${withThousands(Math.min(...later))} on.`,
    ];
  if (rows.some(({ bands }) => bands.some(({ outcome }) => outcome === 'depends')))
    return ['Whether an archive can be deleted depends on the request.'];
  return ['This policy keeps no archive from being deleted.', ...permitted(rows, table)];
}

/** What holds from the first day on which deletion is not denied to all. */
function afterwards(rows: readonly EffectRow[], day: number, table: EffectTable): readonly string[] {
  const then = rows.flatMap((row) => {
    const band = bandAt(row, day);
    return band ? [{ row, outcome: band.outcome }] : [];
  });
  const stays = then.find(({ outcome }) => outcome === 'denied');
  if (stays) return [`After that it stays denied to some or in some cases: ${nameOf(stays.row, table)}.`];
  if (then.some(({ outcome }) => outcome === 'depends')) return ['After that it depends on the request.'];
  const allowed = then.filter(({ outcome }) => outcome === 'allowed').map(({ row }) => row);
  if (allowed.length === 0) return ['After that other policies decide.'];
  const whom = allowed.map((row) => nameOf(row, table)).join('; ');
  return [`After that this policy allows it: ${whom}.`];
}

/** The part of the callers, or of the cases, to whom deletion is denied from the start. */
function ofSome(row: EffectRow, table: EffectTable): readonly string[] {
  const end = row.bands[0]?.to ?? Infinity;
  const long = end === Infinity ? 'at any age' : `for ${inDaysAndYears(end + 1)}`;
  return [`Deleting archives is denied ${long} only here: ${nameOf(row, table)}.`];
}

function others(
  rows: readonly EffectRow[],
  bound: readonly EffectRow[],
  table: EffectTable,
): readonly string[] {
  const free = rows.filter((row) => !bound.includes(row));
  const [first] = free;
  if (first === undefined) return [];
  const more = free.length > 1 ? ' and more' : '';
  return [`Not bound by it: ${nameOf(first, table)}${more}.`];
}

function permitted(rows: readonly EffectRow[], table: EffectTable): readonly string[] {
  const row = rows.find(({ bands }) => bands.some(({ outcome }) => outcome === 'allowed'));
  return row ? [`It even allows that: ${nameOf(row, table)}.`] : ['Other policies decide.'];
}

function bandAt({ bands }: EffectRow, day: number): Band | undefined {
  return bands.find(({ from, to }) => from <= day && day <= to);
}

/** `Everyone, root included`, `Other accounts · Tag LegalHold: true` */
function nameOf({ callers, states }: EffectRow, { effect }: EffectTable): string {
  const who = callersInWords(callers, effect);
  const when = statesInWords(states, effect);
  return when === '' ? who : `${who} · ${when}`;
}
