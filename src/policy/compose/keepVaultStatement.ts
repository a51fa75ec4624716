import { denial, type ComposedStatement, type ForVault } from './statement';

/**
 * Nobody deletes the vault, not even when it is empty: otherwise it could be made again under the same name without the
 * lock. The name is taken for ever then; an empty vault costs nothing.
 */
export function keepVaultStatement(vault: ForVault): ComposedStatement {
  return denial('keep-the-vault', 'glacier:DeleteVault', vault);
}
