import type { TextRange } from '../text';
import { contentRange } from './contentRange';
import type { ParsedPolicy } from './parsedPolicy';
import { stringsOf } from './policyTree';

/** `arn:{partition}:glacier:{region}:{account}:vaults/{name}` */
export interface VaultArn {
  readonly partition: string;
  readonly region: string;
  /** 12 digits. */
  readonly account: string;
  readonly name: string;
}

/** 1 to 255 of letters, digits, `.`, `_` and `-` (Glacier developer guide: Create Vault). */
export function isVaultName(name: string): boolean {
  return /^[A-Za-z0-9._-]{1,255}$/.test(name);
}

/** Reads a literal vault ARN, without wildcards or variables; undefined for anything else. */
export function parseVaultArn(arn: string): VaultArn | undefined {
  const match =
    /^arn:(?<partition>aws[a-z-]*):glacier:(?<region>[a-z]+(?:-[a-z0-9]+)+):(?<account>\d{12}):vaults\/(?<name>[^/]+)$/.exec(
      arn,
    );
  const { partition, region, account, name } = match?.groups ?? {};
  if (partition === undefined || region === undefined || account === undefined) return undefined;
  return name !== undefined && isVaultName(name) ? { partition, region, account, name } : undefined;
}

export function formatVaultArn({ partition, region, account, name }: VaultArn): string {
  return `arn:${partition}:glacier:${region}:${account}:vaults/${name}`;
}

/**
 * The vaults a policy names outright in its Resource elements, in the order of the text, with repetitions. Ranges leave
 * out the quotes.
 */
export function vaultArnsOf(parsed: ParsedPolicy): readonly { arn: string; range: TextRange }[] {
  return (parsed.policy?.statements ?? []).flatMap(({ resource }) =>
    stringsOf(resource)
      .filter(({ value }) => parseVaultArn(value) !== undefined)
      .map((node) => ({ arn: node.value, range: contentRange(parsed, node) })),
  );
}
