import { policySha256 } from '../locking/policyIdentity';
import { readPolicyDocument, statementInWords } from '../policy';
import type { AccessPolicyEvidence, PolicyText } from './evidence';

/** A policy by its text as it came. */
export function policyText(text: string): PolicyText {
  return { text, bytes: Buffer.byteLength(text, 'utf8'), sha256: policySha256(text) };
}

/** What the access policy of a vault is, and what its statements do. */
export function accessPolicy(text: string, vaultArn: string): AccessPolicyEvidence {
  const reading = readPolicyDocument(text);
  return {
    ...policyText(text),
    statements: reading.ok
      ? reading.document.statements.map((statement) =>
          statementInWords(statement, vaultArn, reading.document.version),
        )
      : undefined,
  };
}
