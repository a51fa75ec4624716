import * as vscode from 'vscode';
import type { Drift } from '../locking/drift/driftBook';

/** How a comparison of the policy in force with the workspace looks. */
export interface DriftAppearance {
  /** Behind the state of the vault, where something wants to be seen: short, the row is narrow. */
  readonly aside: { readonly shown: string; readonly spoken: string } | undefined;
  readonly description: string;
  readonly sentence: string;
  readonly icon: string;
  /** What a click does; it is given the vault, and then the arguments. */
  readonly command: Pick<vscode.Command, 'command' | 'title'>;
  readonly arguments: readonly unknown[];
}

export function driftAppearance(drift: Drift): DriftAppearance {
  const { l10n } = vscode;
  if (drift.kind === 'several') {
    return {
      aside: undefined,
      description: l10n.t('choose one of {0}', drift.files.length),
      sentence: l10n.t(
        '{0} policy files of the workspace are for this vault. Choose the one that the policy in force is compared with.',
        drift.files.length,
      ),
      icon: 'files',
      command: { command: 'glacierVaultLock.policy.chooseFile', title: l10n.t('Choose Policy File…') },
      arguments: [],
    };
  }
  const file = vscode.Uri.parse(drift.file, true);
  const name = vscode.workspace.asRelativePath(file);
  if (drift.kind === 'missing') {
    return {
      aside: undefined,
      description: l10n.t('{0} is missing', name),
      sentence: l10n.t(
        '{0}, which was chosen as the policy file of this vault, cannot be found or read, or is said to be no policy. Choose the file that counts.',
        name,
      ),
      icon: 'question',
      command: { command: 'glacierVaultLock.policy.chooseFile', title: l10n.t('Choose Policy File…') },
      arguments: [],
    };
  }
  const compare = {
    command: { command: 'glacierVaultLock.policy.compare', title: l10n.t('Compare with Policy in Force') },
    arguments: [file],
  };
  switch (drift.agreement) {
    case 'same':
      return {
        ...compare,
        aside: undefined,
        description: l10n.t('means the same as {0}', name),
        sentence: l10n.t('The policy in force means the same as {0}.', name),
        icon: 'check',
      };
    case 'sameEffect':
      return {
        ...compare,
        aside: undefined,
        description: l10n.t('has the same effect as {0}', name),
        sentence: l10n.t(
          'The policy in force is written otherwise than {0}, with the same effect here.',
          name,
        ),
        icon: 'check',
      };
    case 'differs':
      return {
        ...compare,
        aside: { shown: l10n.t('differs'), spoken: l10n.t('file differs') },
        description: l10n.t('differs from {0}', name),
        sentence: l10n.t('The policy in force differs from {0}: see what would change.', name),
        icon: 'diff',
      };
    case 'unreadable':
      return {
        ...compare,
        aside: undefined,
        description: l10n.t('cannot be compared with {0}', name),
        sentence: l10n.t('The policy in force and {0} cannot both be read as policies.', name),
        icon: 'question',
      };
  }
}
