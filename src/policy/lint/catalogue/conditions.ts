import type { Rule } from '../rule';
import { ageBoundary } from '../rules/ageBoundary';
import { ageDirection } from '../rules/ageDirection';
import { ageImplausible } from '../rules/ageImplausible';
import { ageOnOtherActions } from '../rules/ageOnOtherActions';
import { ageOperator } from '../rules/ageOperator';
import { ageSeveralValues } from '../rules/ageSeveralValues';
import { ageValue } from '../rules/ageValue';
import { constantKey } from '../rules/constantKey';
import { ipHostBits } from '../rules/ipHostBits';
import { mixedValues } from '../rules/mixedValues';
import { nullIfExists } from '../rules/nullIfExists';
import { nullWithSetOperator } from '../rules/nullWithSetOperator';
import { operatorType } from '../rules/operatorType';
import { pairedKeys } from '../rules/pairedKeys';
import { privateIp } from '../rules/privateIp';
import { privateIpMixed } from '../rules/privateIpMixed';
import { redundantNumber } from '../rules/redundantNumber';
import { setOperatorMissing } from '../rules/setOperatorMissing';
import { setOperatorOnSingle } from '../rules/setOperatorOnSingle';
import { valueType } from '../rules/valueType';
import { vpcIdFormat } from '../rules/vpcIdFormat';
import { wildcardWithoutLike } from '../rules/wildcardWithoutLike';

/** When a statement applies. */
export const conditionsRules = {
  'operator-type': {
    check: operatorType,
    severity: 'warning',
    title: 'An operator compares a key as something it is not',
    yieldsTo: ['unknown-operator', 'tag-key-missing'],
  },
  'value-type': {
    check: valueType,
    severity: 'warning',
    title: 'A value is not what its operator compares',
    yieldsTo: ['operator-type', 'placeholder-left', 'wrong-envelope'],
  },
  'mixed-values': {
    check: mixedValues,
    severity: 'error',
    title: 'The values of one test have several types',
    yieldsTo: ['age-several-values'],
  },
  'wildcard-without-like': {
    check: wildcardWithoutLike,
    severity: 'error',
    title: 'A wildcard under an operator that knows none',
  },
  'set-operator-missing': {
    check: setOperatorMissing,
    severity: 'error',
    title: 'A key with several values under a plain operator',
  },
  'set-operator-on-single': {
    check: setOperatorOnSingle,
    severity: 'warning',
    title: 'ForAllValues is true where the key is absent',
    yieldsTo: ['operator-type', 'age-operator', 'tag-key-missing'],
  },
  'null-if-exists': {
    check: nullIfExists,
    severity: 'error',
    title: 'NullIfExists is no operator',
  },
  'null-with-set-operator': {
    check: nullWithSetOperator,
    severity: 'error',
    title: 'Null with a set operator always comes out the same',
    yieldsTo: ['null-if-exists'],
  },
  'private-ip': {
    check: privateIp,
    severity: 'error',
    title: 'No request comes from a private address',
  },
  'private-ip-mixed': {
    check: privateIpMixed,
    severity: 'information',
    title: 'A private address among public ones adds nothing',
  },
  'ip-host-bits': {
    check: ipHostBits,
    severity: 'information',
    title: 'An address range is not written by its first address',
    yieldsTo: ['operator-type'],
  },
  'vpc-id-format': {
    check: vpcIdFormat,
    severity: 'error',
    title: 'A text that can be no id of a VPC or endpoint',
    yieldsTo: ['placeholder-left', 'wildcard-without-like'],
  },
  'paired-keys': {
    check: pairedKeys,
    severity: 'warning',
    title: 'A private address without the network it belongs to',
    yieldsTo: ['operator-type'],
  },
  'redundant-number': {
    check: redundantNumber,
    severity: 'warning',
    title: 'Of several bounds in one test only one counts',
    yieldsTo: ['operator-type'],
  },
  'constant-key': {
    check: constantKey,
    severity: 'information',
    title: 'A key that is always the same in the policy of a vault',
  },
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
    yieldsTo: ['redundant-allow'],
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
} as const satisfies Readonly<Record<string, Rule>>;
