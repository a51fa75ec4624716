import type * as vscode from 'vscode';
import { runTestFilesOn, type TestFileText, type TestReport } from '../policy';
import { openTestFiles, policyUrisOf, readTestFile, testFilesOnDisk } from './testFile';
import { isSame, textAt } from './texts';

/**
 * Runs the policy tests that are about one of these policy files on exactly this text, be it what a file says or what
 * Glacier has. The test files are those of the Testing view and of `vault-lock test`: each names its policy, or stands
 * beside it. They count as they are in their editors, saved or not. Needs no Testing view, and works in Restricted Mode.
 *
 * @param policies the files; without one there are no tests
 * @param policyText as Glacier has it or gets it: no wrapper
 * @returns the test files by their URI. Rejects where one cannot be read.
 */
export async function runTestsAbout(
  policies: readonly vscode.Uri[],
  policyText: string,
): Promise<TestReport> {
  return runTestFilesOn(policyText, policies.length === 0 ? [] : await testFilesAbout(policies));
}

async function testFilesAbout(policies: readonly vscode.Uri[]): Promise<readonly TestFileText[]> {
  const candidates = new Map(
    [...(await testFilesOnDisk()), ...openTestFiles()].map((uri) => [uri.toString(), uri]),
  );
  const about: TestFileText[] = [];
  for (const [id, uri] of [...candidates].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const file = await readTestFile(uri);
    if (file === undefined) continue;
    const policy = await firstThere(policyUrisOf(file));
    if (policy !== undefined && policies.some((each) => isSame(each, policy)))
      about.push({ id, text: file.text });
  }
  return about;
}

/** Where a test file may mean several places, it means the first one at which there is something. */
async function firstThere(uris: readonly vscode.Uri[]): Promise<vscode.Uri | undefined> {
  for (const uri of uris) if ((await textAt(uri)) !== undefined) return uri;
  return undefined;
}
