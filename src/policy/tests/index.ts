export { callerWords } from './callerWords';
export type { Outcome } from './caseBands';
export { explainCase } from './explainCase';
export { parsePolicyTests } from './parsePolicyTests';
export { pinPolicy } from './pinPolicy';
export { policyPathsFor, testFileEnding, testFileNameFor } from './policyPaths';
export { expectations, type Expectation, type PolicyTestCase, type PolicyTests } from './policyTests';
export {
  deviationInWords,
  runPolicyTests,
  statementNames,
  type CaseResult,
  type Deviation,
} from './runPolicyTests';
export { runTestFilesOn, type TestFileResult, type TestFileText, type TestReport } from './runTestFilesOn';
export type { TestFileProblem, TestFileProblemCode } from './testFileProblem';
export { wordsOfPolicy, type WordsOfPolicy } from './wordsOfPolicy';
