export { applyEdits, type TextEdit, type TextRange } from './text';
export type { Diagnostic, Fix, Severity } from './lint/diagnostic';
export type {
  ConditionTest,
  ElementList,
  PolicyDocument,
  PrincipalElement,
  PrincipalEntry,
  Statement,
} from './document';
