import { readPolicyDocument } from '../syntax/readPolicyDocument';
import { parsePolicyTests } from './parsePolicyTests';
import { runPolicyTests, type CaseResult } from './runPolicyTests';

/** A policy test file as it stands. */
export interface TestFileText {
  /** Tells the files apart: a path or a URI. */
  readonly id: string;
  readonly text: string;
}

/** What became of one test file. */
export interface TestFileResult {
  readonly id: string;
  /** In the order of the file. */
  readonly passed: readonly CaseResult[];
  readonly failed: readonly CaseResult[];
  /** What keeps tests of the file from being run, as sentences with the line where there is one. */
  readonly problems: readonly string[];
}

/** How a policy does in the tests about it. */
export interface TestReport {
  /**
   * `none`: there are no tests. `passed`: all that there are were run on this very text and passed. `failed`: one failed.
   * `unrunnable`: none failed, but there is one that cannot be run, and that has not passed.
   */
  readonly verdict: 'none' | 'passed' | 'failed' | 'unrunnable';
  readonly passed: number;
  readonly failed: number;
  readonly problems: number;
  readonly files: readonly TestFileResult[];
}

/**
 * Runs test files on exactly this policy text, whatever policy they name: the caller has found out that they are about
 * it. Never throws.
 *
 * @param policyText as Glacier has it or gets it: no wrapper
 */
export function runTestFilesOn(policyText: string, files: readonly TestFileText[]): TestReport {
  const policy = readPolicyDocument(policyText);
  const results = files.map(({ id, text }): TestFileResult => {
    if (!policy.ok) return { id, passed: [], failed: [], problems: [policy.problem] };
    const tests = parsePolicyTests(text);
    // As on the command line: a file with a mistake in it is not run in part.
    if (tests.problems.length > 0) {
      const problems = tests.problems.map(
        ({ message, range }) => `Line ${lineOf(text, range.start)}: ${message}`,
      );
      return { id, passed: [], failed: [], problems };
    }
    const all = runPolicyTests(tests, policy.document);
    return {
      id,
      passed: all.filter(({ passed }) => passed),
      failed: all.filter(({ passed }) => !passed),
      problems: [],
    };
  });
  const count = (kind: 'passed' | 'failed' | 'problems'): number =>
    results.reduce((sum, result) => sum + result[kind].length, 0);
  const [passed, failed, problems] = [count('passed'), count('failed'), count('problems')];
  const verdict =
    files.length === 0 ? 'none' : failed > 0 ? 'failed' : problems > 0 ? 'unrunnable' : 'passed';
  return { verdict, passed, failed, problems, files: results };
}

/** Counted from 1, as editors show it. */
function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|[\n\r]/).length;
}
