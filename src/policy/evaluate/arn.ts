import { isMatchAll, matchesWildcard, type Pattern, type PatternPart } from '../wildcard';

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

/**
 * Whether an entry of Resource names this resource. The service takes no wildcard; the last part written runs across
 * colons, so that `arn:aws:glacier:*` names all of Glacier while other shortened ARNs name nothing.
 * @param readResource makes a pattern of what stands after the fifth colon, where alone variables are read; undefined
 * when one of them has no value
 */
export function matchesResource(
  entry: string,
  text: string,
  readResource: (text: string) => Pattern | undefined,
): boolean {
  if (isMatchAll(entry)) return true;
  const arn = parseArn(text);
  if (!arn) return false;
  const parts = splitParts(entry);
  if (parts[2] !== arn[2]) return false;
  return parts.every((part, index) => {
    const last = index === parts.length - 1;
    const pattern = index === 5 ? readResource(part) : part;
    const value = last ? arn.slice(index).join(':') : (arn[index] ?? '');
    return pattern !== undefined && matchesWildcard(pattern, value);
  });
}
