import { reachedActions } from '../lint/rules/reach';
import type { RuleCode } from '../lint/rules';
import type { StatementTree } from '../syntax/policyTree';
import { actionPrefix, actions, expandAction, findAction, type Action } from '../vocabulary/actions';
import { hasWildcard, isMatchAll } from '../wildcard';
import type { HoverText } from './hoverText';
import { inSeries } from '../inSeries';
import { bullets, code } from './markdown';
import { operationPage, pages } from './pages';

/** What is often believed about an action and is not so, or not all. */
const truths: Readonly<Record<string, string>> = {
  AbortVaultLock:
    'Ends a lock only while it is in progress. A policy that denies this action denies it from Initiate on, and then only the end of the 24 hours undoes a mistake.',
  AddTagsToVault: 'Tags belong to the vault, not to archives. Whoever may set them can lift a legal hold.',
  CompleteVaultLock:
    'Locked is final at once: there is no time in which it could still be changed. It needs the lock ID, which only Initiate tells.',
  DeleteArchive: 'The action that a retention denies.',
  DeleteVault:
    'A locked vault can be deleted once it is empty, unless its policy denies this action. A vault of the same name made afterwards has no lock.',
  DeleteVaultAccessPolicy: 'The lock policy stays: it is another one.',
  DescribeVault: 'Says nothing about a lock: only GetVaultLock does.',
  GetVaultLock: 'The only action that shows a lock. It never gives the lock ID back.',
  InitiateJob: 'A Deny of young archives that covers this action makes them unreadable as well.',
  InitiateVaultLock:
    'The policy is in full force from here on, for 24 hours. Without Complete it is gone afterwards, not permanent. It is neither S3 Object Lock nor AWS Backup Vault Lock.',
  RemoveTagsFromVault: 'Whoever may remove the tag of a legal hold lifts it.',
  SetVaultAccessPolicy:
    'The access policy can be changed at any time, but it cannot permit what the lock policy denies.',
};

/** So many names are listed one after the other; more are set out by access level. */
const mostInLine = 6;

/** An entry of Action or NotAction. */
export function actionText(entry: string, negated: boolean, statement: StatementTree): HoverText {
  const exact = entry.toLowerCase().startsWith(actionPrefix)
    ? findAction(entry.slice(actionPrefix.length))
    : undefined;
  if (exact) return namedAction(exact, negated, statement);
  const found = expandAction(entry);
  if (found.length > 0) return pattern(entry, found, negated);
  return nothing(entry, negated);
}

function namedAction(action: Action, negated: boolean, statement: StatementTree): HoverText {
  const remaining = negated ? remainder(statement) : undefined;
  return {
    headline: `**${action.name}** · ${action.level}`,
    body: [
      action.description,
      ...(action.outside === undefined ? [carried(action), truths[action.name]] : [outside(action.outside)]),
      negated ? `**NotAction leaves it out** of this statement. ${remaining ?? ''}` : undefined,
    ],
    pages: [operationPage(action.name)],
    rules: action.outside === undefined ? [] : ['action-not-in-vault-policy'],
  };
}

function carried({ age, tag }: Action): string {
  if (age) return 'Its requests carry the age of the archive and the tags of the vault.';
  if (tag) return 'Its requests carry the tags of the vault, but no age: a test of the age never matches.';
  return 'Its requests carry neither an age nor tags of the vault: tests of them never match.';
}

function outside(reason: NonNullable<Action['outside']>): string {
  return reason === 'identity only'
    ? '**Not in a vault policy**: only policies of users and roles govern it, so this entry never applies.'
    : '**Not in a vault policy**: it does not concern any vault, so this entry never applies.';
}

function pattern(entry: string, found: readonly Action[], negated: boolean): HoverText {
  const governed = found.filter((action) => action.outside === undefined);
  const others = found.length - governed.length;
  const all = found.length === actions.length;
  const count = governed.length === 1 ? '1 action' : `${governed.length} actions`;
  return {
    headline: `**${code(entry)}** stands for ${all ? `all ${governed.length} actions` : count} of a vault${negated ? ', which NotAction leaves out' : ''}`,
    body: [
      list(governed),
      all && !negated
        ? 'Retrieval, tags and the lock itself are among them. In a Deny that cannot be undone, name the actions.'
        : undefined,
      others > 0
        ? `${others} more ${others === 1 ? 'fits' : 'fit'} but cannot be governed by a vault policy.`
        : undefined,
    ],
    pages: [negated ? pages.notAction : pages.action],
  };
}

function nothing(entry: string, negated: boolean): HoverText {
  const colon = entry.indexOf(':');
  const service = colon < 0 ? undefined : entry.slice(0, colon);
  const isOurs = service?.toLowerCase() === 'glacier';
  const effect = negated ? 'so NotAction leaves nothing out with it' : 'so it never applies';
  const rules: readonly RuleCode[] = isOurs || service === undefined ? ['unknown-action'] : [];
  return {
    headline: `**${code(entry)}** is no action of Glacier, ${effect}`,
    body: [
      service === undefined || isOurs
        ? 'Actions are written with their service: `glacier:DeleteArchive`.'
        : hasWildcard(service)
          ? 'There is no wildcard before the colon: write `glacier:`.'
          : anotherService(service),
    ],
    pages: [pages.action],
    rules,
    isFault: true,
  };
}

function anotherService(service: string): string {
  const locks: Readonly<Record<string, string>> = { s3: 'S3 Object Lock', backup: 'AWS Backup Vault Lock' };
  const lock = locks[service.toLowerCase()];
  return lock === undefined
    ? 'It belongs to another service, which a vault policy does not govern.'
    : `It belongs to another service: ${lock} and Glacier's vault lock have nothing to do with each other.`;
}

/** What NotAction leaves: `24 actions remain: …`. */
export function remainder(statement: StatementTree): string {
  const reached = reachedActions(statement);
  if (reached.length === 0) return 'Nothing remains: the statement never applies.';
  const heading = `What remains, ${reached.length === 1 ? '1 action' : `${reached.length} actions`}, this statement is about`;
  return `${heading}:\n\n${list(reached)}`;
}

/** Names of actions: on one line if they are few, else by access level. */
export function list(some: readonly Action[]): string {
  if (some.length <= mostInLine) return inSeries(some.map(({ name }) => `\`${name}\``));
  const levels = [...new Set(some.map(({ level }) => level))];
  return bullets(
    levels.map((level) => {
      const names = some.filter((action) => action.level === level).map(({ name }) => name);
      return `${level}: ${names.join(', ')}`;
    }),
  );
}

export function coversAll(entry: string): boolean {
  return isMatchAll(entry) || entry.toLowerCase() === `${actionPrefix}*`;
}
