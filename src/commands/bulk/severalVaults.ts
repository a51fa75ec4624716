import * as vscode from 'vscode';
import type { Vault } from '../../locking/model';
import { plainText } from '../../shared/plainText';
import { lockAppearance } from '../../views/lockAppearance';
import { Cancelled } from '../runCommand';
import type { Services } from '../services';
import { placeOf, vaultKeyIn } from '../vaultArgument';
import { vaultsReady } from '../vaultsReady';

/** Rows below a vault carry its key as well, and stand for themselves. */
function isBelowVault(row: unknown): boolean {
  return typeof row === 'object' && row !== null && 'type' in row && row.type !== 'vault';
}

/**
 * The vaults that a menu of the tree was opened for: VS Code hands over the row, and then all rows that are selected with
 * it. Empty where only one is meant.
 */
export function severalIn(args: readonly unknown[]): readonly string[] {
  const rows = args.find((argument): argument is readonly unknown[] => Array.isArray(argument)) ?? [];
  const keys = new Set(rows.flatMap((row) => (isBelowVault(row) ? [] : (vaultKeyIn(row) ?? []))));
  return keys.size > 1 ? [...keys] : [];
}

/** Throws for what is never done to several vaults at once. */
export function refuseSeveral(args: readonly unknown[], why: string): void {
  if (severalIn(args).length > 0) throw new Error(why);
}

/**
 * The vaults that a command was called for, else those that are selected in the tree, else those that the person checks
 * in a list. Throws Cancelled.
 *
 * @param fits which vaults are offered in the list
 */
export async function severalVaults(
  services: Services,
  args: readonly unknown[],
  title: string,
  fits: (vault: Vault) => boolean,
): Promise<readonly Vault[]> {
  const { store, tree } = services;
  const find = (keys: readonly string[]): readonly Vault[] => keys.flatMap((key) => store.find(key) ?? []);
  const given = severalIn(args);
  if (given.length > 0) return find(given);
  const row = args.map(vaultKeyIn).find((key) => key !== undefined);
  if (row !== undefined) return find([row]);
  const selected = tree.selected;
  if (selected.length > 1) return find(selected);
  await vaultsReady(services);
  return await check(services, title, store.vaults.filter(fits), selected);
}

async function check(
  { clock }: Services,
  title: string,
  vaults: readonly Vault[],
  selected: readonly string[],
): Promise<readonly Vault[]> {
  if (vaults.length === 0)
    throw new Error(vscode.l10n.t('There is no vault for which this is possible now.'));
  const items = vaults.map((vault) => {
    const { icon, description } = lockAppearance(vault, clock);
    return {
      label: `$(${icon.id}) ${vault.name}`,
      description: plainText([description, placeOf(vault)].join(' · ')),
      picked: selected.includes(vault.key),
      vault,
    };
  });
  const chosen = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t('Check the vaults; several can be selected in the tree, too'),
    canPickMany: true,
    ignoreFocusOut: true,
    matchOnDescription: true,
  });
  if (chosen === undefined || chosen.length === 0) throw new Cancelled();
  return chosen.map(({ vault }) => vault);
}
