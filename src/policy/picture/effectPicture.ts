import type { PolicyDocument } from '../document';
import { effectOf, type Effect } from '../effect';
import {
  callersInWords,
  effectTable,
  statesInWords,
  type Band,
  type EffectRow,
  type Outcome,
} from '../effect';
import { statementInWords } from '../explain/statementInWords';
import { roughly } from '../retention/calendar';
import { parseVaultArn } from '../syntax/vaultArn';
import { findRegion } from '../vocabulary/regions';
import { withThousands } from '../withThousands';
import { actionsInTitle, byWeight, purposeOf, weightOf } from './actionGroups';
import { ageScale, type AgeStretch } from './ageScale';
import { agesInWords } from './days';
import { headline } from './headline';
import { whatIfChoices, whatIfOf, type WhatIf, type WhatIfChoices } from './whatIf';

/**
 * The effect of a policy as it is drawn: ages from left to right, one line for each kind of request that the policy
 * tells apart. Plain data, ready to be sent to a page; ages without an end have no `to`.
 */
export interface EffectPicture {
  /** `the vault finance-records in us-west-2, account 123456789012` */
  readonly about: string;
  /** What matters most, in a few sentences. */
  readonly headline: readonly string[];
  readonly columns: readonly PictureColumn[];
  readonly groups: readonly PictureGroup[];
  /** What the policy says nothing of, in one line; undefined if it says something of every action. */
  readonly silent: string | undefined;
  /** What the picture leaves out, if anything. */
  readonly cut: string | undefined;
  /** The statements that bands name, by their place in the policy. */
  readonly statements: Readonly<Record<number, PictureStatement>>;
  readonly choices: WhatIfChoices;
}

/** A stretch of ages between two break points. */
export interface PictureColumn {
  readonly from: number;
  readonly to?: number;
  /** Its part of the width; all columns together are 1. */
  readonly share: number;
  /** The break point at its start: `Upload`, `365 d`. */
  readonly days: string;
  /** The same in other words, where they say more: `day 0`, `≈ 1 year`. */
  readonly years?: string;
  /** `days 0 to 364` */
  readonly ages: string;
}

/** Requests for the same actions. */
export interface PictureGroup {
  readonly title: string;
  /** All actions by name. */
  readonly actions: readonly string[];
  /** What they are for, if it is one thing. */
  readonly purpose?: string;
  readonly rows: readonly PictureRow[];
}

export interface PictureRow {
  /** Tells the row from all others of the picture, and stays the same while the policy's numbers change. */
  readonly key: string;
  readonly callers: string;
  /** When, if that matters: `Tag LegalHold: true`. */
  readonly states: string;
  readonly bands: readonly PictureBand[];
}

export interface PictureBand {
  readonly outcome: Outcome;
  /** `Denied` */
  readonly word: string;
  /** `on days 0 to 364` */
  readonly ages: string;
  /** The first of the columns that it covers, and their number. */
  readonly column: number;
  readonly span: number;
  readonly endless: boolean;
  /** The whole in a sentence, without the statements. */
  readonly sentence: string;
  /** The statements that decide, by their places in the policy; the first ones if there are many. */
  readonly statements: readonly number[];
  /** How many decide in all. */
  readonly statementCount: number;
  /** A request that it is about. */
  readonly request: WhatIf;
}

export interface PictureStatement {
  /** From 1 on. */
  readonly number: number;
  readonly sid?: string;
  /** What it does, in a line. */
  readonly text: string;
}

export const outcomeWords: Readonly<Record<Outcome, string>> = {
  denied: 'Denied',
  allowed: 'Allowed here',
  open: 'Left to other policies',
  depends: 'Depends',
};

/** Beyond these nobody can read a picture, and drawing it would keep the window busy. */
const mostRows = 80;
const mostColumns = 40;
const mostStatements = 20;

/** Draws what a policy does. */
export function effectPicture(
  document: PolicyDocument,
  options: { readonly vaultArn?: string | undefined } = {},
): EffectPicture {
  const effect = effectOf(document, options);
  const table = effectTable(effect);
  const [spoken, silent] = bySpeaking(table.rows);
  const { rows, breaks, left } = withinBounds(spoken);
  const scale = ageScale(breaks);
  const groups = new Map<string, { actions: readonly string[]; rows: PictureRow[] }>();
  const statements: Record<number, PictureStatement> = {};
  const vaultArn = effect.vaultIsKnown ? effect.vaultArn : undefined;
  for (const row of rows) {
    const key = row.actions.join();
    const group = groups.get(key) ?? { actions: byWeight(row.actions), rows: [] };
    groups.set(key, group);
    group.rows.push(drawRow(row, `${key} ${group.rows.length}`, effect, scale));
    for (const index of row.bands.flatMap((band) => band.statements)) {
      const statement = document.statements[index];
      if (statement)
        statements[index] ??= {
          number: index + 1,
          ...(statement.sid === undefined ? {} : { sid: statement.sid }),
          text: statementInWords(statement, vaultArn, document.version),
        };
    }
  }
  return {
    about: aboutVault(effect),
    headline: headline(table),
    columns: scale.map(drawColumn),
    groups: [...groups.values()].map((group) => {
      const purpose = purposeOf(group.actions);
      return {
        ...group,
        title: actionsInTitle(group.actions),
        ...(purpose === undefined ? {} : { purpose }),
      };
    }),
    silent: silentLine(silent, spoken.length > 0),
    cut:
      left > 0
        ? `${withThousands(left)} more ${left === 1 ? 'line is' : 'lines are'} left out: this policy tells more apart than a picture can show.`
        : table.complete
          ? undefined
          : table.limits.join(' '),
    statements,
    choices: whatIfChoices(effect),
  };
}

/** The rows to be drawn, the weightiest actions first, and the actions of which the policy says nothing. */
function bySpeaking(rows: readonly EffectRow[]): readonly [readonly EffectRow[], readonly string[]] {
  const speaking = new Set(
    rows
      .filter(({ bands }) => bands.some(({ outcome }) => outcome !== 'open'))
      .map(({ actions }) => actions.join()),
  );
  const weight = ({ actions }: EffectRow): number => Math.min(...actions.map(weightOf));
  const spoken = rows
    .filter(({ actions }) => speaking.has(actions.join()))
    .sort((a, b) => weight(a) - weight(b));
  const silent = rows
    .filter(({ actions }) => !speaking.has(actions.join()))
    .flatMap(({ actions }) => actions);
  return [spoken, [...new Set(silent)]];
}

/** As many rows as can be shown, in order, and the ages at which they change. */
function withinBounds(rows: readonly EffectRow[]): {
  readonly rows: readonly EffectRow[];
  readonly breaks: ReadonlySet<number>;
  readonly left: number;
} {
  const breaks = new Set<number>();
  const shown: EffectRow[] = [];
  for (const row of rows) {
    const more = new Set([...breaks, ...row.bands.map(({ from }) => from)]);
    if (shown.length === mostRows || more.size > mostColumns) continue;
    for (const age of more) breaks.add(age);
    shown.push(row);
  }
  return { rows: shown, breaks, left: rows.length - shown.length };
}

function drawColumn({ from, to, share }: AgeStretch): PictureColumn {
  const years = from === 0 ? 'day 0' : roughly(from);
  return {
    from,
    ...(to === Infinity ? {} : { to }),
    share,
    days: from === 0 ? 'Upload' : `${withThousands(from)} d`,
    ...(years === undefined ? {} : { years }),
    ages: agesInWords(from, to),
  };
}

function drawRow(row: EffectRow, key: string, effect: Effect, scale: readonly AgeStretch[]): PictureRow {
  const callers = callersInWords(row.callers, effect);
  const states = statesInWords(row.states, effect);
  return {
    key,
    callers,
    states,
    bands: row.bands.map((band) => {
      const column = scale.findIndex(({ from }) => from === band.from);
      const next = scale.findIndex(({ from }) => from > band.to);
      return {
        outcome: band.outcome,
        word: outcomeWords[band.outcome],
        ages: row.hasAge ? agesInWords(band.from, band.to) : 'always',
        column,
        span: (next === -1 ? scale.length : next) - column,
        endless: band.to === Infinity,
        sentence: sentenceOf(band, row, callers, states),
        statements: band.statements.slice(0, mostStatements),
        statementCount: band.statements.length,
        request: whatIfOf(effect, row, band.from),
      };
    }),
  };
}

function sentenceOf(band: Band, row: EffectRow, callers: string, states: string): string {
  const what = actionsInTitle(row.actions);
  const when = row.hasAge ? ` ${agesInWords(band.from, band.to)}` : '';
  const case_ = states === '' ? '' : ` (${states})`;
  const whom = `${callers}${case_}`;
  switch (band.outcome) {
    case 'denied':
      return `${what} denied${when}: ${whom}.`;
    case 'allowed':
      return `${what} allowed by this policy${when}: ${whom}.`;
    case 'open':
      return `This policy says nothing of ${what}${when}: ${whom}. Other policies decide.`;
    case 'depends':
      return `${what}${when}: ${whom}. It ${band.why ?? 'depends on the request'}.`;
  }
}

function silentLine(actions: readonly string[], isRest: boolean): string | undefined {
  if (actions.length === 0) return undefined;
  const count = actions.length === 1 ? '1 action' : `${actions.length} actions`;
  return isRest
    ? `Everything else (${count}): left to other policies.`
    : `Every action: left to other policies.`;
}

function aboutVault({ vaultArn, vaultIsKnown }: Effect): string {
  const vault = parseVaultArn(vaultArn);
  if (!vaultIsKnown || !vault) return 'any vault';
  const region = findRegion(vault.region)?.place;
  return `${vault.name} · ${region ?? vault.region} · ${vault.account}`;
}
