import * as vscode from 'vscode';
import { settings } from '../shared/settings';
import { HelpedFailure } from './runCommand';

/** Throws in read-only mode, with the way to the setting. */
export function requireChanges(): void {
  if (!settings.restrictions().readOnly) return;
  throw switchedOff(
    vscode.l10n.t('Read-only mode is on: nothing at Glacier can be changed from here.'),
    'readOnly',
  );
}

/** Throws where completing is switched off, with the way to the setting. */
export function requireCompleting(): void {
  requireChanges();
  if (settings.restrictions().allowComplete) return;
  throw switchedOff(
    vscode.l10n.t(
      'Completing vault locks is switched off in the settings of this user. Locks can be initiated, tested and aborted.',
    ),
    'allowComplete',
  );
}

function switchedOff(message: string, setting: 'allowComplete' | 'readOnly'): HelpedFailure {
  return new HelpedFailure(new Error(message), {
    label: vscode.l10n.t('Open Setting'),
    run: () => vscode.commands.executeCommand('workbench.action.openSettings', `glacierVaultLock.${setting}`),
  });
}
