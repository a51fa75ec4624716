import { composePolicy, type PolicyWishes } from '../compose/composePolicy';
import { keepVaultStatement } from '../compose/keepVaultStatement';
import { legalHoldStatements } from '../compose/legalHoldStatements';
import { retentionStatement } from '../compose/retentionStatement';
import type { ComposedStatement } from '../compose/statement';
import { daysOfYears } from '../lint/rules/age';
import type { Candidate } from './candidate';
import { padding, separator, writeItems, writeJson, writeMembers } from './layout';
import { knownVaults, takenSids, targetOf, type Situation } from './situation';
import { mark, type Stop, type Template } from './template';

const years = [1, 3, 5, 7, 10];

const [vaultStop, tagStop] = [1, 2];

/** What is left to fill in: the vault, unless it is certain, and the tag. */
function stopsOf(situation: Situation): { readonly vaultArn: string; readonly stops: readonly Stop[] } {
  const target = targetOf(situation);
  const tag: Stop = { stop: tagStop, text: 'LegalHold' };
  if (target) return { vaultArn: target.arn, stops: [tag] };
  // "*" means this vault, whichever it is: never wrong, should nobody choose.
  const choices = ['*', ...knownVaults(situation).map(({ arn }) => arn)].slice(0, 50);
  return { vaultArn: mark(vaultStop), stops: [{ stop: vaultStop, text: '*', choices }, tag] };
}

interface Pattern {
  readonly label: string;
  readonly detail: string;
  readonly documentation: string;
  readonly rank: number;
}

const inYears = (count: number): string => (count === 1 ? '1 year' : `${count} years`);

const untilThen = (count: number): string =>
  `Nobody, root and other accounts included, deletes an archive before day ${daysOfYears(count)}: ${inYears(count)} with leap days.`;

const theHold =
  "While the vault's tag does not say `false`, nobody deletes an archive: also where the tag is missing, empty or misspelt. While it is on, only who has signed in with MFA changes the vault's tags.";

const theVault =
  'Nobody deletes the vault either: it could be made again under its name without the lock. The name is taken for ever.';

/** Whole policies, for an empty file or, without their braces, for an empty object. */
export function policyTemplates(situation: Situation, inBraces: boolean): readonly Candidate[] {
  const { vaultArn, stops } = stopsOf(situation);
  const hold = { tag: mark(tagStop) };
  const offered: readonly (Pattern & { readonly wishes: Omit<PolicyWishes, 'vaultArn' | 'keepVault'> })[] = [
    ...years.map((count, place) => ({
      label: `Policy: keep archives for ${inYears(count)}`,
      detail: `${daysOfYears(count)} days`,
      documentation: `${untilThen(count)}\n\n${theVault}`,
      rank: 50 + place,
      wishes: { retentionDays: daysOfYears(count) },
    })),
    {
      label: 'Policy: legal hold by tag',
      detail: 'fails closed',
      documentation: `${theHold}\n\n${theVault}`,
      rank: 60,
      wishes: { legalHold: hold },
    },
    ...years.map((count, place) => ({
      label: `Policy: keep archives for ${inYears(count)}, and legal hold`,
      detail: `${daysOfYears(count)} days`,
      documentation: `${untilThen(count)}\n\n${theHold}\n\n${theVault}`,
      rank: 70 + place,
      wishes: { retentionDays: daysOfYears(count), legalHold: hold },
    })),
  ];
  return offered.map(({ wishes, ...pattern }) => {
    const policy = composePolicy({ vaultArn, ...wishes, keepVault: true });
    const used = usedStops(policy, stops);
    return {
      ...pattern,
      kind: 'template',
      insert: inBraces
        ? { as: 'value', json: writeJson(policy, situation.layout, used) }
        : { as: 'members', json: padded(writeMembers(policy, situation.layout, used), situation) },
    };
  });
}

/**
 * Whole statements, for a list of them or, without their braces, for an empty statement, which then is one alone.
 * @param form `list`: the value of Statement; `items`: entries of it; `members`: the content of one
 */
export function statementTemplates(
  situation: Situation,
  form: 'list' | 'items' | 'members',
): readonly Candidate[] {
  const { vaultArn, stops } = stopsOf(situation);
  const offered: readonly (Pattern & { readonly statements: readonly ComposedStatement[] })[] = [
    ...years.map((count, place) => ({
      label: `Keep archives for ${inYears(count)}`,
      detail: `${daysOfYears(count)} days`,
      documentation: untilThen(count),
      rank: 50 + place,
      statements: [retentionStatement({ days: daysOfYears(count), vaultArn })],
    })),
    {
      label: 'Legal hold by tag',
      detail: 'fails closed',
      documentation: theHold,
      rank: 60,
      statements: legalHoldStatements({ tag: mark(tagStop), vaultArn }),
    },
    {
      label: 'Keep the vault',
      detail: 'denies DeleteVault',
      documentation: theVault,
      rank: 61,
      statements: [keepVaultStatement({ vaultArn })],
    },
  ];
  const taken = takenSids(situation);
  return offered
    .filter(({ statements }) => form !== 'members' || statements.length === 1)
    .map(({ statements, ...pattern }) => {
      const named = statements.map((statement) => ({ ...statement, Sid: freeSid(statement.Sid, taken) }));
      const json = writeAs(form, named, situation, usedStops(named, stops));
      return { ...pattern, kind: 'template', insert: { as: form === 'members' ? 'members' : 'value', json } };
    });
}

function writeAs(
  form: 'list' | 'items' | 'members',
  statements: readonly ComposedStatement[],
  situation: Situation,
  stops: readonly Stop[],
): Template {
  const { layout } = situation;
  if (form === 'list') return writeJson(statements, layout, stops);
  if (form === 'items') return padded(writeItems(statements, layout, stops), situation);
  const members = statements.map((statement) => writeMembers(statement, layout, stops));
  return padded(
    members.flatMap((part, index) => (index === 0 ? part : [separator(layout), ...part])),
    situation,
  );
}

function padded(template: Template, { layout, place }: Situation): Template {
  const [begin, end] = padding(layout, place);
  if (begin === '') return template;
  return [
    begin,
    ...template.map((part) => (typeof part === 'string' ? part.replaceAll('\n', '\n\t') : part)),
    end,
  ];
}

/** Stops of a snippet are numbered without gaps. */
function usedStops(composed: unknown, stops: readonly Stop[]): readonly Stop[] {
  const written = JSON.stringify(composed);
  return stops.filter(({ stop }) => written.includes(mark(stop)));
}

function freeSid(sid: string, taken: ReadonlySet<string>): string {
  let free = sid;
  for (let count = 2; taken.has(free); count += 1) free = `${sid}-${count}`;
  return free;
}
