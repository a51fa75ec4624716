import { policySha256 } from '../locking/policyIdentity';
import {
  canonicalText,
  deletionByStatement,
  effectPicture,
  explanationOf,
  lint,
  parsePolicy,
  readPolicyDocument,
  statementInWords,
  type FactKind,
  type Severity,
} from '../policy';
import { policyText } from './accessPolicy';
import type { PolicyEvidence, PolicyMeaning, Tag } from './evidence';
import { holdEvidence } from './holdEvidence';

/** What can be done only as long as a lock is in progress. */
const beforeCompletion: ReadonlySet<FactKind> = new Set(['abort-lock', 'complete-lock']);

const bySeverity: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/**
 * What a policy in force is and does.
 *
 * @param text As Glacier gave it.
 * @param now Glacier's clock, epoch milliseconds: by it rules about dates tell what has passed already.
 * @param tags Those of the vault; undefined where they were not read.
 * @param isInProgress Whether the lock can still be completed or aborted.
 */
export function policyEvidence(
  text: string,
  vaultArn: string,
  now: number,
  tags: readonly Tag[] | undefined,
  isInProgress: boolean,
): PolicyEvidence {
  const diagnostics = lint(parsePolicy(text), { targetVaultArn: vaultArn, now: new Date(now) });
  const findings = bySeverity.flatMap((severity) =>
    diagnostics
      .filter((one) => one.severity === severity)
      .map(({ code, message }) => ({ severity, code, message })),
  );
  return {
    ...policyText(text),
    meaning: meaningOf(text, vaultArn, now, tags, isInProgress),
    findings: findings.filter(
      (one, place) =>
        findings.findIndex(({ code, message }) => code === one.code && message === one.message) === place,
    ),
  };
}

function meaningOf(
  text: string,
  vaultArn: string,
  now: number,
  tags: readonly Tag[] | undefined,
  isInProgress: boolean,
): PolicyEvidence['meaning'] {
  const reading = readPolicyDocument(text);
  if (!reading.ok) return { readable: false, problem: reading.problem };
  const { document } = reading;
  const { table, facts, problem } = explanationOf(parsePolicy(text), {
    name: '',
    now,
    diagnostics: [],
    vaultArn,
  });
  if (table === undefined) return { readable: false, problem: problem ?? '' };
  const canonical = canonicalText(document);
  const picture = effectPicture(document, { vaultArn });
  const deletion = deletionByStatement(document, { vaultArn });
  const meaning: PolicyMeaning = {
    canonical: { text: canonical, sha256: policySha256(canonical) },
    headline: picture.headline,
    facts: isInProgress ? facts : facts.filter(({ kind }) => !beforeCompletion.has(kind)),
    table,
    picture,
    statements: document.statements.map((statement, index) => ({
      number: index + 1,
      sid: statement.sid,
      effect: statement.effect,
      text: statementInWords(statement, vaultArn, document.version),
      deletion: deletion[index]?.rows ?? [],
    })),
    hold: holdEvidence(document, table, facts, tags),
  };
  return { readable: true, ...meaning };
}
