import * as vscode from 'vscode';
import type { TreeNode } from '../views/vaultTreeNodes';
import type { Services } from './services';
import { anyVault, vaultFor } from './vaultArgument';

export async function copyArn(services: Services, argument?: unknown): Promise<void> {
  const vault = await vaultFor(services, argument, {
    title: vscode.l10n.t("Copy a Vault's ARN"),
    ...anyVault,
  });
  await copy(vault.arn);
}

export async function copyName(services: Services, argument?: unknown): Promise<void> {
  const vault = await vaultFor(services, argument, {
    title: vscode.l10n.t("Copy a Vault's Name"),
    ...anyVault,
  });
  await copy(vault.name);
}

/** Copies what the tree shows beside a property's name. */
export async function copyValue(services: Services, node?: TreeNode): Promise<void> {
  if (node?.type !== 'property') return;
  const item = services.tree.getTreeItem(node);
  if (typeof item.description === 'string') await copy(item.description);
}

async function copy(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied: {0}', text), 3_000);
}
