import { originOf } from '../glacier/callContext';
import { findingInWords, verdictInWords } from '../locking/ledger/ledgerText';
import {
  dayInJson,
  daysInJson,
  plainText,
  whoInJson,
  type Band,
  type EffectRow,
  type EffectTable,
  type Fact,
} from '../policy';
import type {
  Actor,
  Evidence,
  PolicyEvidence,
  PolicyMeaning,
  StatementEvidence,
  VaultEvidence,
} from './evidence';
import type { FileSource, LockReadingSource, OtherReading, UnlistedRegion } from './sources';
import { visibleJson } from './visibleText';

/** Counts the form of the JSON: members are added under the same number, and nothing is ever renamed or removed. */
export const reportForm = 1;

/**
 * A report as JSON, of the form that `media/schemas/vault-lock-evidence.schema.json` describes. The same report gives
 * the same bytes. Characters that cannot be seen are written as escapes.
 */
export function jsonReport(evidence: Evidence): string {
  return `${visibleJson(JSON.stringify(reportInJson(evidence), undefined, 2))}\n`;
}

function reportInJson({ tool, localTime, user, host, vaults, unlisted, ledger, limits }: Evidence) {
  return {
    form: reportForm,
    made: {
      by: tool.name,
      version: tool.version,
      localTime: instant(localTime),
      user: user ?? null,
      host: host ?? null,
    },
    vaults: vaults.map(vaultInJson),
    unlisted: unlisted.map(unlistedInJson),
    ledger: ledger.read
      ? {
          path: ledger.path,
          read: true,
          verdict: ledger.verification.verdict,
          inWords: verdictInWords(ledger.verification),
          lines: ledger.verification.lines,
          entries: ledger.verification.entries.length,
          head: ledger.verification.head ?? null,
          findings: ledger.verification.findings.map((finding) => ({
            line: finding.line,
            kind: finding.kind,
            inWords: findingInWords(finding),
          })),
        }
      : { path: ledger.path, read: false, reason: ledger.reason },
    notProved: limits,
  };
}

function vaultInJson({
  vault,
  reading,
  policy,
  tags,
  accessPolicy,
  file,
  tests,
  ledger,
  ledgerDoubt,
  actors,
  notRead,
  steps,
}: VaultEvidence) {
  return {
    name: vault.name,
    arn: vault.arn,
    account: vault.account,
    region: vault.region,
    connection: connectionInJson(vault.connection),
    created: instant(vault.created),
    lock: lockInJson(reading),
    policy: policy === undefined ? null : policyInJson(policy),
    tags: otherInJson(tags, (value) => ({ tags: value })),
    accessPolicy: otherInJson(accessPolicy, (value) => ({
      text: value?.text ?? null,
      bytes: value?.bytes ?? null,
      sha256: value?.sha256 ?? null,
      statements: value?.statements ?? null,
    })),
    file: fileInJson(file),
    tests,
    ledger: ledger === undefined ? null : ledger.entries.map(({ members }) => members),
    ledgerDoubt: ledgerDoubt ?? null,
    initiated: actorInJson(actors?.initiated, ledgerDoubt),
    completed: actorInJson(actors?.completed, ledgerDoubt),
    notRead,
    verify: steps,
  };
}

/** Whom a ledger names is as certain as the ledger. */
function actorInJson(actor: Actor | undefined, ledgerDoubt: string | undefined) {
  if (actor?.known !== true || ledgerDoubt === undefined) return actor ?? null;
  return { ...actor, doubt: actor.doubt === undefined ? ledgerDoubt : `${actor.doubt} ${ledgerDoubt}` };
}

function otherInJson<T>(reading: OtherReading<T>, write: (value: T) => Readonly<Record<string, unknown>>) {
  if (!reading.read) {
    const { code, reason, requestId } = reading.failure;
    return { read: false, code, reason, requestId: requestId ?? null };
  }
  const { value, requestId, glacierTime } = reading;
  return {
    read: true,
    ...write(value),
    requestId: requestId ?? null,
    glacierTime: instant(glacierTime),
  };
}

function connectionInJson({ name, kind, practice, profile, endpoint }: VaultEvidence['vault']['connection']) {
  return {
    name,
    kind,
    practice,
    profile: profile ?? null,
    endpoint: endpoint === undefined ? null : originOf(endpoint),
  };
}

function unlistedInJson({ connection, region, failure }: UnlistedRegion) {
  const { code, reason, requestId } = failure;
  return {
    connection: connectionInJson(connection),
    region,
    code,
    reason,
    requestId: requestId ?? null,
  };
}

/** States as GetVaultLock names them; `None` stands for its 404. */
function lockInJson(reading: LockReadingSource) {
  if (!reading.read) {
    const { code, reason, requestId } = reading.failure;
    return {
      read: false,
      code,
      reason,
      requestId: requestId ?? null,
      localTime: instant(reading.localTime),
    };
  }
  const { lock, requestId, glacierTime, localTime } = reading;
  const common = {
    requestId: requestId ?? null,
    glacierTime: instant(glacierTime),
    localTime: instant(localTime),
  };
  switch (lock.state) {
    case 'none':
      return { read: true, state: 'None', created: null, expires: null, ...common };
    case 'inProgress':
      return {
        read: true,
        state: 'InProgress',
        created: instant(lock.created),
        expires: instant(lock.expires),
        ...common,
      };
    case 'locked':
      return { read: true, state: 'Locked', created: instant(lock.created), expires: null, ...common };
  }
}

function policyInJson({ text, bytes, sha256, meaning, findings }: PolicyEvidence) {
  return {
    text,
    bytes,
    sha256,
    problem: meaning.readable ? null : meaning.problem,
    canonical: meaning.readable ? meaning.canonical : null,
    effect: meaning.readable ? effectInJson(meaning) : null,
    findings,
  };
}

function effectInJson({ headline, facts, table, statements, hold }: PolicyMeaning) {
  return {
    headline,
    facts: facts.map((fact) => factInJson(fact, table)),
    statements: statements.map(statementInJson),
    rows: table.rows.map((row) => rowInJson(row, table)),
    complete: table.complete,
    limits: table.limits,
    hold: {
      ...hold,
      now:
        hold.now?.map(({ callers, denied, text }) => ({ callers, deniedDays: daysInJson(denied), text })) ??
        null,
    },
  };
}

function statementInJson({ number, sid, effect, text, deletion }: StatementEvidence) {
  return {
    number,
    sid: sid ?? null,
    effect,
    text,
    firstDeletableDay: deletion.map(({ callers, situation, deletable, day, certain }) => ({
      callers,
      situation,
      deletable,
      day: day ?? null,
      certain,
    })),
  };
}

function factInJson(fact: Fact, table: EffectTable) {
  const { kind, text, answer, day, certain, actions, callers, states, ages, statements } = fact;
  return {
    fact: kind,
    text: plainText(text),
    ...(answer === undefined ? {} : { answer }),
    ...(day === undefined ? {} : { day }),
    certain,
    actions,
    ...whoInJson(callers, states, table),
    days: daysInJson(ages),
    statements: statements.map((index) => index + 1),
  };
}

function rowInJson({ actions, hasAge, callers, states, bands }: EffectRow, table: EffectTable) {
  return { actions, hasAge, ...whoInJson(callers, states, table), bands: bands.map(bandInJson) };
}

function bandInJson({ from, to, outcome, statements, why }: Band) {
  return {
    fromDay: from,
    toDay: dayInJson(to),
    outcome,
    statements: statements.map((index) => index + 1),
    ...(why === undefined ? {} : { why }),
  };
}

function fileInJson(file: FileSource) {
  if (file.kind !== 'file') return file;
  const { kind, path, agreement, unsaved, commit } = file;
  return {
    kind,
    path,
    agreement: agreement ?? null,
    unsaved,
    commit:
      commit.kind === 'none'
        ? commit
        : {
            kind: commit.kind,
            hash: commit.hash,
            branch: commit.branch ?? null,
            date: commit.date ?? null,
            file:
              commit.file.kind === 'present'
                ? { ...commit.file, agreement: commit.file.agreement ?? null }
                : commit.file,
          },
  };
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
