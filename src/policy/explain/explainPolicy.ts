import { effectOf, isEveryAge, type Effect } from '../effect';
import { bullets, code, paragraphs } from '../hover/markdown';
import { inSeries } from '../inSeries';
import type { Diagnostic, Severity } from '../lint/diagnostic';
import { dateAfter } from '../retention/calendar';
import { daysInWords } from '../retention/ageInWords';
import type { ParsedPolicy } from '../syntax/parsedPolicy';
import { readPolicyDocument } from '../syntax/readPolicyDocument';
import { parseVaultArn } from '../syntax/vaultArn';
import { vaultPolicyActions } from '../vocabulary/actions';
import { agesInWords, deletionTable, type DeletionTable } from './deletionTable';
import { looseStatement } from './looseStatement';
import { statementInWords } from './statementInWords';

export interface ExplainOptions {
  /** How the file is called. */
  readonly name: string;
  /** Now, in epoch milliseconds. */
  readonly now: number;
  /** What the rules say of it. */
  readonly diagnostics: readonly Diagnostic[];
  /** The vault it is meant for. */
  readonly vaultArn?: string | undefined;
}

/** Statements and findings beyond these are counted. */
const mostStatements = 100;
const mostFindings = 50;

/**
 * What a policy does, as a page of Markdown in plain language: from when on archives can be deleted and by whom, each
 * statement in a sentence, and what to look at before locking. Never throws, whatever the text.
 */
export function explainPolicy(parsed: ParsedPolicy, options: ExplainOptions): string {
  const reading = readPolicyDocument(parsed.sentText ?? parsed.policyText);
  const effect = reading.ok ? effectOf(reading.document, { vaultArn: options.vaultArn }) : undefined;
  return `${paragraphs(
    '# What this policy does',
    effect ? `${code(options.name)} ${aboutVault(effect)}` : code(options.name),
    reading.ok
      ? undefined
      : `**It cannot be read as it stands**, and Glacier would refuse it. ${escaped(reading.problem)}`,
    effect && deletion(effect, options.now),
    effect && otherDenials(effect),
    statements(parsed, effect?.vaultIsKnown === true ? effect.vaultArn : undefined),
    findings(parsed, options.diagnostics),
    always(effect),
  )}\n`;
}

function aboutVault({ vaultArn, vaultIsKnown }: Effect): string {
  const vault = parseVaultArn(vaultArn);
  if (!vaultIsKnown || !vault) return 'is for any vault: it names none.';
  return `is for the vault ${code(vault.name)} in ${vault.region}, account ${vault.account}.`;
}

function deletion(effect: Effect, now: number): string {
  const table = deletionTable(effect);
  return paragraphs(
    '## When archives can be deleted',
    ...tableInWords(table),
    ...firstDay(effect, now),
    fineprint,
  );
}

const fineprint =
  '_As far as this policy goes: other policies must allow it as well. Days are whole days since the upload of each archive._';

function tableInWords({ callers, rows }: DeletionTable): readonly string[] {
  const [row] = rows;
  const [cell] = row?.deletable ?? [];
  if (rows.length === 1 && callers.length === 1 && cell !== undefined)
    return [`${callers[0] ?? ''}: ${cell}.`];
  return [
    [
      `| When | ${callers.join(' | ')} |`,
      `| :-- |${callers.map(() => ' :-- |').join('')}`,
      ...rows.map(({ when, deletable }) => `| ${[when, ...deletable].map(inCell).join(' | ')} |`),
    ].join('\n'),
  ];
}

/** The retention in calendar terms and dates, where it is the same for everyone. */
function firstDay(effect: Effect, now: number): readonly string[] {
  const { callers, states } = effect;
  const days = callers.list.map((caller) => effect.firstDeletableDay(caller, 0).day);
  const [day] = days;
  const same = days.every((other) => other === day) && states.untagged !== 0n;
  const today = dateAfter(now, 0);
  const then = day === undefined ? undefined : dateAfter(now, day);
  if (!same || day === undefined || day === 0 || today === undefined || then === undefined) return [];
  const tagged = states.facets.some(({ kind, values }) => kind === 'tag' && values.length > 1);
  return [
    `${daysInWords(day)}. An archive uploaded today (${today}) can be deleted from **${then}** on${tagged ? ', if no tag holds it' : ''}.`,
  ];
}

/** What is denied beside deletion, alike ones together. */
function otherDenials(effect: Effect): string | undefined {
  const groups = new Map<string, string[]>();
  for (const { name } of vaultPolicyActions) {
    if (name === 'DeleteArchive') continue;
    const how = howDenied(effect, name);
    if (how === undefined) continue;
    const group = groups.get(how);
    if (group) group.push(name);
    else groups.set(how, [name]);
  }
  if (groups.size === 0) return undefined;
  return paragraphs(
    '## What else is denied',
    bullets([...groups].map(([how, names]) => `${inSeries(names)}: ${how}`)),
  );
}

function howDenied(effect: Effect, action: string): string | undefined {
  const toAll = effect.deniedAges({ action }, 'certain');
  if (isEveryAge(toAll)) return '**always, to everyone**';
  if (toAll.length > 0) return `to everyone, of archives ${agesInWords(toAll)}`;
  const { callers, states } = effect;
  const places = callers.list.map((_, place) => 1 << place);
  const always = places.filter((one) => effect.deniedAges({ action, callers: one }, 'certain').length > 0);
  if (always.length > 0) return 'to some callers';
  const inSome = Array.from({ length: Math.min(states.count, 128) }, (_, state) => 1n << BigInt(state)).some(
    (one) =>
      places.some(
        (caller) => effect.deniedAges({ action, callers: caller, states: one }, 'possible').length > 0,
      ),
  );
  return inSome ? 'in some situations' : undefined;
}

function statements({ policy }: ParsedPolicy, vaultArn: string | undefined): string | undefined {
  const trees = policy?.statements ?? [];
  if (trees.length === 0) return undefined;
  const lines = trees.slice(0, mostStatements).map((tree, index) => {
    const meaning = looseStatement(tree);
    const sid =
      tree.sid?.value?.kind === 'string' && tree.sid.value.value !== ''
        ? `${code(tree.sid.value.value)}: `
        : '';
    return `${index + 1}. ${sid}${meaning ? `${escaped(statementInWords(meaning, vaultArn))}.` : 'Effect, Principal or Action is missing or wrong.'}`;
  });
  const more = trees.length - lines.length;
  return paragraphs(
    '## Statement by statement',
    lines.join('\n'),
    more > 0 ? `And ${more} more.` : undefined,
  );
}

const severities: Readonly<Record<Severity, string>> = {
  error: '**Error**',
  warning: '**Warning**',
  information: 'Note',
  hint: 'Hint',
};
const bySeverity: readonly Severity[] = ['error', 'warning', 'information'];

function findings({ text }: ParsedPolicy, diagnostics: readonly Diagnostic[]): string {
  const worth = bySeverity.flatMap((severity) => diagnostics.filter((one) => one.severity === severity));
  if (worth.length === 0) return paragraphs('## Before you lock it', 'The rules find nothing against it.');
  const lines = worth
    .slice(0, mostFindings)
    .map(
      ({ severity, range, message, code: rule }) =>
        `${severities[severity]}, line ${lineOf(text, range.start)}: ${escaped(message)} (${rule})`,
    );
  const more = worth.length - lines.length;
  return paragraphs('## Before you lock it', bullets(lines), more > 0 ? `And ${more} more.` : undefined);
}

/** What holds for every vault lock and is often believed otherwise. */
function always(effect: Effect | undefined): string {
  return paragraphs(
    '## Once it is on a vault',
    bullets([
      'It is in full force from Initiate on, not only from Complete.',
      'After 24 hours it is either completed or gone. Complete needs the lock ID, which only Initiate tells.',
      'Completed, it is final at once: nobody can change or remove it, neither the root user nor AWS Support.',
      'The access policy of the vault and IAM policies cannot permit what it denies.',
      effect && fateOfVault(effect),
      'If the requirements change, that takes a new vault with a new lock.',
    ]),
  );
}

function fateOfVault(effect: Effect): string {
  return effect.isAlwaysDenied({ action: 'DeleteVault' })
    ? 'The vault itself can never be deleted, not even when it is empty.'
    : 'The vault itself can still be deleted when it is empty.';
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function inCell(text: string): string {
  return text.replace(/\|/g, '\\|');
}

function escaped(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replace(/([\\`*_{}[\]<>|~&$#])/g, '\\$1');
}
