import { t } from '../../words';
import { lockOf } from '../lockOf';
import { LockError } from '../lockError';
import { GlacierError } from '../../glacier/glacierError';
import type { Vault } from '../model';
import type { BulkPlan, LeftOut, PlannedInitiate } from './planBulk';
import type { BulkOutcome } from './runBulk';

/** How the surroundings write a time, epoch milliseconds. */
export type FormatInstant = (instant: number) => string;

/** Vaults that are reached in one way, and who reaches them. */
export interface Place {
  readonly connection: string;
  readonly account: string;
  readonly region: string;
  /** Who asks there: an ARN, or why it is not known. */
  readonly caller: string | undefined;
  readonly vaults: readonly Vault[];
}

/** The places of vaults, in the order in which they come. */
export function placesOf(
  vaults: readonly Vault[],
  callerOf: (vault: Vault) => string | undefined = () => undefined,
): readonly Place[] {
  const places = new Map<string, { readonly first: Vault; readonly vaults: Vault[] }>();
  for (const vault of vaults) {
    const id = idOfPlace(vault);
    const before = places.get(id);
    if (before === undefined) places.set(id, { first: vault, vaults: [vault] });
    else before.vaults.push(vault);
  }
  return [...places.values()].map(({ first, vaults: own }) => ({
    connection: first.connection.name,
    account: first.account,
    region: first.region,
    caller: callerOf(first),
    vaults: own,
  }));
}

/** Tells places apart: connection, region and account. */
export function idOfPlace({ connection, region, account }: Vault): string {
  return `${connection.id} ${region} ${account}`;
}

/** What is about to be initiated, vault by vault, and what is left out: a page in Markdown. */
export function initiatePage(
  { go, leftOut }: BulkPlan<PlannedInitiate>,
  policyName: string,
  callerOf: (vault: Vault) => string | undefined,
): string {
  const planned = new Map(go.map((task) => [task.vault.key, task]));
  return page(
    t('Initiate vault locks'),
    [t('Nothing has been sent yet. Policy: {0}, filled in and checked for each vault.', cell(policyName))],
    ...placesOf(
      go.map(({ vault }) => vault),
      callerOf,
    ).flatMap((place) => {
      const tasks = place.vaults.flatMap(({ key }) => planned.get(key) ?? []);
      const effects = new Set(tasks.map(({ effect }) => effect));
      const [effect] = effects;
      return [
        heading(
          place.vaults.length === 1
            ? t('1 vault gets a lock')
            : t('{0} vaults get a lock', place.vaults.length),
          place,
        ),
        // What is the same for all is said once.
        ...(effects.size === 1 && effect !== undefined ? [cell(effect)] : []),
        table(
          [t('Vault'), t('Now'), t('Effect of the policy'), t('Warnings')],
          tasks.map((task) => [
            cell(task.vault.name),
            stateInWords(task.vault),
            effects.size === 1 ? '' : cell(task.effect),
            cell(task.preflight.warnings.join(' ')),
          ]),
        ),
      ];
    }),
    ...leftOutSection(leftOut),
  );
}

/** What is about to be aborted. */
export function abortPage(
  { go, leftOut }: BulkPlan<{ readonly vault: Vault }>,
  format: FormatInstant,
  callerOf: (vault: Vault) => string | undefined,
): string {
  return page(
    t('Abort vault locks'),
    [t('Nothing has been sent yet.')],
    ...placesOf(
      go.map(({ vault }) => vault),
      callerOf,
    ).flatMap((place) => [
      heading(
        place.vaults.length === 1 ? t('1 lock is aborted') : t('{0} locks are aborted', place.vaults.length),
        place,
      ),
      table(
        [t('Vault'), t('Expires')],
        place.vaults.map((vault) => [cell(vault.name), cell(expiryOf(vault, format))]),
      ),
    ]),
    ...leftOutSection(leftOut),
  );
}

/** What became of each vault: a page in Markdown. */
export function resultPage(
  title: string,
  outcomes: readonly BulkOutcome<{ readonly vault: Vault }, Vault>[],
  leftOut: readonly LeftOut[],
  format: FormatInstant,
): string {
  const all = [...outcomes.map(({ task }) => task.vault), ...leftOut.map(({ vault }) => vault)];
  const [first] = all;
  const isOnePlace = placesOf(all).length === 1;
  const rows = (
    kind: BulkOutcome<unknown, unknown>['kind'],
    label: string,
    last: string,
  ): readonly string[] => {
    const own = outcomes.filter((outcome) => outcome.kind === kind);
    if (own.length === 0) return [];
    return [
      `## ${cell(label)}: ${own.length}`,
      table(
        [t('Vault'), t('Where'), last],
        own.map((outcome) => [
          cell(outcome.task.vault.name),
          isOnePlace ? '' : cell(whereIs(outcome.task.vault)),
          cell(outcomeInWords(outcome, format)),
        ]),
      ),
    ];
  };
  return page(
    title,
    [...(isOnePlace && first !== undefined ? [cell(whereIs(first))] : []), countsInWords(outcomes, leftOut)],
    ...rows('failed', t('Failed'), t('Why')),
    ...rows('notStarted', t('Not begun'), t('Why')),
    ...rows('done', t('Done'), t('Now')),
    ...leftOutSection(leftOut),
  );
}

/** How many vaults came to which end, in one sentence. */
export function countsInWords(
  outcomes: readonly BulkOutcome<unknown, unknown>[],
  leftOut: readonly LeftOut[],
): string {
  const count = (kind: BulkOutcome<unknown, unknown>['kind']): number =>
    outcomes.filter((outcome) => outcome.kind === kind).length;
  const parts: readonly (readonly [number, (count: number) => string])[] = [
    [count('done'), (all) => t('{0} done', all)],
    [count('failed'), (all) => t('{0} failed', all)],
    [count('notStarted'), (all) => t('{0} not begun', all)],
    [leftOut.length, (all) => t('{0} left out', all)],
  ];
  const told = parts.filter(([number]) => number > 0).map(([number, words]) => words(number));
  return `${told.length === 0 ? t('Nothing was done') : told.join(', ')}.`;
}

/** What failed and what helps, as one text. */
export function failureInWords(error: Error): string {
  if (error instanceof LockError) return `${error.message} ${error.advice}`;
  if (error instanceof GlacierError) return `${error.details.message} ${error.details.advice}`;
  return error.message;
}

function outcomeInWords(
  outcome: BulkOutcome<{ readonly vault: Vault }, Vault>,
  format: FormatInstant,
): string {
  switch (outcome.kind) {
    case 'done': {
      const expiry = expiryOf(outcome.result, format);
      return expiry === '' ? stateInWords(outcome.result) : t('in progress until {0}', expiry);
    }
    case 'failed':
      return failureInWords(outcome.error);
    case 'notStarted':
      return outcome.why;
  }
}

function leftOutSection(leftOut: readonly LeftOut[]): readonly string[] {
  if (leftOut.length === 0) return [];
  return [
    `## ${t('Left out')}: ${leftOut.length}`,
    table(
      [t('Vault'), t('Where'), t('Why')],
      leftOut.map(({ vault, why, details }) => [
        cell(vault.name),
        cell(whereIs(vault)),
        cell([why, ...details].join(' ')),
      ]),
    ),
  ];
}

function whereIs({ connection, account, region }: Vault): string {
  return [connection.name, account, region].join(' · ');
}

function expiryOf(vault: Vault, format: FormatInstant): string {
  const lock = lockOf(vault);
  return lock?.state === 'inProgress' ? format(lock.expires) : '';
}

function stateInWords(vault: Vault): string {
  switch (lockOf(vault)?.state) {
    case 'none':
      return t('no lock');
    case 'inProgress':
      return t('in progress');
    case 'locked':
      return t('locked');
    case undefined:
      return t('not known');
  }
}

function heading(what: string, { connection, account, region, caller }: Place): string {
  const who = caller === undefined ? '' : `\n\n${cell(t('As {0}.', caller))}`;
  return `## ${cell(what)}: ${cell([connection, account, region].join(' · '))}${who}`;
}

function page(title: string, ...parts: readonly (string | readonly string[])[]): string {
  return `${[`# ${cell(title)}`, ...parts.flat()].join('\n\n')}\n`;
}

/** Columns in which nothing stands are left out. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const used = head.map((_, column) => rows.some((row) => (row[column] ?? '') !== ''));
  const line = (cells: readonly string[]): string =>
    `| ${cells.filter((_, column) => used[column]).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Text from anywhere, in a table or a heading, shown as it is written. */
function cell(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\p{Cc}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu, '\uFFFD')
    .replaceAll(/[\\`*_{}[\]#|<>~&$]/g, '\\$&');
}
