import type { Diagnostic } from '../../policy';
import type { LineIndex } from './lineIndex';

/** A file that could be read, and what the rules say of it. */
export interface JudgedFile {
  /** As given: `-` is standard input. */
  readonly path: string;
  readonly text: string;
  readonly lines: LineIndex;
  readonly diagnostics: readonly Diagnostic[];
}

/** A path that leads to nothing that could be judged. */
export interface UnreadPath {
  readonly path: string;
  /** Why, as a sentence that names the path. */
  readonly problem: string;
}

/** All that was to be judged. */
export interface Judgement {
  readonly files: readonly JudgedFile[];
  readonly unread: readonly UnreadPath[];
}

/** 0: no diagnostic of severity error; 1: at least one; 2: something could not be read. */
export function exitStatus({ files, unread }: Judgement): 0 | 1 | 2 {
  if (unread.length > 0) return 2;
  return files.some(({ diagnostics }) => diagnostics.some(({ severity }) => severity === 'error')) ? 1 : 0;
}

/** The path of standard input. */
export const standardInput = '-';

/** What messages call what was given as a path. */
export function nameOf(path: string): string {
  return path === standardInput ? 'standard input' : path;
}
