import type { CaseResult } from '../../policy';
import type { LineIndex } from '../lint/lineIndex';
import { resultsOf, type TestedFile, type TestRun } from './testedFile';

/**
 * The form of `--format json`: zero-based lines and characters (UTF-16), statements by place from 0, ages in whole days
 * with `to: null` where they have no end.
 */
export function testJsonReport({ files }: TestRun): string {
  const results = resultsOf(files);
  const passed = results.filter((result) => result.passed).length;
  const report = { files: files.map(fileReport), passed, failed: results.length - passed };
  return JSON.stringify(report, undefined, 2);
}

function fileReport(file: TestedFile): unknown {
  const { path, lines } = file;
  switch (file.state) {
    case 'malformed':
      return {
        path,
        problems: file.problems.map(({ code, message, range }) => ({
          code,
          message,
          range: place(lines, range),
        })),
        tests: [],
      };
    case 'untested':
      return { path, problems: [{ code: 'policy', message: file.problem }], tests: [] };
    case 'run':
      return {
        path,
        policy: file.policyPath,
        problems: [],
        tests: file.results.map((result) => testReport(result, lines)),
      };
  }
}

function testReport({ case: testCase, passed, requests, deviations }: CaseResult, lines: LineIndex): unknown {
  const { name, range, expect, by } = testCase;
  return {
    name,
    passed,
    range: place(lines, range),
    expect,
    ...(by.length > 0 && { by }),
    requests,
    deviations: deviations.map(
      ({ actions, callers, states, ages, actual, statements, reasons, request }) => ({
        actions,
        principals: callers,
        states,
        ages: ages ? { from: ages.from, to: ages.to === Infinity ? null : ages.to } : null,
        actual,
        statements,
        reasons,
        request: request ?? null,
      }),
    ),
  };
}

function place(lines: LineIndex, { start, end }: { readonly start: number; readonly end: number }) {
  return { start: lines.positionAt(start), end: lines.positionAt(end) };
}
