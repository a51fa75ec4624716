import { matchesWildcard } from '../wildcard';

/** The six parts of an ARN or of a pattern of ARNs; later colons belong to the last. */
export function splitArn(text: string): readonly string[] {
  const parts = text.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

/**
 * What a pattern of ARNs comes to for the users and roles of one account: `arn:aws:iam::*:role/Admin` has that account
 * in place of the wildcard. No name of IAM's has a colon. Undefined where the pattern leaves open whom of them it means.
 */
export function ownForm(pattern: string, partition: string, account: string): string | undefined {
  const rest = /^\*:((?:user|role)\/[^:]*)$/.exec(pattern)?.[1];
  if (rest !== undefined) return `arn:${partition}:iam::${account}:${rest}`;
  const [arn, itsPartition = '', service, region = '', itsAccount = '', resource] = splitArn(pattern);
  if (arn !== 'arn' || service !== 'iam' || resource === undefined) return undefined;
  if (!matchesWildcard(region, '') || !matchesWildcard(itsPartition, partition)) return undefined;
  if (!matchesWildcard(itsAccount, account)) return undefined;
  return `arn:${partition}:iam::${account}:${resource}`;
}
