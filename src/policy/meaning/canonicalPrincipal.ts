import type { PrincipalElement, PrincipalEntry, Statement } from '../document';
import { parseArn } from '../evaluate/arn';
import { inOrderAsJson } from './inOrder';

/**
 * One spelling for Principal or NotPrincipal. An account's number and the ARN of its root stand for the same callers
 * (IAM user guide, "AWS JSON policy elements: Principal"), but the ARN for those of its partition only: it becomes the
 * number where the statement is about vaults of that partition and no others, which nobody else can call. Beside everyone, an account, a user or a role says nothing more.
 */
export function canonicalPrincipal({ principal, resource }: Statement): PrincipalElement {
  const partition = resource.negated ? undefined : onlyPartition(resource.entries);
  const everyone = principal.entries.some(({ type }) => type === 'everyone');
  const entries = principal.entries
    .filter(({ type }) => !everyone || type !== 'AWS')
    .map((entry) => canonicalEntry(entry, partition));
  return { negated: principal.negated, entries: inOrderAsJson(entries) };
}

function canonicalEntry(entry: PrincipalEntry, partition: string | undefined): PrincipalEntry {
  if (entry.type === 'everyone') return { type: 'everyone' };
  const { type, value } = entry;
  if (type !== 'AWS' || partition === undefined) return { type, value };
  const account = parseArn(value)?.[4] ?? '';
  return /^\d{12}$/.test(account) && value === `arn:${partition}:iam::${account}:root`
    ? { type, value: account }
    : { type, value };
}

/** The one partition that all these ARNs name; undefined where one leaves it open. */
function onlyPartition(entries: readonly string[]): string | undefined {
  const [only, ...others] = new Set(entries.map((entry) => /^arn:([^:*?]+):/.exec(entry)?.[1]));
  return others.length === 0 ? only : undefined;
}
