import type { PolicyDocument } from '../document';
import {
  callersInWords,
  effectOf,
  effectTable,
  statesInWords,
  summaryOf,
  type EffectSummary,
} from '../effect';
import { inSeries } from '../inSeries';
import type { Diagnostic, Severity } from '../lint/diagnostic';
import { dateAfter } from '../retention/calendar';
import type { ParsedPolicy } from '../syntax/parsedPolicy';
import type { StatementTree } from '../syntax/policyTree';
import { readPolicyDocument } from '../syntax/readPolicyDocument';
import { parseVaultArn } from '../syntax/vaultArn';
import { deletableInWords } from './deletionFacts';
import type { Block, Explanation, FindingLine, Section } from './explanation';
import type { Fact, FactKind } from './fact';
import { factsOf } from './factsOf';
import { whatIsMissing } from './incompleteStatement';
import { looseStatement } from './looseStatement';
import { named, strong, unmarked, type Marked } from './marked';
import { statementInFull } from './statementInWords';

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

/** Statements, findings and lines of a list beyond these are counted. */
const mostStatements = 100;
const mostFindings = 50;
const mostLines = 24;

/** More vaults than these are not for one sentence. */
const mostVaults = 4;

/**
 * What a policy does, in plain language: from when on archives can be deleted and by whom, what is denied for good, what
 * the owner can still do, each statement in a sentence, and what to look at before locking. Never throws, whatever the
 * text.
 */
export function explanationOf(parsed: ParsedPolicy, options: ExplainOptions): Explanation {
  const reading = readPolicyDocument(parsed.sentText ?? parsed.policyText);
  const effect = reading.ok ? effectOf(reading.document, { vaultArn: options.vaultArn }) : undefined;
  const summary = effect && summaryOf(effectTable(effect));
  const facts = summary ? factsOf(summary) : [];
  const vaultArn = effect?.vaultIsKnown === true ? effect.vaultArn : undefined;
  return {
    about:
      reading.ok && summary
        ? `${named(options.name)} ${aboutVault(reading.document, summary)}`
        : named(options.name),
    problem: reading.ok ? undefined : reading.problem,
    table: summary?.table,
    facts,
    sections: [
      ...(summary ? effectSections(summary, facts, options.now) : []),
      ...findings(parsed, options.diagnostics),
      ...statements(parsed, vaultArn, reading.ok ? reading.document.version : undefined),
      ...(summary ? [onceItIsThere(facts)] : []),
    ],
  };
}

function aboutVault({ statements }: PolicyDocument, { table: { effect } }: EffectSummary): Marked {
  const vault = parseVaultArn(effect.vaultArn);
  if (!effect.vaultIsKnown || !vault) {
    const left = [
      ...new Set(statements.flatMap(({ resource }) => (resource.negated ? resource.entries : []))),
    ];
    if (left.length === 0) return 'is for any vault: it names none.';
    const names = left.length > mostVaults ? `${left.length} patterns of vaults` : inSeries(left.map(named));
    return `names no vault but for what it leaves out: ${names}.`;
  }
  return `is for the vault ${named(vault.name)} in ${vault.region}, account ${vault.account}.`;
}

function effectSections(summary: EffectSummary, facts: readonly Fact[], now: number): readonly Section[] {
  const section = (heading: string, lines: readonly Marked[]): readonly Section[] =>
    lines.length === 0 ? [] : [{ heading, blocks: bulletsOf(lines) }];
  return [
    {
      heading: 'When archives can be deleted',
      blocks: deletion(summary, facts, now),
    },
    ...section('What is denied for good', textsOf(facts, 'frozen')),
    ...section('What else is denied', textsOf(facts, 'restricted')),
    ...section(
      'What the owner can still do',
      textsOf(facts, 'retrieve', 'upload', 'delete-vault', 'change-tags', 'change-access-policy'),
    ),
    ...section('The 24 hours after Initiate', textsOf(facts, 'abort-lock', 'complete-lock')),
    ...section('What it allows for good', textsOf(facts, 'permanent-allow')),
  ];
}

function textsOf(facts: readonly Fact[], ...kinds: readonly FactKind[]): readonly Marked[] {
  return facts.filter(({ kind }) => kinds.includes(kind)).map(({ text }) => text);
}

function deletion(summary: EffectSummary, facts: readonly Fact[], now: number): readonly Block[] {
  const { table } = summary;
  return [
    ...deletionTable(summary),
    ...bulletsOf([
      ...inOneSentence(summary, facts),
      ...firstDate(summary, now),
      ...textsOf(facts, 'protection-gap', 'not-covered'),
    ]),
    ...table.limits.map((text): Block => ({
      kind: 'text',
      text: `${strong('Not everything is shown.')} ${text}`,
    })),
    { kind: 'fineprint', text: fineprint },
  ];
}

const fineprint =
  'As far as this policy goes: other policies must allow it as well. Days are whole days since the upload of each archive.';

function deletionTable({ deletion: rows, table: { effect } }: EffectSummary): readonly Block[] {
  const [only] = rows;
  if (only && rows.length === 1)
    return [
      { kind: 'text', text: `${callersInWords(only.callers, effect, named)}: ${deletableInWords(only)}.` },
    ];
  const told = rows.slice(0, mostLines);
  const situations = told.map(({ states }) => statesInWords(states, effect, named) || 'Always');
  const isAlways = situations.every((situation) => situation === 'Always');
  const more = rows.length - told.length;
  return [
    {
      kind: 'table',
      head: ['Who', ...(isAlways ? [] : ['Situation']), 'Archives can be deleted'],
      rows: told.map((row, place) => [
        callersInWords(row.callers, effect, named),
        ...(isAlways ? [] : [situations[place] ?? '']),
        deletableInWords(row),
      ]),
    },
    ...(more > 0 ? [{ kind: 'text' as const, text: `And ${more} more.` }] : []),
  ];
}

/** A sentence where one is enough; a table says the same for several. */
function inOneSentence({ deletion: rows }: EffectSummary, facts: readonly Fact[]): readonly Marked[] {
  return rows.length === 1 ? textsOf(facts, 'first-deletable-day') : [];
}

/** The date that the retention comes to, where it is the same for everyone. */
function firstDate({ deletion: rows, table: { effect } }: EffectSummary, now: number): readonly Marked[] {
  // Tags hold an archive longer; how long it is held at least is what the vault without tags says.
  const usual = effect.states.untagged;
  const here = rows.filter(({ states }) => states.some((state) => usual & (1n << BigInt(state))));
  const days = new Set(here.map(({ day }) => day));
  const [day] = days;
  if (days.size !== 1 || day === undefined || day === 0) return [];
  const today = dateAfter(now, 0);
  const then = dateAfter(now, day);
  if (today === undefined || then === undefined) return [];
  const tagged = effect.states.facets.some(({ kind, values }) => kind === 'tag' && values.length > 1);
  return [
    `An archive uploaded today (${today}) can be deleted from ${strong(then)} on${tagged ? ', if no tag holds it' : ''}.`,
  ];
}

function statements(
  { policy }: ParsedPolicy,
  vaultArn: string | undefined,
  version: PolicyDocument['version'] | undefined,
): readonly Section[] {
  const trees = policy?.statements ?? [];
  if (trees.length === 0) return [];
  const more = trees.length - mostStatements;
  return [
    {
      heading: 'Statement by statement',
      blocks: [
        {
          kind: 'numbers',
          items: trees.slice(0, mostStatements).map((tree) => statementLine(tree, vaultArn, version)),
        },
        ...(more > 0 ? [{ kind: 'text' as const, text: `And ${more} more.` }] : []),
      ],
    },
  ];
}

function statementLine(
  tree: StatementTree,
  vaultArn: string | undefined,
  version: PolicyDocument['version'] | undefined,
): Marked {
  const meaning = looseStatement(tree);
  const sid = tree.sid?.value?.kind === 'string' ? tree.sid.value.value : '';
  const name = sid === '' ? '' : `${named(sid)}: `;
  return `${name}${meaning ? `${unmarked(statementInFull(meaning, vaultArn, version))}.` : whatIsMissing(tree)}`;
}

const bySeverity: readonly Severity[] = ['error', 'warning', 'information'];

function findings({ text }: ParsedPolicy, diagnostics: readonly Diagnostic[]): readonly Section[] {
  const heading = 'Before you lock it';
  const worth = bySeverity.flatMap((severity) => diagnostics.filter((one) => one.severity === severity));
  if (worth.length === 0)
    return [{ heading, blocks: [{ kind: 'text', text: 'The rules find nothing against it.' }] }];
  const lines = findingLines(worth, text);
  const more = lines.length - mostFindings;
  return [
    {
      heading,
      blocks: [
        { kind: 'findings', findings: lines.slice(0, mostFindings) },
        ...(more > 0 ? [{ kind: 'text' as const, text: `And ${more} more.` }] : []),
      ],
    },
  ];
}

/** The same finding in several places is told once. */
function findingLines(diagnostics: readonly Diagnostic[], text: string): readonly FindingLine[] {
  const starts = [...text.matchAll(/\n/g)].map(({ index }) => index);
  const groups = new Map<string, FindingLine & { readonly lines: number[] }>();
  for (const { severity, range, message, code } of diagnostics) {
    const key = JSON.stringify([severity, message, code]);
    const line = lineAt(range.start, starts);
    const group = groups.get(key);
    if (!group) groups.set(key, { severity, lines: [line], message: unmarked(message), rule: code });
    else if (!group.lines.includes(line)) group.lines.push(line);
  }
  return [...groups.values()];
}

/** One-based. */
function lineAt(offset: number, lineFeeds: readonly number[]): number {
  const before = lineFeeds.findIndex((at) => at >= offset);
  return (before === -1 ? lineFeeds.length : before) + 1;
}

/** What holds for every vault lock and is often believed otherwise. */
function onceItIsThere(facts: readonly Fact[]): Section {
  const cannotComplete = facts.some(({ kind, answer }) => kind === 'complete-lock' && answer === 'no');
  return {
    heading: 'Once it is on a vault',
    blocks: bulletsOf([
      'It is in full force from Initiate on, not only from Complete.',
      ...(cannotComplete
        ? []
        : [
            'After 24 hours it is either completed or gone. Complete needs the lock ID, which only Initiate tells.',
          ]),
      'Completed, it is final at once: nobody can change or remove it, neither the root user nor AWS Support.',
      'The access policy of the vault and IAM policies cannot permit what it denies.',
      'If the requirements change, that takes a new vault with a new lock.',
    ]),
  };
}

function bulletsOf(lines: readonly Marked[]): readonly Block[] {
  if (lines.length === 0) return [];
  const more = lines.length - mostLines;
  return [
    { kind: 'bullets', items: lines.slice(0, mostLines) },
    ...(more > 0 ? [{ kind: 'text' as const, text: `And ${more} more.` }] : []),
  ];
}
