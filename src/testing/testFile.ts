import * as vscode from 'vscode';
import {
  parsePolicy,
  parsePolicyTests,
  policyPathsFor,
  readPolicyDocument,
  testFileEnding,
  type ParsedPolicy,
  type PolicyDocument,
  type PolicyTestCase,
  type PolicyTests,
  type TestFileProblem,
} from '../policy';
import { Places, textAt } from './texts';

/** A policy test file as it stands. */
export interface TestFile {
  readonly uri: vscode.Uri;
  readonly text: string;
  readonly tests: PolicyTests;
  readonly places: Places;
  /** What keeps all cases from being run, beside what is wrong with single ones. */
  readonly ownProblems: readonly TestFileProblem[];
}

/** The policy that a test file is about. */
export interface TestedPolicy {
  readonly uri: vscode.Uri;
  readonly document: PolicyDocument;
  readonly parsed: ParsedPolicy;
  readonly places: Places;
}

/** More test files than this are not looked for. */
const mostFiles = 1000;

/** The policy test files of the workspace, on disk, that are not excluded. */
export async function testFilesOnDisk(): Promise<readonly vscode.Uri[]> {
  return await vscode.workspace.findFiles(`**/*${testFileEnding}`, '**/node_modules/**', mostFiles);
}

/** Those in editors, saved or not; not the copies that a comparison shows. */
export function openTestFiles(): readonly vscode.Uri[] {
  return vscode.workspace.textDocuments.map(({ uri }) => uri).filter(isTestFile);
}

/** A file that somebody writes. */
export function isTestFile(uri: vscode.Uri): boolean {
  return (
    uri.path.endsWith(testFileEnding) &&
    (uri.scheme === 'untitled' || vscode.workspace.fs.isWritableFileSystem(uri.scheme) === true)
  );
}

/** Reads a test file; undefined where it is gone. */
export async function readTestFile(uri: vscode.Uri): Promise<TestFile | undefined> {
  const text = await textAt(uri);
  if (text === undefined) return undefined;
  const tests = parsePolicyTests(text);
  const ofCases = new Set(tests.cases.flatMap(({ problems }) => problems));
  // A mistake of syntax inside a case shifts what comes after it: nothing is run then.
  const ownProblems = tests.problems.filter((problem) => !ofCases.has(problem));
  return { uri, text, tests, places: new Places(text), ownProblems };
}

/** Where the policy of a test file may be, the likeliest place first. */
export function policyUrisOf({ uri, tests }: TestFile): readonly vscode.Uri[] {
  const folder = vscode.Uri.joinPath(uri, '..');
  return policyPathsFor(uri.path.slice(uri.path.lastIndexOf('/') + 1), tests).map((path) =>
    vscode.Uri.joinPath(folder.scheme === 'untitled' ? folder.with({ scheme: 'file' }) : folder, path),
  );
}

/** The policy of a test file, or a sentence on why there is none that could be tested. */
export async function policyOf(file: TestFile): Promise<TestedPolicy | string> {
  const { l10n } = vscode;
  const uris = policyUrisOf(file);
  for (const uri of uris) {
    const text = await textAt(uri);
    if (text === undefined) continue;
    const parsed = parsePolicy(text);
    const reading = readPolicyDocument(parsed.sentText ?? text);
    if (!reading.ok)
      return l10n.t('{0} cannot be tested. {1}', vscode.workspace.asRelativePath(uri), reading.problem);
    return { uri, document: reading.document, parsed, places: new Places(text) };
  }
  const names = uris.map((uri) => vscode.workspace.asRelativePath(uri)).join(', ');
  return uris.length === 0
    ? l10n.t(
        'The file does not say which policy it is about. Write "policy": "NAME.vault-lock.json" into it.',
      )
    : l10n.t('The policy is not there: {0}. Write the path of another into the field "policy".', names);
}

/** The cases under names that stay the same while others are added: the second of a name has a number. */
export function namedCases({
  tests,
}: TestFile): readonly { readonly id: string; readonly testCase: PolicyTestCase }[] {
  const counts = new Map<string, number>();
  return tests.cases.map((testCase) => {
    const count = (counts.get(testCase.name) ?? 0) + 1;
    counts.set(testCase.name, count);
    return { id: count === 1 ? testCase.name : `${testCase.name} (${count})`, testCase };
  });
}
