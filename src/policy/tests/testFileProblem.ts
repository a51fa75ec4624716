import type { TextRange } from '../text';

/** What can be wrong with a policy test file. */
export type TestFileProblemCode =
  | 'test-syntax'
  | 'test-duplicate-field'
  | 'test-unknown-field'
  | 'test-missing-field'
  | 'test-wrong-type'
  | 'test-empty'
  | 'test-policy-path'
  | 'test-principal'
  | 'test-action'
  | 'test-age'
  | 'test-key'
  | 'test-vault'
  | 'test-expectation'
  | 'test-statement'
  | 'test-too-many';

/** Something in a policy test file that cannot be run as it stands. */
export interface TestFileProblem {
  readonly code: TestFileProblemCode;
  /** What is wrong, and what to write instead. */
  readonly message: string;
  readonly range: TextRange;
}
