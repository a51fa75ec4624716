import path from 'node:path';
import {
  parsePolicy,
  parsePolicyTests,
  policyPathsFor,
  readPolicyDocument,
  runPolicyTests,
  testFileEnding,
  type PolicyDocument,
  type PolicyTests,
} from '../../policy';
import { nameOf, standardInput } from '../lint/judgedFile';
import { LineIndex } from '../lint/lineIndex';
import { isThere } from '../lint/policyPaths';
import { readText } from '../lint/readText';
import type { TestedFile } from './testedFile';

/** Runs the tests of a file on the policy that they are about. Never rejects for what a person wrote. */
export async function runTestFile(file: string, text: string): Promise<TestedFile> {
  const lines = new LineIndex(text);
  const tests = parsePolicyTests(text);
  if (tests.problems.length > 0) return { state: 'malformed', path: file, lines, problems: tests.problems };
  const policy = await policyOf(file, tests);
  if (typeof policy === 'string')
    return { state: 'untested', path: file, lines, problem: `${nameOf(file)}: ${policy}` };
  const { document, policyPath } = policy;
  return { state: 'run', path: file, lines, policyPath, document, results: runPolicyTests(tests, document) };
}

interface FoundPolicy {
  readonly policyPath: string;
  readonly document: PolicyDocument;
}

/** The policy that the tests of a file are about, or a sentence on why there is none. */
async function policyOf(file: string, tests: PolicyTests): Promise<FoundPolicy | string> {
  const folder = file === standardInput ? '' : path.dirname(file);
  const candidates = policyPathsFor(path.basename(file), tests).map((each) => path.join(folder, each));
  if (candidates.length === 0)
    return `says not which policy it is about. Write "policy": "NAME.vault-lock.json" into it, or call it NAME${testFileEnding}.`;
  for (const candidate of candidates) if (await isThere(candidate)) return readPolicy(candidate);
  return `its policy is not there: ${candidates.join(' or ')}.`;
}

async function readPolicy(policyPath: string): Promise<FoundPolicy | string> {
  const reading = await readText(policyPath);
  if (!reading.ok) return `its policy cannot be read: ${reading.problem}`;
  const { sentText } = parsePolicy(reading.text);
  const policy = readPolicyDocument(sentText ?? reading.text);
  if (!policy.ok) return `its policy ${policyPath} cannot be tested. ${policy.problem}`;
  return { policyPath, document: policy.document };
}
