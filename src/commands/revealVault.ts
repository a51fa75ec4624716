import * as vscode from 'vscode';
import type { Services } from './services';
import { anyVault, vaultFor } from './vaultArgument';

/** Shows a vault in the tree: what a link on its ARN does. */
export async function revealVault(services: Services, argument?: unknown): Promise<void> {
  const vault = await vaultFor(services, argument, {
    title: vscode.l10n.t('Show a Vault in the Tree'),
    ...anyVault,
  });
  await services.tree.show(vault.key);
}
