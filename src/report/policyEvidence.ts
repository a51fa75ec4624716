import { policySha256 } from '../locking/policyIdentity';
import {
  canonicalText,
  deletionByStatement,
  effectPicture,
  explanationOf,
  lint,
  parsePolicy,
  plainText,
  readPolicyDocument,
  statementInWords,
  type EffectTable,
  type Fact,
  type Severity,
} from '../policy';
import type { HoldEvidence, PolicyEvidence, PolicyMeaning } from './evidence';

const bySeverity: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/**
 * What a policy in force is and does.
 *
 * @param text As Glacier gave it.
 * @param now Glacier's clock, epoch milliseconds: by it rules about dates tell what has passed already.
 */
export function policyEvidence(text: string, vaultArn: string, now: number): PolicyEvidence {
  const diagnostics = lint(parsePolicy(text), { targetVaultArn: vaultArn, now: new Date(now) });
  const findings = bySeverity.flatMap((severity) =>
    diagnostics
      .filter((one) => one.severity === severity)
      .map(({ code, message }) => ({ severity, code, message })),
  );
  return {
    text,
    bytes: Buffer.byteLength(text, 'utf8'),
    sha256: policySha256(text),
    meaning: meaningOf(text, vaultArn, now),
    findings: findings.filter(
      (one, place) =>
        findings.findIndex(({ code, message }) => code === one.code && message === one.message) === place,
    ),
  };
}

function meaningOf(text: string, vaultArn: string, now: number): PolicyEvidence['meaning'] {
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
    facts,
    table,
    picture,
    statements: document.statements.map((statement, index) => ({
      number: index + 1,
      sid: statement.sid,
      effect: statement.effect,
      text: statementInWords(statement, vaultArn, document.version),
      deletion: deletion[index]?.rows ?? [],
    })),
    hold: holdOf(table, facts),
  };
  return { readable: true, ...meaning };
}

/** The tags that decide about requests, and who may change them as far as the policy tells. */
function holdOf({ effect }: EffectTable, facts: readonly Fact[]): HoldEvidence {
  const tags = effect.states.facets.flatMap(({ key, kind, values }) =>
    kind === 'tag'
      ? [{ tag: key.slice(key.indexOf('/') + 1), values: values.map((value) => value ?? null) }]
      : [],
  );
  const isAboutTags = ({ actions }: Fact): boolean =>
    actions.includes('AddTagsToVault') || actions.includes('RemoveTagsFromVault');
  return {
    tags,
    whoMayChange:
      tags.length === 0
        ? []
        : facts
            .filter((fact) => fact.kind === 'change-tags' || (fact.kind !== 'frozen' && isAboutTags(fact)))
            .map(({ text }) => plainText(text)),
  };
}
