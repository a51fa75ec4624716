import * as vscode from 'vscode';
import { retentionInBrief } from '../policy';
import { formatNumber } from '../shared/format';
import type { RetentionFact } from '../locking/retentionBook';
import type { DriftName, Grouping, GroupOf, LockName, Sorting } from './vaultArrangement';

interface Look {
  readonly label: string;
  readonly icon: vscode.ThemeIcon;
  /** Beside the label, what makes it exact. */
  readonly aside?: string;
}

/** How a group of vaults looks: with the icons that its vaults have. */
export function groupAppearance(of: GroupOf): Look {
  switch (of.by) {
    case 'lock':
      return lockLook(of.lock);
    case 'retention':
      return retentionLook(of.retention);
    case 'drift':
      return driftLook(of.drift);
  }
}

function lockLook(lock: LockName): Look {
  return { label: lockWords(lock), icon: lockIcon(lock) };
}

/** Of the state of a lock, as the name of a group and of a filter. */
export function lockWords(lock: LockName): string {
  const { l10n } = vscode;
  switch (lock) {
    case 'inProgress':
      return l10n.t('In progress');
    case 'none':
      return l10n.t('No lock');
    case 'locked':
      return l10n.t('Locked');
    case 'failed':
      return l10n.t('Could not be read');
    case 'pending':
      return l10n.t('Being read');
  }
}

export function groupingWords(group: Grouping): string {
  const { l10n } = vscode;
  switch (group) {
    case 'none':
      return l10n.t('No groups');
    case 'lock':
      return l10n.t('Lock');
    case 'retention':
      return l10n.t('Retention');
    case 'drift':
      return l10n.t('Policy file');
  }
}

export function sortingWords(sort: Sorting): string {
  const { l10n } = vscode;
  switch (sort) {
    case 'name':
      return l10n.t('Name');
    case 'expiry':
      return l10n.t('Expiry');
    case 'retention':
      return l10n.t('Retention');
    case 'created':
      return l10n.t('Creation');
  }
}

function lockIcon(lock: LockName): vscode.ThemeIcon {
  switch (lock) {
    case 'inProgress':
      return icon('watch', 'glacierVaultLock.inProgress');
    case 'none':
      return icon('unlock', 'glacierVaultLock.noLock');
    case 'locked':
      return icon('lock', 'glacierVaultLock.locked');
    case 'failed':
      return icon('warning', 'list.warningForeground');
    case 'pending':
      return icon('loading~spin');
  }
}

function retentionLook(retention: RetentionFact): Look {
  const { l10n } = vscode;
  switch (retention.kind) {
    case 'noPolicy':
      return { label: l10n.t('No lock policy'), icon: icon('unlock', 'glacierVaultLock.noLock') };
    case 'working':
      return { label: l10n.t('Being worked out'), icon: icon('loading~spin') };
    case 'days': {
      const label = retentionInBrief(retention);
      const { days } = retention;
      // Years can have one leap day more or less.
      if (days === Infinity || label.startsWith(String(days))) return { label, icon: icon('shield') };
      return { label, icon: icon('shield'), aside: l10n.t('{0} days', formatNumber(days)) };
    }
    case 'partly':
      return { label: l10n.t('Kept from some, or at times'), icon: icon('circle-large') };
    case 'none':
      return { label: l10n.t('No retention'), icon: icon('circle-slash') };
    case 'unreadable':
      return { label: l10n.t('Policy cannot be read'), icon: icon('question') };
    case 'notRead':
      return lockLook('failed');
    case 'beingRead':
      return lockLook('pending');
  }
}

function driftLook(drift: DriftName): Look {
  const { l10n } = vscode;
  switch (drift) {
    case 'differs':
      return { label: l10n.t('Differs from its file'), icon: icon('diff') };
    case 'unclear':
      return { label: l10n.t('Cannot be compared'), icon: icon('question') };
    case 'agrees':
      return { label: l10n.t('As in its file'), icon: icon('check') };
    case 'noFile':
      return { label: l10n.t('No policy file'), icon: icon('file') };
    case 'noPolicy':
      return { label: l10n.t('No lock policy'), icon: icon('unlock', 'glacierVaultLock.noLock') };
    case 'notRead':
      return lockLook('failed');
    case 'beingRead':
      return lockLook('pending');
  }
}

function icon(id: string, color?: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(id, color === undefined ? undefined : new vscode.ThemeColor(color));
}
