import {
  dayInJson,
  daysInJson,
  plainText,
  whoInJson,
  type Band,
  type EffectRow,
  type EffectTable,
  type Fact,
} from '../../policy';
import type { ExplainedFile } from './explainedFile';

/** The form of `--format json`; README.md says what is in it. Members are only ever added. */
export function jsonReport({ path, explanation, diagnostics, lines }: ExplainedFile): string {
  const { table, problem, facts } = explanation;
  const report = {
    path,
    problem: problem ?? null,
    vault: table ? { arn: table.effect.vaultArn, known: table.effect.vaultIsKnown } : null,
    callers: (table?.effect.callers.list ?? []).map(({ principal, kind, named }) => ({
      principal,
      kind,
      named,
    })),
    complete: table?.complete ?? false,
    limits: table?.limits ?? [],
    summary: table ? facts.map((fact) => factInJson(fact, table)) : [],
    firstDeletableDay: table ? firstDays(facts, table) : [],
    rows: table ? table.rows.map((row) => rowInJson(row, table)) : [],
    hazards: diagnostics.map(({ code, severity, message, range }) => ({
      code,
      severity,
      message,
      range: { start: lines.positionAt(range.start), end: lines.positionAt(range.end) },
    })),
  };
  return JSON.stringify(report, undefined, 2);
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
    statements,
  };
}

function firstDays(facts: readonly Fact[], table: EffectTable) {
  return facts.flatMap(({ kind, day, certain, callers, states, statements }) =>
    kind === 'first-deletable-day'
      ? [{ ...whoInJson(callers, states, table), day: day ?? null, certain, statements }]
      : [],
  );
}

function rowInJson({ actions, hasAge, callers, states, bands }: EffectRow, table: EffectTable) {
  return { actions, hasAge, ...whoInJson(callers, states, table), bands: bands.map(bandInJson) };
}

function bandInJson({ from, to, outcome, statements, possible, why }: Band) {
  return {
    fromDay: from,
    toDay: dayInJson(to),
    outcome,
    statements,
    possible,
    ...(why === undefined ? {} : { why }),
  };
}
