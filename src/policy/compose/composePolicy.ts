import { keepVaultStatement } from './keepVaultStatement';
import { legalHoldStatements, type LegalHold } from './legalHoldStatements';
import { retentionStatement } from './retentionStatement';
import type { ComposedStatement, ForVault } from './statement';

export interface PolicyWishes extends ForVault {
  /** Archives are kept for so many whole days. */
  readonly retentionDays?: number | undefined;
  readonly legalHold?: Pick<LegalHold, 'tag' | 'keeper'> | undefined;
  /** Whether the empty vault must stay as well. */
  readonly keepVault: boolean;
}

export interface ComposedPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly ComposedStatement[];
}

/** A lock policy that does what was asked for, one statement for each thing that is denied. */
export function composePolicy({
  vaultArn,
  retentionDays,
  legalHold,
  keepVault,
}: PolicyWishes): ComposedPolicy {
  return {
    Version: '2012-10-17',
    Statement: [
      ...(retentionDays === undefined ? [] : [retentionStatement({ days: retentionDays, vaultArn })]),
      ...(legalHold === undefined ? [] : legalHoldStatements({ ...legalHold, vaultArn })),
      ...(keepVault ? [keepVaultStatement({ vaultArn })] : []),
    ],
  };
}

/** A composed policy or statement as text, laid out with two spaces, without a line end behind it. */
export function composedText(composed: ComposedPolicy | ComposedStatement): string {
  return JSON.stringify(composed, undefined, 2);
}
