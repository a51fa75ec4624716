import type { Rule } from '../rule';
import { absentKeyMatchesAll } from '../rules/absentKeyMatchesAll';
import { andInsteadOfOr } from '../rules/andInsteadOfOr';
import { holdTagMutable } from '../rules/holdTagMutable';
import { holdTagValue } from '../rules/holdTagValue';
import { keyNotForAction } from '../rules/keyNotForAction';
import { mfaAbsent } from '../rules/mfaAbsent';
import { timeBomb } from '../rules/timeBomb';
import { volatileCondition } from '../rules/volatileCondition';
import { wrongTagKeyFamily } from '../rules/wrongTagKeyFamily';

/** Where a condition lets through, or stops, other requests than it seems to. */
export const protectionRules = {
  'absent-key-matches-all': {
    check: absentKeyMatchesAll,
    severity: 'error',
    title: 'A test that is true without its key denies everything',
  },
  'wrong-tag-key-family': {
    check: wrongTagKeyFamily,
    severity: 'warning',
    title: 'Tags are tested under a name Glacier does not use',
  },
  'key-not-for-action': {
    check: keyNotForAction,
    severity: 'warning',
    title: 'An action never carries the key that is tested',
    yieldsTo: ['age-on-other-actions', 'absent-key-matches-all', 'wrong-tag-key-family'],
  },
  'and-instead-of-or': {
    check: andInsteadOfOr,
    severity: 'warning',
    title: 'A hold and an age in one Condition',
  },
  'hold-tag-mutable': {
    check: holdTagMutable,
    severity: 'warning',
    title: 'Whoever may tag the vault lifts the hold',
  },
  'hold-tag-value': {
    check: holdTagValue,
    severity: 'warning',
    title: 'Other spellings of a tag pass the hold',
    yieldsTo: ['wildcard-without-like'],
  },
  'mfa-absent': {
    check: mfaAbsent,
    severity: 'error',
    title: 'Callers without MFA are not denied',
  },
  'volatile-condition': {
    check: volatileCondition,
    severity: 'warning',
    title: 'A Deny hangs on something that changes',
    yieldsTo: ['private-ip'],
  },
  'time-bomb': {
    check: timeBomb,
    severity: 'warning',
    title: 'Protection begins or ends by itself on a date',
  },
} as const satisfies Readonly<Record<string, Rule>>;
