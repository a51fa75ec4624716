import * as vscode from 'vscode';
import type { Blocker } from '../locking/preflight';
import type { Vault } from '../locking/model';
import { showWarning } from '../shared/messages';
import { lockShown } from '../views/lockShown';
import { bullets } from './policyInWords';
import type { Services } from './services';
import { placeOf } from './vaultArgument';

interface Help {
  readonly label: string;
  readonly command: string;
  readonly args: readonly unknown[];
}

/** More buttons than these nobody reads. */
const mostHelps = 4;

/** Says all that keeps a lock from being completed, and offers the steps that help. There is none to go on anyway. */
export async function refuseToComplete(
  { log }: Services,
  vault: Vault,
  blockers: readonly Blocker[],
): Promise<void> {
  const { l10n } = vscode;
  log.info(`[lock.complete] ${vault.arn} refused: ${blockers.map(({ reason }) => reason).join(', ')}.`);
  const helps: Help[] = [];
  for (const help of blockers.flatMap((blocker) => helpsFor(blocker, vault)))
    if (helps.length < mostHelps && !helps.some(({ label }) => label === help.label)) helps.push(help);
  const labels = helps.map(({ label }) => label);
  const [only, ...others] = blockers;
  // One reason is a notification's length; several are to be read as a list.
  const choice =
    only !== undefined && others.length === 0
      ? await showWarning(
          l10n.t('The lock on {0} was not completed. {1}', vault.name, textOf(only)),
          ...labels,
        )
      : await showWarning(
          l10n.t('The lock on {0} was not completed.', vault.name),
          {
            modal: true,
            detail: [placeOf(vault), '', ...bullets(blockers.map(textOf), blockers.length)].join('\n'),
          },
          ...labels,
        );
  const help = helps.find(({ label }) => label === choice);
  if (help !== undefined) await vscode.commands.executeCommand(help.command, ...help.args);
}

function textOf(blocker: Blocker): string {
  const first = blocker.reason === 'policyErrors' ? (blocker.errors[0]?.message ?? '') : '';
  return [blocker.text, first].filter((text) => text !== '').join(' ');
}

function helpsFor(blocker: Blocker, vault: Vault): readonly Help[] {
  const { l10n } = vscode;
  const { key } = vault;
  const shown = lockShown(vault);
  const ours = (label: string, id: string, ...args: readonly unknown[]): Help => ({
    label,
    command: `glacierVaultLock.${id}`,
    args,
  });
  const chooseFile = ours(l10n.t('Choose Policy File…'), 'policy.chooseFile', key);
  switch (blocker.reason) {
    case 'lockIdNotHeld':
      return [ours(l10n.t('Enter Lock ID…'), 'lockId.enter', shown)];
    case 'littleTimeLeft':
      return [ours(l10n.t('Restart the 24 Hours'), 'lock.restart', shown)];
    case 'policyErrors':
    case 'policyForOtherVault':
      return [ours(l10n.t('Open Policy'), 'policy.open', key)];
    case 'notAsInitiated':
      return [ours(l10n.t('Abort Lock'), 'lock.abort', shown)];
    case 'notAsFile': {
      const file = vscode.Uri.parse(blocker.file, true);
      if (blocker.agreement === 'unreadable')
        return [{ label: l10n.t('Open File'), command: 'vscode.open', args: [file] }, chooseFile];
      return [
        ours(l10n.t('Compare'), 'policy.compare', key, file),
        ours(l10n.t('Initiate the File…'), 'lock.initiate', file, key),
        chooseFile,
      ];
    }
    case 'fileUnclear':
      return [chooseFile];
    case 'testsFailed':
    case 'testsNotRun':
      return [
        {
          label: l10n.t('Open Tests'),
          command: 'vscode.open',
          args: [vscode.Uri.parse(blocker.file, true)],
        },
      ];
    case 'otherAccount':
      return [ours(l10n.t('Add Connection…'), 'connection.add')];
    case 'switchedOff':
      return [
        {
          label: l10n.t('Open Setting'),
          command: 'workbench.action.openSettings',
          args: [`glacierVaultLock.${blocker.setting}`],
        },
      ];
    case 'notTrusted':
      return [{ label: l10n.t('Manage Trust'), command: 'workbench.trust.manage', args: [] }];
    case 'policyEmpty':
    case 'policyTooLarge':
    case 'lockNotKnown':
    case 'alreadyInProgress':
    case 'alreadyLocked':
    case 'notInProgress':
      return [];
  }
}
