import * as vscode from 'vscode';
import type { ExpiredLock } from '../../locking/reminders/expiredLocks';
import { formatInstant } from '../../shared/format';
import { showWarning } from '../../shared/messages';
import { settings } from '../../shared/settings';
import { initiateAgain } from '../initiateAgain';
import { openText } from '../openText';

type WithPolicy = ExpiredLock & { readonly policy: string };

/**
 * Says that locks were not completed in time, in one message, and offers what can be done about it.
 *
 * @param follow Resolves when the vaults of the connection are known.
 */
export function tellExpired(
  expired: readonly [ExpiredLock, ...ExpiredLock[]],
  follow: (connectionId: string) => Promise<void>,
): void {
  const { l10n } = vscode;
  const again = l10n.t('Initiate Again…');
  const open = expired.length === 1 ? l10n.t('Open Its Policy') : l10n.t('Open a Policy');
  const known = expired.filter((lock): lock is WithPolicy => lock.policy !== undefined);
  const mayChange = !settings.restrictions().readOnly;
  const buttons = known.length === 0 ? [] : [...(mayChange ? [again] : []), open];
  void showWarning(inWords(expired), ...buttons).then(async (choice) => {
    if (choice === undefined) return;
    const lock = await pick(known, choice === again ? l10n.t('Initiate Again') : l10n.t('Open a Policy'));
    if (lock === undefined) return;
    if (choice !== again) {
      await openText(lock.policy);
      return;
    }
    await follow(lock.vault.connection.id);
    await initiateAgain(lock.policy, lock.vault.key);
  });
}

function inWords([first, ...others]: readonly [ExpiredLock, ...ExpiredLock[]]): string {
  const { l10n } = vscode;
  if (others.length === 0) {
    const { name, account, region, connection } = first.vault;
    return l10n.t(
      'The vault lock on {0} was not completed within its 24 hours, which ended at {1}: its policy is no longer in force, and its lock ID is void. Account {2} · {3} · {4}',
      ...[name, formatInstant(first.expires), account, region, connection.name],
    );
  }
  return l10n.t(
    '{0} vault locks were not completed within their 24 hours: {1}. Their policies are no longer in force, and their lock IDs are void.',
    others.length + 1,
    [first, ...others].map(({ vault }) => vault.name).join(', '),
  );
}

async function pick(locks: readonly WithPolicy[], title: string): Promise<WithPolicy | undefined> {
  const [only, ...others] = locks;
  if (others.length === 0) return only;
  const items = locks.map((lock) => ({
    label: lock.vault.name,
    description: `${lock.vault.region}, ${lock.vault.connection.name}`,
    lock,
  }));
  return (await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true }))?.lock;
}
