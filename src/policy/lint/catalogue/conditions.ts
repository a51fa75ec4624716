import type { Rule } from '../rule';
import { ageBlocksRetrieval } from '../rules/ageBlocksRetrieval';
import { ageBoundary } from '../rules/ageBoundary';
import { ageDirection } from '../rules/ageDirection';
import { ageImplausible } from '../rules/ageImplausible';
import { ageOnOtherActions } from '../rules/ageOnOtherActions';
import { ageOperator } from '../rules/ageOperator';
import { ageSeveralValues } from '../rules/ageSeveralValues';
import { ageValue } from '../rules/ageValue';

/** When a statement applies. */
export const conditionsRules = {
  'age-operator': {
    check: ageOperator,
    severity: 'error',
    title: 'The age is not compared as a number',
  },
  'age-value': {
    check: ageValue,
    severity: 'error',
    title: 'An age is no whole number of days',
    yieldsTo: ['placeholder-left'],
  },
  'age-boundary': {
    check: ageBoundary,
    severity: 'information',
    title: 'The retention ends a day or more off',
    yieldsTo: ['age-several-values', 'age-implausible', 'age-direction'],
  },
  'age-direction': {
    check: ageDirection,
    severity: 'warning',
    title: 'The age test looks at the wrong end',
  },
  'age-implausible': {
    check: ageImplausible,
    severity: 'warning',
    title: 'An age that is hardly meant in days',
    yieldsTo: ['age-several-values'],
  },
  'age-several-values': {
    check: ageSeveralValues,
    severity: 'error',
    title: 'Several ages in one test mislead',
  },
  'age-on-other-actions': {
    check: ageOnOtherActions,
    severity: 'warning',
    title: 'The age does not exist for some actions',
    yieldsTo: ['age-blocks-retrieval'],
  },
  'age-blocks-retrieval': {
    check: ageBlocksRetrieval,
    severity: 'error',
    title: 'Young archives cannot be read',
    yieldsTo: ['deny-everything'],
  },
} as const satisfies Readonly<Record<string, Rule>>;
