/** What the text of an AWS principal can be. */
export type PrincipalText =
  'everyone' | 'account' | 'principal ARN' | 'unique id' | 'wildcard' | 'group' | 'wrong account' | 'wrong';

const iamArn =
  /^arn:(?<partition>[^:]*):(?:iam::(?<account>[^:]*):(?:root|(?:user|role)\/.+)|sts::(?<session>[^:]*):(?:assumed-role\/[^/]+\/.+|federated-user\/.+))$/;

/** Reads a value of `{"AWS": …}` (IAM user guide, "AWS JSON policy elements: Principal"). */
export function readPrincipalText(text: string): PrincipalText {
  if (text === '*') return 'everyone';
  if (text.includes('*') || text.includes('?')) return 'wildcard';
  if (/^\d+$/.test(text)) return text.length === 12 ? 'account' : 'wrong account';
  if (/^A(?:RO|ID)A[A-Z0-9]{12,}$/.test(text)) return 'unique id';
  if (/^arn:[^:]*:iam::\d*:group\//.test(text)) return 'group';
  const match = iamArn.exec(text);
  if (!match) return 'wrong';
  const account = match.groups?.['account'] ?? match.groups?.['session'] ?? '';
  return /^\d{12}$/.test(account) ? 'principal ARN' : 'wrong account';
}

export function isServicePrincipal(text: string): boolean {
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.amazonaws\.com(?:\.cn)?$/.test(text);
}

/** The account of an AWS principal, where its text tells: an ID does not, nor does a pattern. */
export function accountOfPrincipal(text: string): string | undefined {
  const kind = readPrincipalText(text);
  if (kind === 'account') return text;
  return kind === 'principal ARN' ? text.split(':')[4] : undefined;
}
