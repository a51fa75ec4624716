import { agreementOf, fillTemplate, type Agreement } from '../../policy';
import type { Vault } from '../model';
import { associationOf, type PolicyFile } from './association';

/** How the policy in force on a vault stands to the workspace. */
export type Drift =
  | { readonly kind: 'compared'; readonly file: string; readonly agreement: Agreement }
  | { readonly kind: 'several'; readonly files: readonly string[] }
  /** The file that a person chose is not there or cannot be read: nothing could be compared. */
  | { readonly kind: 'missing'; readonly file: string };

/** The policy that is in force on a vault, as far as that is known. */
export function policyInForce({ lock }: Pick<Vault, 'lock'>): string | undefined {
  return lock.known === 'read' && lock.lock.state !== 'none' ? lock.lock.policy : undefined;
}

/** Compares each pair of texts once: a vault is drawn far more often than a policy is changed. */
export class DriftBook {
  private readonly compared = new Map<
    string,
    { readonly inForce: string; readonly text: string; readonly agreement: Agreement }
  >();

  /** Undefined where no policy is in force or no file is meant for the vault. */
  of(vault: Vault, files: readonly PolicyFile[], chosen: string | undefined): Drift | undefined {
    const inForce = policyInForce(vault);
    const association = associationOf(vault, files, chosen);
    if (inForce === undefined || association.kind === 'none') return undefined;
    if (association.kind === 'missing') return association;
    if (association.kind === 'several')
      return { kind: 'several', files: association.files.map(({ id }) => id) };
    const { id, text } = association.file;
    return { kind: 'compared', file: id, agreement: this.agreement(vault, inForce, text) };
  }

  private agreement({ key, arn }: Vault, inForce: string, text: string | undefined): Agreement {
    if (text === undefined) return 'unreadable';
    const before = this.compared.get(key);
    if (before?.inForce === inForce && before.text === text) return before.agreement;
    const agreement = agreementOf(inForce, fillTemplate(text, arn), arn);
    this.compared.set(key, { inForce, text, agreement });
    return agreement;
  }
}
