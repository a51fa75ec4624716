import type { Diagnostic, Explanation } from '../../policy';
import type { LineIndex } from '../lint/lineIndex';

/** A policy file with what it does. */
export interface ExplainedFile {
  /** As given: `-` is standard input. */
  readonly path: string;
  /** As people call it. */
  readonly name: string;
  readonly lines: LineIndex;
  readonly diagnostics: readonly Diagnostic[];
  readonly explanation: Explanation;
}
