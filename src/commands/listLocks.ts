import * as vscode from 'vscode';
import type { VaultInProgress } from '../locking/model';
import { formatInstant } from '../shared/format';
import { settings } from '../shared/settings';
import { plainText } from '../shared/plainText';
import { lockAppearance } from '../views/lockAppearance';
import type { Services } from './services';
import { placeOf } from './vaultArgument';

interface LockItem extends vscode.QuickPickItem {
  readonly vault: VaultInProgress;
  readonly buttons: readonly (vscode.QuickInputButton & { readonly command: string })[];
}

/** All locks in progress, the one that expires first on top; choosing one shows it in the tree. */
export async function listLocks(services: Services): Promise<void> {
  const { l10n } = vscode;
  const picker = vscode.window.createQuickPick<LockItem>();
  picker.title = l10n.t('Vault Locks in Progress');
  picker.placeholder = l10n.t('Choose one to see it in the tree, or use its buttons to complete or abort it');
  picker.matchOnDetail = true;
  const fill = (): void => {
    picker.items = services.store.inProgress.map((vault) => itemOf(vault, services));
  };
  fill();
  const following = services.store.onDidChange(fill);
  await new Promise<void>((resolve) => {
    picker.onDidHide(() => resolve());
    picker.onDidTriggerItemButton(({ item, button }) => {
      picker.hide();
      const chosen = item.buttons.find((candidate) => candidate === button);
      if (chosen !== undefined) void vscode.commands.executeCommand(chosen.command, item.vault.key);
    });
    picker.onDidAccept(() => {
      const [item] = picker.selectedItems;
      picker.hide();
      if (item === undefined) return;
      void vscode.commands
        .executeCommand('glacierVaultLock.vaults.focus')
        .then(() => services.tree.reveal(item.vault.key));
    });
    picker.show();
  });
  following.dispose();
  picker.dispose();
}

function itemOf(vault: VaultInProgress, services: Services): LockItem {
  const { l10n } = vscode;
  const { readOnly, allowComplete } = settings.restrictions();
  const isHeld = vault.lock.lock.lockId.held;
  const abort = {
    iconPath: new vscode.ThemeIcon('discard'),
    tooltip: l10n.t('Abort'),
    command: 'glacierVaultLock.lock.abort',
  };
  const finish = isHeld
    ? {
        iconPath: new vscode.ThemeIcon('lock'),
        tooltip: l10n.t('Complete…'),
        command: 'glacierVaultLock.lock.complete',
      }
    : {
        iconPath: new vscode.ThemeIcon('key'),
        tooltip: l10n.t('Enter Lock ID…'),
        command: 'glacierVaultLock.lockId.enter',
      };
  return {
    label: `$(watch) ${vault.name}`,
    description: lockAppearance(vault, services.clock).description,
    detail: `${plainText(placeOf(vault))} · ${l10n.t('expires {0}', formatInstant(vault.lock.lock.expires))}`,
    buttons: [...(isHeld && (readOnly || !allowComplete) ? [] : [finish]), ...(readOnly ? [] : [abort])],
    vault,
  };
}
