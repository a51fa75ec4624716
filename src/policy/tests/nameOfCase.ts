import type { AgeSet } from '../effect/ageSet';
import type { Expectation, Principal } from './policyTests';
import type { RequestFields } from './requestFields';

/** A name for a case without one: what it says, in the order of the file. */
export function nameOfCase(said: RequestFields, expect: Expectation): string {
  const { principals, notPrincipals, actions, ages, tags, contexts, vaults } = said;
  const parts = [
    principals && some(principals.map(principalInWords)),
    notPrincipals && `not ${some(notPrincipals.map(principalInWords))}`,
    actions && some(actions),
    ages && `age ${agesInWords(ages)}`,
    tags && some(tags.map(valuesInWords)),
    contexts && some(contexts.map(valuesInWords)),
    vaults && some(vaults.map((arn) => arn.slice(arn.indexOf('/') + 1))),
  ].filter((part) => part !== undefined && part !== '');
  return `${parts.length === 0 ? 'every request' : parts.join(' · ')}: ${expect}`;
}

/** As the file says it. */
export function principalInWords(principal: Principal): string {
  return principal.kind === 'word' ? principal.word : principal.name;
}

/** `0-364, 400, 500-` */
export function agesInWords(ages: AgeSet): string {
  return ages.map(ageInWords).join(', ');
}

/** As a test file writes it: `0-364`, `365-`; one day alone. */
export function ageInWords({ from, to }: AgeSet[number]): string {
  if (from === to) return String(from);
  return `${from}-${to === Infinity ? '' : to}`;
}

/** `0-364` as people say it: `days 0-364`, `day 12`, `from day 365`. */
export function daysInWords({ from, to }: AgeSet[number]): string {
  if (to === Infinity) return from === 0 ? 'every age' : `from day ${from}`;
  return from === to ? `day ${from}` : `days ${from}-${to}`;
}

/** `LegalHold: true, Class: missing` */
export function valuesInWords(
  values: Readonly<Record<string, string | readonly string[] | undefined>>,
): string {
  return Object.entries(values)
    .map(([key, value]) => `${key}: ${value === undefined ? 'missing' : valueInWords(value)}`)
    .join(', ');
}

function valueInWords(value: string | readonly string[]): string {
  if (typeof value !== 'string') return `[${value.join(', ')}]`;
  return value === '' ? '(empty)' : value;
}

/** No more than a line's worth. */
export function some(list: readonly string[]): string {
  return list.length <= 3 ? list.join(', ') : `${list.slice(0, 2).join(', ')} and ${list.length - 2} more`;
}
