import * as vscode from 'vscode';
import type { Vault } from '../../locking/model';
import { deviationInWords, type CaseResult } from '../../policy';
import type { TestSource } from '../../report';
import type { Services } from '../services';
import { runTestsOfVault } from '../testsOfVault';

/** The policy tests about a vault, run on exactly the policy in force. */
export async function testSource(services: Services, vault: Vault, inForce: string): Promise<TestSource> {
  try {
    const { verdict, files } = await runTestsOfVault(services, vault, inForce);
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
