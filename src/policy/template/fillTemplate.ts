import { parseVaultArn } from '../syntax/vaultArn';

/**
 * What a policy for many vaults leaves open: the ARN of the vault, or its parts. Policy variables of AWS have a colon in
 * their names, so none of theirs is meant.
 */
const placeholder = /\$\{(vaultArn|vaultName|account|region)\}/g;

/** Whether a text leaves open which vault it is for. */
export function isTemplate(text: string): boolean {
  return text.search(placeholder) >= 0;
}

/** The placeholders in a text, each once, as they are written. */
export function placeholdersOfTemplate(text: string): readonly string[] {
  return [...new Set(text.match(placeholder) ?? [])];
}

/**
 * The policy for one vault. What is filled in has no character that a JSON string would have to escape.
 *
 * @param vaultArn A literal vault ARN; with any other text only `${vaultArn}` is filled in.
 */
export function fillTemplate(text: string, vaultArn: string): string {
  const parts = parseVaultArn(vaultArn);
  return text.replace(placeholder, (written, name: string) => {
    switch (name) {
      case 'vaultArn':
        return vaultArn;
      case 'vaultName':
        return parts?.name ?? written;
      case 'account':
        return parts?.account ?? written;
      default:
        return parts?.region ?? written;
    }
  });
}
