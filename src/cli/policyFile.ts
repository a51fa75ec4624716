import { parsePolicy, readPolicyDocument, type PolicyDocument } from '../policy';
import { readText } from './lint/readText';

export type PolicyFileReading =
  | { readonly ok: true; readonly document: PolicyDocument }
  /** `problem` is a sentence that names the path. */
  | { readonly ok: false; readonly problem: string };

/** Reads the policy in a file, in either envelope, as Glacier would take it. Never rejects. */
export async function readPolicyFile(path: string): Promise<PolicyFileReading> {
  const file = await readText(path);
  if (!file.ok) return file;
  const { sentText, policyText, syntaxErrors, envelope } = parsePolicy(file.text);
  const [error] = syntaxErrors;
  if (envelope === 'wrapper' && sentText === undefined)
    return refuse(path, `The wrapper is not valid JSON${error ? `: ${error.what}` : ''}.`);
  const reading = readPolicyDocument(sentText ?? policyText);
  return reading.ok ? reading : refuse(path, reading.problem);
}

function refuse(path: string, problem: string): PolicyFileReading {
  return { ok: false, problem: `${path}: ${problem}` };
}
