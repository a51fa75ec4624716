import * as vscode from 'vscode';
import { formatAge } from '../shared/formatAge';
import { formatShort, speakRemaining, urgency } from '../locking/countdown';
import type { GlacierClock } from '../locking/api';
import { isPastItsEnd, type LockIdStatus, type Vault } from '../locking/model';

const minute = 60_000;

/** How a vault's lock is shown: the same words, icon and colour in the tree, the status bar and the pickers. */
export interface LockAppearance {
  readonly icon: vscode.ThemeIcon;
  /** Short, beside the name. */
  readonly description: string;
  /** Where there is little room, what must not be cut off; otherwise the description does. */
  readonly narrow?: string;
  /** For a screen reader, after the name. */
  readonly spoken: string;
}

const icon = (id: string, color?: string): vscode.ThemeIcon =>
  new vscode.ThemeIcon(id, color === undefined ? undefined : new vscode.ThemeColor(color));

/** Pure but for the clock: the same vault at the same time always looks the same. */
export function lockAppearance(vault: Vault, clock: GlacierClock): LockAppearance {
  const { l10n } = vscode;
  const knowledge = vault.lock;
  if (knowledge.known === 'pending') {
    const text = l10n.t('reading lock…');
    return { icon: icon('loading~spin'), description: text, spoken: text };
  }
  if (knowledge.known === 'failed') {
    return {
      icon: icon('warning', 'list.warningForeground'),
      description: l10n.t('lock state unknown'),
      spoken: l10n.t('lock state unknown: {0}', knowledge.error.message),
    };
  }
  if (knowledge.known === 'cached') return keptAppearance(knowledge, clock.now(vault.connection.id));
  const { lock } = knowledge;
  switch (lock.state) {
    case 'none': {
      const text = l10n.t('no lock');
      return { icon: icon('unlock', 'glacierVaultLock.noLock'), description: text, spoken: text };
    }
    case 'locked': {
      const text = l10n.t('locked');
      return {
        icon: icon('lock', 'glacierVaultLock.locked'),
        description: text,
        spoken: l10n.t('locked for good'),
      };
    }
    case 'inProgress': {
      const left = lock.expires - clock.now(vault.connection.id);
      const last = urgency(left) === 'last';
      const time = left > 0 ? l10n.t('in progress · {0}', formatShort(left)) : l10n.t('expired');
      const spoken = l10n.t(
        'lock in progress, {0}',
        // The row changes by the minute, and so does what is said of it.
        speakRemaining(left < minute ? left : left - (left % minute)),
      );
      const flaw = flawOf(lock.lockId);
      return {
        icon: icon('watch', last ? 'glacierVaultLock.inProgressLast' : 'glacierVaultLock.inProgress'),
        ...(flaw === undefined
          ? { description: time, spoken }
          : {
              description: `${time} · ${flaw}`,
              // The icon says that it is in progress. What is cut off first is said by the rows below, too; the time is not.
              narrow: `${formatShort(left)} · ${flaw}`,
              spoken: `${spoken}, ${flaw}`,
            }),
      };
    }
  }
}

/** What an earlier session read, in grey: it may be another by now. Time left is not told, for it would be a promise. */
function keptAppearance(
  { kept, readAt }: Extract<Vault['lock'], { known: 'cached' }>,
  now: number,
): LockAppearance {
  const { l10n } = vscode;
  const age = formatAge(readAt, now);
  switch (kept.state) {
    case 'none': {
      const text = l10n.t('no lock · {0}', age);
      return { icon: icon('unlock', 'disabledForeground'), description: text, spoken: text };
    }
    case 'locked': {
      const text = l10n.t('locked · {0}', age);
      return { icon: icon('lock', 'disabledForeground'), description: text, spoken: text };
    }
    case 'inProgress': {
      const text = isPastItsEnd(kept, now)
        ? l10n.t('was in progress · {0}', age)
        : l10n.t('in progress · {0}', age);
      return { icon: icon('watch', 'disabledForeground'), description: text, spoken: text };
    }
  }
}

/** What is wrong with the lock ID of a lock in progress. */
function flawOf(lockId: LockIdStatus): string | undefined {
  if (!lockId.held) return vscode.l10n.t('lock ID unknown');
  return lockId.unsaved === true ? vscode.l10n.t('lock ID not saved') : undefined;
}
