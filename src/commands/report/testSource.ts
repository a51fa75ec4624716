import * as vscode from 'vscode';
import { deviationInWords, type CaseResult } from '../../policy';
import type { TestSource } from '../../report';
import { runTestsAbout } from '../../testing/testsAbout';

/** The policy tests about the files that a vault may be kept in, run on exactly the policy in force. */
export async function testSource(about: readonly vscode.Uri[], inForce: string): Promise<TestSource> {
  try {
    const { verdict, files } = await runTestsAbout(about, inForce);
    if (verdict === 'none') return { kind: 'none' };
    return {
      kind: 'run',
      files: files.map(({ id, failed, passed, problems }) => ({
        path: vscode.workspace.asRelativePath(vscode.Uri.parse(id, true)),
        problems,
        cases: [...failed, ...passed].map(caseOf),
      })),
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { kind: 'notRun', reason: `The policy tests could not be run. ${why}` };
  }
}

/** Of a case that fails in many ways the first few say enough. */
const mostTold = 3;

function caseOf({ case: testCase, passed, deviations }: CaseResult) {
  const told = deviations.slice(0, mostTold).map((deviation) => {
    const about = deviationInWords(deviation);
    return `Expected ${testCase.expect}, got ${deviation.actual}${about === '' ? '' : `: ${about}`}.`;
  });
  const more = deviations.length - told.length;
  return {
    name: testCase.name,
    passed,
    deviations: more > 0 ? [...told, `And ${String(more)} more.`] : told,
  };
}
