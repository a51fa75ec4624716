import {
  hasWildcard,
  isMatchAll,
  matchesWildcard,
  wildcardMatcher,
  type Pattern,
  type PatternPart,
} from '../wildcard';

/** `arn:partition:service:region:account:resource`; only the resource may hold further colons. */
export type Arn = readonly [
  arn: 'arn',
  partition: string,
  service: string,
  region: string,
  account: string,
  resource: string,
];

/** Takes an ARN apart. What lacks one of the six parts or does not begin with `arn` is none. */
export function parseArn(text: string): Arn | undefined {
  const [arn, partition, service, region, account, resource] = splitParts(text);
  if (arn !== 'arn' || partition === undefined || service === undefined || region === undefined)
    return undefined;
  if (account === undefined || resource === undefined) return undefined;
  return [arn, partition, service, region, account, resource];
}

/** At most six parts: later colons belong to the last. */
function splitParts(text: string): string[] {
  const parts = text.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

/**
 * Whether a text is an ARN that matches the pattern part by part: a wildcard stays within its part, save in the last,
 * which runs across colons (IAM user guide, "Amazon Resource Name (ARN) condition operators").
 */
export function matchesArn(pattern: Pattern, text: string): boolean {
  const arn = parseArn(text);
  const parts = splitPattern(pattern);
  return (
    arn?.length === parts.length && parts.every((part, index) => matchesWildcard(part, arn[index] ?? ''))
  );
}

/** Does what `matchesArn` does for a pattern, given as text, that is asked about many ARNs. */
export function arnMatcher(pattern: string): (text: string) => boolean {
  const parts = splitParts(pattern).map(wildcardMatcher);
  if (parts.length < 6) return () => false;
  return (text) => {
    const arn = parseArn(text);
    return arn !== undefined && parts.every((matches, index) => matches(arn[index] ?? ''));
  };
}

/** The same for a pattern. */
function splitPattern(pattern: Pattern): Pattern[] {
  let part: PatternPart[] = [];
  const parts = [part];
  for (const item of pattern) {
    if (item === ':' && parts.length < 6) parts.push((part = []));
    else part.push(item);
  }
  return parts;
}

/** A resource that is asked about. */
export interface AskedResource {
  readonly text: string;
  /** Undefined if it is no ARN. */
  readonly arn: Arn | undefined;
  /**
   * Makes a pattern of what stands after the fifth colon of an entry, where alone variables are read; undefined when one
   * of them has no value.
   */
  readonly expand: (text: string) => Pattern | undefined;
}

/** Whether an entry of Resource names this resource, see `resourceMatcher`. */
export function matchesResource(entry: string, text: string, expand: AskedResource['expand']): boolean {
  return resourceMatcher(entry)({ text, arn: parseArn(text), expand });
}

/**
 * Reads an entry of Resource or NotResource. The service takes no wildcard; the last part written runs across colons,
 * so that `arn:aws:glacier:*` names all of Glacier while other shortened ARNs name nothing. `*` alone names also what
 * is no ARN.
 */
export function resourceMatcher(entry: string): (asked: AskedResource) => boolean {
  if (isMatchAll(entry)) return () => true;
  const parts = splitParts(entry);
  const last = parts.at(-1) ?? '';
  const lastIndex = parts.length - 1;
  if (lastIndex < 3) return () => false;
  const isOpen = lastIndex === 5 && last.includes('${');
  if (!isOpen && !hasWildcard(entry)) {
    const isArn = parseArn(entry) !== undefined;
    return ({ text }) => isArn && text === entry;
  }
  const before = parts
    .slice(0, -1)
    .map((part, index) => (index === 2 ? (text: string) => text === part : wildcardMatcher(part)));
  const matchesLast = wildcardMatcher(last);
  return ({ arn, expand }) => {
    if (!arn || !before.every((matches, index) => matches(arn[index] ?? ''))) return false;
    const rest = lastIndex === 5 ? arn[5] : arn.slice(lastIndex).join(':');
    if (!isOpen) return matchesLast(rest);
    const pattern = expand(last);
    return pattern !== undefined && matchesWildcard(pattern, rest);
  };
}
