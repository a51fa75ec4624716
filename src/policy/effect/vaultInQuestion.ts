import type { PolicyDocument } from '../document';
import { isMatchAll } from '../wildcard';
import { parseVaultArn, type VaultArn } from '../syntax/vaultArn';

export interface VaultInQuestion {
  readonly arn: string;
  readonly vault: VaultArn;
  /** False where neither the person nor the policy says which vault it is: then it is made up. */
  readonly certain: boolean;
}

/**
 * The vault a policy is judged for: the one it is meant for, else the first one it names, else one that its first
 * pattern matches.
 */
export function vaultInQuestion(
  { statements }: PolicyDocument,
  vaultArn: string | undefined,
  account: string | undefined,
): VaultInQuestion {
  const named = statements.flatMap(({ resource }) => (resource.negated ? [] : resource.entries));
  for (const arn of vaultArn === undefined ? named : [vaultArn, ...named]) {
    const vault = parseVaultArn(arn);
    if (vault) return { arn, vault, certain: true };
  }
  for (const entry of [...named, '*']) {
    const arn = instanceOf(entry, account ?? '999999999999');
    const vault = arn === undefined ? undefined : parseVaultArn(arn);
    if (arn !== undefined && vault) return { arn, vault, certain: false };
  }
  throw new Error('The pattern for all vaults has no instance.');
}

/** An ARN that a pattern matches: each part that is nothing but a wildcard is filled in, others lose theirs. */
function instanceOf(entry: string, account: string): string | undefined {
  if (isMatchAll(entry)) return `arn:aws:glacier:us-east-1:${account}:vaults/some-vault`;
  // The name of a variable has a colon of its own.
  const parts = entry.replace(/\$\{[^{}]*\}/g, 'x').split(':');
  if (parts.length > 6) return undefined;
  const [arn = 'arn', partition = '*', service = 'glacier', region = '*', owner = '*', resource = '*'] =
    parts;
  const fill = (part: string, value: string): string =>
    isMatchAll(part) ? value : part.replace(/[*?]/g, 'x');
  const name = fill(resource.replace(/^vaults\//, ''), 'some-vault');
  return [
    arn,
    fill(partition, 'aws'),
    service,
    fill(region, 'us-east-1'),
    fill(owner, account),
    `vaults/${name}`,
  ].join(':');
}
