import type { Vault } from '../model';

/** A policy file of the workspace, as far as it matters whose vault it is. */
export interface PolicyFile {
  /** Stable while the file is where it is. */
  readonly id: string;
  /** The policy as it would be sent; undefined where Glacier could not read it. */
  readonly text: string | undefined;
  /** The ARNs of the vaults it is meant for: the one that a person chose, else those that its Resource names. */
  readonly vaults: readonly string[];
}

/** Which file of the workspace a vault is kept in. */
export type Association =
  | { readonly kind: 'none' }
  | { readonly kind: 'file'; readonly file: PolicyFile }
  /** Several are meant for it, and nobody has said which counts. */
  | { readonly kind: 'several'; readonly files: readonly PolicyFile[] }
  /** The one that a person chose is not among the files: it is gone, cannot be read, or is said to be no policy. */
  | { readonly kind: 'missing'; readonly file: string };

/** Instead of a file's id: a person has said that none of the workspace's files counts for the vault. */
export const noFile = '';

/**
 * @param chosen The id of the file that a person chose for this vault, or `noFile`; undefined: nobody has chosen. No
 *   other file takes the place of a chosen one that is missing.
 */
export function associationOf(
  { arn }: Pick<Vault, 'arn'>,
  files: readonly PolicyFile[],
  chosen: string | undefined,
): Association {
  if (chosen === noFile) return { kind: 'none' };
  if (chosen !== undefined) {
    const file = files.find(({ id }) => id === chosen);
    return file === undefined ? { kind: 'missing', file: chosen } : { kind: 'file', file };
  }
  const naming = files.filter(({ vaults }) => vaults.includes(arn));
  // What cannot even be read, a draft perhaps, does not compete with what can.
  const legible = naming.filter(({ text }) => text !== undefined);
  const meant = legible.length > 0 ? legible : naming;
  const [only, ...others] = meant;
  if (only === undefined) return { kind: 'none' };
  return others.length === 0 ? { kind: 'file', file: only } : { kind: 'several', files: meant };
}
