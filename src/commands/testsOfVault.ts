import type { Vault } from '../locking/model';
import type { TestReport } from '../policy';
import { runTestsAbout } from '../testing/testsAbout';
import type { Services } from './services';

/**
 * Runs the policy tests about the file that a vault is kept in on exactly this policy text. Where several files are
 * meant for the vault and nobody has said which counts, the tests of all of them are run.
 *
 * @param policyText as Glacier has it or gets it: the policy in force, say
 * @returns the test files by their URI. Rejects where one cannot be read.
 */
export async function runTestsOfVault(
  { drift }: Pick<Services, 'drift'>,
  vault: Vault,
  policyText: string,
): Promise<TestReport> {
  return await runTestsAbout(await drift.filesOf(vault), policyText);
}
