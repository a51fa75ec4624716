import type { TextEdit, TextRange } from '../text';

/** `error` means: do not lock. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** A repair that is certain. Applying it never leaves invalid JSON and never raises another error. */
export interface Fix {
  /** What the person reads: `Use NumericLessThan`. */
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** The one to apply without choosing. At most one a diagnostic. */
  readonly preferred: boolean;
  /** Spelling and structure only: may be applied together with others by "fix all". */
  readonly fixAll: boolean;
}

/** Something a person should know before this policy is locked. */
export interface Diagnostic {
  /** The rule's stable kebab-case name: what settings, documentation and the command line call it. */
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong, what follows from it once locked, and what to write instead. */
  readonly message: string;
  readonly range: TextRange;
  /** Drafted when they are first asked for. */
  readonly fixes: readonly Fix[];
}
