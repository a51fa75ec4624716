import * as vscode from 'vscode';
import type { Vault } from '../locking/model';
import type { TreeNode } from '../views/vaultTreeNodes';
import { severalIn } from './bulk/severalVaults';
import type { Services } from './services';
import { anyVault, vaultFor } from './vaultArgument';

export async function copyArn(services: Services, ...args: readonly unknown[]): Promise<void> {
  const several = severalOf(services, args);
  if (several.length > 0) {
    await copyLines(several.map(({ arn }) => arn));
    return;
  }
  const [argument] = args;
  const vault = await vaultFor(services, argument, {
    title: vscode.l10n.t("Copy a Vault's ARN"),
    ...anyVault,
  });
  await copy(vault.arn);
}

export async function copyName(services: Services, ...args: readonly unknown[]): Promise<void> {
  const several = severalOf(services, args);
  if (several.length > 0) {
    await copyLines(several.map(({ name }) => name));
    return;
  }
  const [argument] = args;
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

function severalOf({ store }: Services, args: readonly unknown[]): readonly Vault[] {
  return severalIn(args).flatMap((key) => store.find(key) ?? []);
}

/** One a line, as a spreadsheet or a script takes it. */
async function copyLines(lines: readonly string[]): Promise<void> {
  await vscode.env.clipboard.writeText(lines.join('\n'));
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied: {0} lines', lines.length), 3_000);
}

async function copy(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied: {0}', text), 3_000);
}
