import { parseDate } from '../../evaluate/date';
import { parseDecimal } from '../../evaluate/number';
import type { PolicyTree, StatementTree } from '../../syntax/policyTree';
import { conditionTests, holdsFor, type KnownTest, type TestValue } from '../conditionTests';
import { isDeny } from '../elements';
import { overStatements } from '../rule';
import { affectedActions } from './keyPresence';
import { otherKeepsYoung } from './retentions';

/** A test on the present moment, with the moments it names in epoch seconds. */
interface MomentTest extends KnownTest {
  /** Whether it compares epoch seconds as a number. */
  readonly asNumber: boolean;
  readonly moments: readonly { readonly value: TestValue; readonly seconds: number }[];
}

/** More moments than these are not tried one by one. */
const mostTried = 20;

/** Protection that begins or ends by itself on a day. */
export const timeBomb = overStatements(function* (statement, { now, parsed }) {
  if (!isDeny(statement)) return;
  const tests = momentTests(statement);
  const moments = tests.flatMap((test) => test.moments);
  const [first, ...others] = moments;
  if (!first || moments.length > mostTried) return;
  const course = courseOf(tests, now && now.getTime() / 1000);
  if (course === undefined) return;
  const [test] = tests;
  yield {
    at: others.length === 0 || !test ? first.value.node.span : (test.key.value?.span ?? test.key.key.span),
    covers: statement.node.span,
    message: messageOf(course, freesArchives(statement, parsed.policy)),
  };
});

function momentTests(statement: StatementTree): readonly MomentTest[] {
  return conditionTests(statement).flatMap((test): MomentTest[] => {
    const name = test.keyUse?.key.name;
    const { family } = test.use.operator;
    // The epoch may be compared as a number too (IAM user guide, "aws:EpochTime").
    const asNumber = name === 'aws:EpochTime' && family === 'Numeric';
    if ((name !== 'aws:CurrentTime' && name !== 'aws:EpochTime') || (family !== 'Date' && !asNumber))
      return [];
    const moments = test.values.flatMap((value) => {
      const seconds = asNumber ? readNumber(value.text) : readMoment(value.text);
      return seconds === undefined ? [] : [{ value, seconds }];
    });
    return moments.length > 0 ? [{ ...test, asNumber, moments }] : [];
  });
}

function readNumber(text: string): number | undefined {
  return parseDecimal(text) && Number(text);
}

function readMoment(text: string): number | undefined {
  const decimal = parseDate(text);
  if (!decimal) return undefined;
  const { sign, digits, exponent } = decimal;
  return sign === 0 ? 0 : sign * Number(`0.${digits}e${exponent}`);
}

/** How a statement stands, now and later. */
type Course =
  | { readonly is: 'on until'; readonly end: string }
  | { readonly is: 'off until'; readonly begin: string; readonly end: string | undefined }
  | { readonly is: 'over' }
  | { readonly is: 'always on' };

/**
 * What the tests say together as time goes on. Without a `now` the time before all moments counts as the present.
 * Undefined if the moments change nothing, or nothing that can be said in dates.
 */
function courseOf(tests: readonly MomentTest[], now: number | undefined): Course | undefined {
  const named = tests.flatMap(({ moments }) => moments.map(({ seconds }) => seconds)).sort((a, b) => a - b);
  if (!named.every(isDate)) return undefined;
  const holdsAt = (seconds: number): boolean =>
    tests.every((test) => holdsFor(test, [test.asNumber ? String(seconds) : isoTime(seconds)]));
  const start = now ?? (named[0] ?? 0) - 1;
  const ahead = named.filter((moment) => moment > start);
  // Between two moments nothing changes; after each of them it may.
  const [change, back] = ahead.filter((moment, index) => {
    const before = ahead[index - 1];
    return holdsAt(before === undefined ? start : before + 1) !== holdsAt(moment + 1);
  });
  const isOn = holdsAt(start);
  if (change !== undefined) {
    if (isOn) return { is: 'on until', end: dateOf(change) };
    return { is: 'off until', begin: dateOf(change), end: back === undefined ? undefined : dateOf(back) };
  }
  if (now === undefined || ahead.length > 0) return undefined;
  if (isOn) return { is: 'always on' };
  return named.some((moment) => holdsAt(moment - 1) || holdsAt(moment + 1)) ? { is: 'over' } : undefined;
}

/** Between the years 1 and 9998, which both JavaScript and the policy language can write. */
function isDate(seconds: number): boolean {
  return seconds > -62_135_596_800 && seconds < 253_370_764_800;
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

/** `2031-01-01`, with the time where it is not midnight. */
function dateOf(seconds: number): string {
  return isoTime(seconds)
    .replace('T00:00:00.000Z', '')
    .replace(/\.\d+Z$/, 'Z');
}

/** Whether nothing else keeps the archives while this statement does not. */
function freesArchives(statement: StatementTree, policy: PolicyTree | undefined): boolean {
  const keeps = affectedActions(statement).some(({ name }) => name === 'DeleteArchive');
  return keeps && !(policy && otherKeepsYoung(policy, statement));
}

function messageOf(course: Course, frees: boolean): string {
  const freed = frees ? ', and archives of every age can be deleted' : '';
  switch (course.is) {
    case 'on until':
      return `From ${course.end} on this denies nothing${freed}; once locked the date cannot be moved. A retention counts the age of each archive: NumericLessThan with glacier:ArchiveAgeInDays.`;
    case 'off until':
      return `Until ${course.begin} this denies nothing${freed}; then it begins by itself${course.end === undefined ? '' : `, ends on ${course.end}`}, and once locked no date can be moved. A retention counts the age of each archive: glacier:ArchiveAgeInDays.`;
    case 'over':
      return `The date is past: this statement denies nothing any more, for ever. A retention counts the age of each archive: NumericLessThan with glacier:ArchiveAgeInDays.`;
    case 'always on':
      return `The date is past: this test is true from now on, and what the statement denies it denies for ever. Leave the date out if that is meant.`;
  }
}
