import { complement, everyAge, isEveryAge, type AgeSet } from './ageSet';
import type { Band } from './bands';
import type { Caller } from './callers';
import type { EffectRow, EffectTable } from './effectTable';
import { agesOf, restrictionsOf, type Restriction } from './restrictions';
import type { State } from './states';

/** From which age on an archive can be deleted, for callers and states with the same answer. */
export interface DeletableFrom {
  readonly callers: readonly Caller[];
  readonly states: readonly State[];
  /** The first day on which deletion is not denied for certain; undefined: there is none. */
  readonly day: number | undefined;
  /** False where it is not certain that it can be deleted on that day. */
  readonly certain: boolean;
  /** All ages at which deletion is not denied for certain. */
  readonly ages: AgeSet;
  /** The statements that deny it the day before; where there is no such day, those that deny it at last. */
  readonly statements: readonly number[];
  readonly row: EffectRow;
}

/** What the owner of a vault does with it. */
export type OwnerRight =
  | 'retrieve'
  | 'upload'
  | 'delete-vault'
  | 'change-tags'
  | 'change-access-policy'
  | 'abort-lock'
  | 'complete-lock';

/** Whether the owner can still do something: everybody of the account always, nobody ever, or some of it. */
export interface OwnerAnswer {
  readonly right: OwnerRight;
  readonly answer: 'yes' | 'no' | 'partly';
  readonly actions: readonly string[];
  /** What stands in the way of callers of the account; empty for `yes`. */
  readonly denied: readonly Restriction[];
}

/** What an Allow lets in, which a locked policy can never take back; several of one statement tell it together. */
export interface PermanentAllow {
  /** Zero-based index. */
  readonly statement: number;
  /** What it allows in the end, beside all Denies: each of these, to each of the callers, in each state, at each age. */
  readonly actions: readonly string[];
  readonly callers: readonly Caller[];
  readonly states: readonly State[];
  /** Every age where requests for the actions carry none. */
  readonly ages: AgeSet;
  /** False where it depends on the request whether it is allowed. */
  readonly certain: boolean;
}

/** An Allow of which nothing is left to tell. */
export interface IdleAllow {
  /** Zero-based index. */
  readonly statement: number;
  /** Whether it allows nothing to anybody; else it may allow something to callers whom the table leaves out. */
  readonly certain: boolean;
}

export interface NotCovered {
  readonly callers: readonly Caller[];
  readonly states: readonly State[];
}

/** What a policy comes to, for people who have to answer for it. */
export interface EffectSummary {
  readonly table: EffectTable;
  readonly deletion: readonly DeletableFrom[];
  /** Whom nothing keeps from deleting archives of any age, in states in which somebody else is kept from it. */
  readonly notCovered: readonly NotCovered[];
  /** Denied for certain, always, to everyone. */
  readonly frozen: readonly Restriction[];
  /** What else is denied, beside deletion of archives. */
  readonly restricted: readonly Restriction[];
  readonly owner: readonly OwnerAnswer[];
  readonly allows: readonly (PermanentAllow | IdleAllow)[];
}

/** For each right the ways to do it; each way takes all of its actions. */
const ways: Readonly<Record<OwnerRight, readonly (readonly string[])[]>> = {
  retrieve: [['InitiateJob', 'GetJobOutput']],
  upload: [['UploadArchive'], ['InitiateMultipartUpload', 'UploadMultipartPart', 'CompleteMultipartUpload']],
  'delete-vault': [['DeleteVault']],
  'change-tags': [['AddTagsToVault'], ['RemoveTagsFromVault']],
  'change-access-policy': [['SetVaultAccessPolicy'], ['DeleteVaultAccessPolicy']],
  'abort-lock': [['AbortVaultLock']],
  'complete-lock': [['CompleteVaultLock']],
};

export const ownerRights = Object.keys(ways).filter((name): name is OwnerRight => name in ways);

export function summaryOf(table: EffectTable): EffectSummary {
  const { effect, rows } = table;
  const restrictions = restrictionsOf(table);
  const isFrozen = ({ certain, ages, callers, states }: Restriction): boolean =>
    certain &&
    isEveryAge(ages) &&
    callers.length === effect.callers.list.length &&
    states.length === effect.states.count;
  return {
    table,
    deletion: rows.filter(isAboutDeletion).map(deletableFrom),
    notCovered: notCovered(rows.filter(isAboutDeletion)),
    frozen: restrictions.filter(isFrozen),
    restricted: restrictions.filter((one) => !isFrozen(one)).flatMap(withoutDeletion),
    owner: ownerRights.map((right) => ownerAnswer(right, restrictions, table)),
    allows: permanentAllows(table),
  };
}

function isAboutDeletion({ actions }: Pick<EffectRow, 'actions'>): boolean {
  return actions.includes('DeleteArchive');
}

function deletableFrom(row: EffectRow): DeletableFrom {
  const { callers, states, bands } = row;
  const denied = bands.filter(({ outcome }) => outcome === 'denied');
  const ages = complement(agesOf(denied));
  const [first] = ages;
  const at = bands.find(({ from }) => from === first?.from);
  const before = denied.findLast(({ to }) => first === undefined || to < first.from);
  return {
    callers,
    states,
    day: first?.from,
    certain: first === undefined || at?.possible.includes('explicitDeny') === false,
    ages,
    statements: before?.statements ?? [],
    row,
  };
}

function notCovered(rows: readonly EffectRow[]): readonly NotCovered[] {
  const isDenied = ({ bands }: EffectRow): boolean =>
    bands.some(({ possible }) => possible.includes('explicitDeny'));
  const deniedIn = new Set(rows.filter(isDenied).flatMap(({ states }) => states));
  return rows
    .filter((row) => !isDenied(row))
    .flatMap(({ callers, states }) => {
      const told = states.filter((state) => deniedIn.has(state));
      return told.length === 0 ? [] : [{ callers, states: told }];
    });
}

function withoutDeletion(restriction: Restriction): readonly Restriction[] {
  const actions = restriction.actions.filter((name) => name !== 'DeleteArchive');
  return actions.length === 0 ? [] : [{ ...restriction, actions }];
}

function ownerAnswer(
  right: OwnerRight,
  restrictions: readonly Restriction[],
  { effect }: EffectTable,
): OwnerAnswer {
  const owners = effect.callers.list.filter(({ kind }) => kind.startsWith('owner'));
  const actions = ways[right].flat();
  const denied = restrictions.flatMap((restriction) => {
    const callers = restriction.callers.filter((caller) => owners.includes(caller));
    const concerned = restriction.actions.filter((name) => actions.includes(name));
    return callers.length === 0 || concerned.length === 0
      ? []
      : [{ ...restriction, callers, actions: concerned }];
  });
  const isBarred = (action: string): boolean => isDeniedToAll(action, denied, owners, effect.states.count);
  const answers = ways[right].map((way) =>
    way.some(isBarred)
      ? 'no'
      : denied.some((one) => one.actions.some((name) => way.includes(name)))
        ? 'partly'
        : 'yes',
  );
  const [answer = 'yes', ...others] = new Set(answers);
  return { right, answer: others.length > 0 ? 'partly' : answer, actions, denied };
}

/** Whether an action is denied for certain at every age, to each of these callers in every state. */
function isDeniedToAll(
  action: string,
  denied: readonly Restriction[],
  callers: readonly Caller[],
  states: number,
): boolean {
  const full = denied.filter(
    ({ certain, ages, actions }) => certain && isEveryAge(ages) && actions.includes(action),
  );
  return callers.every(
    (caller) =>
      full.reduce((sum, one) => (one.callers.includes(caller) ? sum + one.states.length : sum), 0) === states,
  );
}

function permanentAllows({ effect, rows, complete }: EffectTable): readonly (PermanentAllow | IdleAllow)[] {
  const ofStatement = new Map<number, PermanentAllow[]>();
  for (const row of rows)
    for (const certain of [true, false])
      for (const [statement, bands] of allowedBands(row, certain)) {
        const { actions, callers, states } = row;
        const ages = row.hasAge ? agesOf(bands) : everyAge;
        const one = { statement, actions, callers, states, ages, certain };
        const before = ofStatement.get(statement);
        if (before) before.push(one);
        else ofStatement.set(statement, [one]);
      }
  return effect.reaches
    .filter((reach) => reach.effect === 'Allow')
    .flatMap((reach): readonly (PermanentAllow | IdleAllow)[] => {
      const told = ofStatement.get(reach.index);
      if (told) return unitedAllows(told);
      const isElsewhere = reach.covers === 'no' || reach.actions === 0;
      const certain = isElsewhere || (complete && reach.possibleCallers !== 0);
      return [{ statement: reach.index, certain }];
    });
}

/** The bands in which statements allow, or may, by statement. */
function allowedBands({ bands }: EffectRow, certain: boolean): ReadonlyMap<number, readonly Band[]> {
  const ofStatement = new Map<number, Band[]>();
  for (const band of bands) {
    if (!band.possible.includes('allow') || (band.outcome === 'allowed') !== certain) continue;
    for (const statement of band.statements) {
      const before = ofStatement.get(statement);
      if (before) before.push(band);
      else ofStatement.set(statement, [band]);
    }
  }
  return ofStatement;
}

/** Those that differ in nothing but their states, their callers or their actions are told together. */
function unitedAllows(all: readonly PermanentAllow[]): readonly PermanentAllow[] {
  const byState = unitedBy(all, ({ actions, callers }) => [actions, principalsOf(callers)]);
  const byCaller = unitedBy(byState, ({ actions, states }) => [actions, states]);
  return unitedBy(byCaller, ({ callers, states }) => [principalsOf(callers), states]);
}

function principalsOf(callers: readonly Caller[]): readonly string[] {
  return callers.map(({ principal }) => principal);
}

function unitedBy(
  all: readonly PermanentAllow[],
  alike: (one: PermanentAllow) => readonly unknown[],
): readonly PermanentAllow[] {
  const groups = new Map<string, PermanentAllow[]>();
  for (const one of all) {
    const key = JSON.stringify([one.certain, one.ages, ...alike(one)]);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    return [
      {
        ...first,
        actions: [...new Set(group.flatMap(({ actions }) => actions))],
        callers: [...new Set(group.flatMap(({ callers }) => callers))],
        states: [...new Set(group.flatMap(({ states }) => states))].sort((a, b) => a - b),
      },
    ];
  });
}
