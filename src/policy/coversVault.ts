import type { ElementList, PolicyDocument } from './document';
import { matchesResource } from './evaluate/arn';
import { openPattern } from './openPattern';
import { wildcardPattern } from './wildcard';

/**
 * Whether some statement of a policy can apply to this vault, going by Resource and NotResource alone. A policy
 * variable may stand for anything, so that its entry counts wherever it could match.
 * @param vaultArn `arn:aws:glacier:us-west-2:111122223333:vaults/ledger`
 */
export function coversVault({ version, statements }: PolicyDocument, vaultArn: string): boolean {
  // The language of 2008 has no variables.
  const hasVariables = version === '2012-10-17';
  return statements.some(({ resource }) => canCover(resource, vaultArn, hasVariables));
}

function canCover({ negated, entries }: ElementList, vaultArn: string, hasVariables: boolean): boolean {
  const matchesFor = (entry: string, readResource: typeof wildcardPattern): boolean =>
    matchesResource(entry, vaultArn, readResource);
  if (!negated)
    return entries.some((entry) => matchesFor(entry, hasVariables ? openPattern : wildcardPattern));
  // What a variable only may exempt may also be covered.
  return !entries.some((entry) => matchesFor(entry, wildcardPattern));
}
