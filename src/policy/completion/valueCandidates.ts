import { retentionYears } from '../compose/retentionYears';
import { readConditionKey, type KeyUse } from '../vocabulary/conditionKeys';
import { readOperator } from '../vocabulary/operators';
import { regions } from '../vocabulary/regions';
import { text, type Candidate } from './candidate';
import { principalArns, servicePrincipals } from './principalCandidates';
import { knownAccounts, knownVaults, otherItems, valuesElsewhere, type Situation } from './situation';

/** What a condition key can be compared with; what the document says of it elsewhere comes first. */
export function valueCandidates(situation: Situation, operator: string, key: string): readonly Candidate[] {
  const there = otherItems(situation);
  const use = readConditionKey(key);
  const isNull = readOperator(operator)?.operator.family === 'Null';
  const known = isNull ? presence(key) : use ? valuesOfKey(use, situation) : [];
  const elsewhere = isNull
    ? []
    : valuesElsewhere(situation, key)
        .filter((value) => !known.some(({ label }) => label === value))
        .map((value): Candidate => ({
          label: value,
          kind: 'value',
          detail: 'used elsewhere in this policy',
          insert: text(value),
          rank: 0,
        }));
  return [...elsewhere, ...known].filter(({ label }) => !there.includes(label));
}

function presence(key: string): readonly Candidate[] {
  return [value('false', `requests that carry ${key}`, 1), value('true', `requests without ${key}`, 2)];
}

function value(label: string, detail: string, rank: number): Candidate {
  return { label, kind: 'value', detail, insert: text(label), rank };
}

const valuesByName: Readonly<Record<string, (situation: Situation) => readonly Candidate[]>> = {
  'glacier:ArchiveAgeInDays': () => ages,
  'glacier:ResourceTag': () => tagValues,
  'aws:MultiFactorAuthAge': () => [
    value('900', 'seconds: 15 minutes', 1),
    value('3600', 'seconds: 1 hour', 2),
  ],
  'aws:RequestedRegion': (situation) => regionNames(situation),
  'aws:PrincipalAccount': accountIds,
  'aws:ResourceAccount': accountIds,
  'aws:SourceAccount': accountIds,
  'aws:PrincipalArn': principalArns,
  'aws:PrincipalType': () =>
    ['Account', 'User', 'AssumedRole', 'FederatedUser', 'Anonymous'].map((type) => value(type, '', 1)),
  'aws:PrincipalServiceName': servicePrincipals,
  'aws:PrincipalServiceNamesList': servicePrincipals,
  'aws:CalledVia': servicePrincipals,
  'aws:CalledViaFirst': servicePrincipals,
  'aws:CalledViaLast': servicePrincipals,
};

function valuesOfKey({ key }: KeyUse, situation: Situation): readonly Candidate[] {
  if (key.type === 'Bool') return [value('true', '', 1), value('false', '', 2)];
  if (key.type === 'Date') return dates(situation.knowledge.now);
  return valuesByName[key.name]?.(situation) ?? [];
}

const ages: readonly Candidate[] = [
  ...retentionYears().map(({ years, days }, place) => {
    const period = years === 1 ? '1 year' : `${years} years`;
    return {
      ...value(String(days), period, place),
      documentation: `As long as ${period} can be, leap days counted. Under \`NumericLessThan\` in a Deny an archive can be deleted from day ${days} on.`,
    };
  }),
  {
    ...value('365', 'a year but for its leap day', 20),
    documentation: 'A year with a 29 February has 366 days: one day short then.',
  },
];

const tagValues: readonly Candidate[] = [
  { ...value('true', '', 1), documentation: 'Under `StringEquals` capitals count: `True` is another value.' },
  value('false', '', 2),
];

function regionNames(situation: Situation): readonly Candidate[] {
  const connected = new Set(knownVaults(situation).map(({ region }) => region));
  return regions.map(({ name }) =>
    connected.has(name) ? value(name, 'has vaults in sight', 1) : value(name, '', 2),
  );
}

function accountIds(situation: Situation): readonly Candidate[] {
  return knownAccounts(situation).map(({ account }, place) =>
    value(account, 'account of vaults in sight', place),
  );
}

/** Dates as AWS writes them, in UTC. */
function dates(now: number): readonly Candidate[] {
  const today = new Date(now);
  const at = (year: number, month: number, day: number): string =>
    `${new Date(Date.UTC(year, month, day)).toISOString().slice(0, 19)}Z`;
  const [year, month, day] = [today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate()];
  return [
    value(at(year, month, day), 'today', 1),
    value(at(year + 1, 0, 1), 'the beginning of next year', 2),
    value(at(year + 1, month, day), 'in a year', 3),
    value(at(year + 7, month, day), 'in 7 years', 4),
  ];
}
