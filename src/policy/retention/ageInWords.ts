import { inDays } from '../lint/rules/age';
import { againstTheCalendar, dateAfter, roughly } from './calendar';
import { needsAge, type AgeTest } from '../lint/rules/ageTests';
import { reachedActions } from '../lint/rules/reach';
import { isAllow, isDeny } from '../lint/elements';
import type { StatementTree } from '../syntax/policyTree';
import { oldestAge, type AgesThatHold } from './agesThatHold';
import { withThousands } from '../withThousands';

/** What a statement with a test on the age is about: who may do what with an archive. */
export interface AgedDeed {
  readonly effect: 'Deny' | 'Allow';
  /** `deletable`, `retrievable` */
  readonly can: string;
  /** `deleted`, `retrieved` */
  readonly done: string;
  /** `deletion` */
  readonly deed: string;
  /** Whether other conditions must hold as well, so that this test alone does not decide. */
  readonly conditioned: boolean;
}

const deeds: Readonly<Record<string, readonly [can: string, done: string, deed: string]>> = {
  DeleteArchive: ['deletable', 'deleted', 'deletion'],
  InitiateJob: ['retrievable', 'retrieved', 'retrieval'],
};

/** What a statement forbids or permits by the age; undefined where it does neither, or nothing that has an age. */
export function agedDeed(statement: StatementTree): AgedDeed | undefined {
  const effect = isDeny(statement) ? 'Deny' : isAllow(statement) ? 'Allow' : undefined;
  const reached = reachedActions(statement).flatMap(({ name }) => {
    const words = deeds[name];
    return words ? [words] : [];
  });
  if (!effect || reached.length === 0) return undefined;
  const joined = (index: 0 | 1 | 2): string => reached.map((words) => words[index]).join(' and ');
  return {
    effect,
    can: joined(0),
    done: joined(1),
    deed: joined(2),
    conditioned: statement.tests.length > 1,
  };
}

/** What one value of a test on the age comes to, in a few words: `deletable from day 365`. */
export function briefly(holds: AgesThatHold, { effect, can, conditioned }: AgedDeed): string {
  if (effect === 'Allow') {
    switch (holds.ages) {
      case 'before':
        return `allowed until day ${number(holds.day - 1)}`;
      case 'from':
        return `allowed from day ${number(holds.day)}`;
      case 'only':
        return `allowed on day ${number(holds.day)} only`;
      case 'except':
        return `allowed except on day ${number(holds.day)}`;
      case 'never':
        return 'allows nothing';
      case 'always':
        return 'allowed at every age';
    }
  }
  switch (holds.ages) {
    case 'before':
      return conditioned
        ? `not denied from day ${number(holds.day)}`
        : `${can} from day ${number(holds.day)}`;
    case 'from':
      return conditioned
        ? `denied from day ${number(holds.day)}`
        : `not ${can} from day ${number(holds.day)}`;
    case 'only':
      return `denied on day ${number(holds.day)} only`;
    case 'except':
      return `denied except on day ${number(holds.day)}`;
    case 'never':
      return 'denies nothing';
    case 'always':
      return 'denied at every age';
  }
}

/** The same in one or two full sentences, with days counted from 0. */
export function inFull(holds: AgesThatHold, deed: AgedDeed): string {
  const { effect, done, deed: noun, conditioned } = deed;
  const others = conditioned ? ', if the other conditions of the statement hold too' : '';
  const subject = effect === 'Deny' ? 'denied' : 'allowed';
  const first = noun.charAt(0).toUpperCase() + noun.slice(1);
  const be = noun.includes(' and ') ? 'are' : 'is';
  switch (holds.ages) {
    case 'before': {
      const span = holds.day === 1 ? 'on day 0' : `on days 0 to ${number(holds.day - 1)}`;
      const after =
        effect === 'Deny'
          ? `**Day ${number(holds.day)}** is the first on which this statement lets an archive be ${done}.`
          : `From **day ${number(holds.day)}** on it is allowed no more. A retention is the other way round: it denies while an archive is young.`;
      return `${first} ${be} ${subject} ${span}${others}. ${after}`;
    }
    case 'from': {
      const before =
        effect === 'Deny'
          ? ` Before, nothing is denied: younger archives have no protection from this statement.`
          : '';
      return `${first} ${be} ${subject} from **day ${number(holds.day)}** on${others}.${before}`;
    }
    case 'only':
      return `${first} ${be} ${subject} on **day ${number(holds.day)}** and on no other${others}.`;
    case 'except':
      return `${first} ${be} ${subject} on every day but **day ${number(holds.day)}**${others}.`;
    case 'never':
      return `No archive has such an age: this test never holds.`;
    case 'always':
      return `Every archive has such an age: ${noun} ${be} ${subject} on every day${others}.`;
  }
}

/**
 * The same in dates: for what is uploaded now, and for what has been uploaded long enough ago. Undefined where no date
 * says more than the days.
 *
 * @param now epoch milliseconds
 */
export function inDates(
  holds: AgesThatHold,
  { effect, done, conditioned }: AgedDeed,
  now: number,
): string | undefined {
  if (conditioned || (holds.ages !== 'before' && holds.ages !== 'from')) return undefined;
  const { day } = holds;
  const today = dateAfter(now, 0);
  const then = dateAfter(now, day);
  const since = dateAfter(now, -day);
  if (today === undefined || then === undefined || since === undefined) return undefined;
  const opens = (effect === 'Deny') === (holds.ages === 'before');
  const permitted = effect === 'Deny' ? 'can' : 'may';
  return opens
    ? `By it, an archive uploaded today (${today}) ${permitted} be ${done} from **${then}** on; what was uploaded by ${since} ${permitted} be today.`
    : `By it, an archive uploaded today (${today}) ${permitted} be ${done} before **${then}** and never after; what was uploaded by ${since} ${permitted} not be any more.`;
}

/** `1 day`, `2,557 days`, with what the calendar makes of it. */
export function daysInWords(days: number): string {
  if (Math.abs(days) > oldestAge) return days > 0 ? 'More days than any archive gets old' : 'Far below zero';
  const calendar = againstTheCalendar(days) ?? roughly(days);
  return calendar === undefined ? inDays(days) : `${inDays(days)}: ${calendar}`;
}

/** Why a test on the age never or always holds for what its statement reaches; undefined if it depends on the age. */
export function withoutAge(test: AgeTest, statement: StatementTree): string | undefined {
  const reached = reachedActions(statement);
  if (reached.length === 0 || reached.some(({ age }) => age)) return undefined;
  return needsAge(test)
    ? 'No action of this statement has an archive with an age, so the test never holds and the statement never applies.'
    : 'No action of this statement has an archive with an age, so the test always holds, whatever the number.';
}

function number(value: number): string {
  return withThousands(value);
}
