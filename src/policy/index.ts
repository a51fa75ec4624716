export { applyEdits, type TextEdit, type TextRange } from './text';
export type { Diagnostic, Fix, Severity } from './lint/diagnostic';
