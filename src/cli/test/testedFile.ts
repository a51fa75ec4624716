import type { CaseResult, PolicyDocument, TestFileProblem } from '../../policy';
import type { LineIndex } from '../lint/lineIndex';

/** What became of one policy test file. */
export type TestedFile = MalformedTestFile | UntestedFile | FinishedFile;

interface ReadFile {
  /** As given: `-` is standard input. */
  readonly path: string;
  readonly lines: LineIndex;
}

/** Its tests were not run, because something in it is wrong. */
export interface MalformedTestFile extends ReadFile {
  readonly state: 'malformed';
  readonly problems: readonly TestFileProblem[];
}

/** Its tests were not run, because there is no policy that they could be run on. */
export interface UntestedFile extends ReadFile {
  readonly state: 'untested';
  /** Why, as a sentence that names the path. */
  readonly problem: string;
}

export interface FinishedFile extends ReadFile {
  readonly state: 'run';
  readonly policyPath: string;
  readonly document: PolicyDocument;
  readonly results: readonly CaseResult[];
}

/** All that was to be run. */
export interface TestRun {
  readonly files: readonly TestedFile[];
  /** How many paths led to nothing that could be read. */
  readonly unread: number;
}

/** 0: all tests passed; 1: one failed; 2: a file could not be read, is malformed or has no usable policy. */
export function exitStatus({ files, unread }: TestRun): 0 | 1 | 2 {
  if (unread > 0 || files.some(({ state }) => state !== 'run')) return 2;
  return resultsOf(files).every(({ passed }) => passed) ? 0 : 1;
}

export function resultsOf(files: readonly TestedFile[]): readonly CaseResult[] {
  return files.flatMap((file) => (file.state === 'run' ? file.results : []));
}
