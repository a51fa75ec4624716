import type { Rule } from '../rule';
import { variableOperator } from '../rules/variableOperator';
import { variablePlace } from '../rules/variablePlace';
import { variableSyntax } from '../rules/variableSyntax';
import { version2008Variables } from '../rules/version2008Variables';

/** Policy variables. */
export const variablesRules = {
  'variable-place': {
    check: variablePlace,
    severity: 'error',
    title: 'A variable where none is read',
    yieldsTo: ['wrong-envelope'],
  },
  'variable-syntax': {
    check: variableSyntax,
    severity: 'error',
    title: 'A variable that can stand for nothing',
    yieldsTo: ['wrong-envelope', 'variable-place'],
  },
  'variable-operator': {
    check: variableOperator,
    severity: 'error',
    title: 'A variable under an operator that reads none',
    yieldsTo: ['wrong-envelope', 'placeholder-left', 'operator-type', 'age-value'],
  },
  'version-2008-variables': {
    check: version2008Variables,
    severity: 'error',
    title: 'A variable under the rules of 2008, which know none',
    yieldsTo: ['wrong-envelope'],
  },
} as const satisfies Readonly<Record<string, Rule>>;
