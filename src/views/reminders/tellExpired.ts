import * as vscode from 'vscode';
import type { ExpiredLock } from '../../locking/reminders/expiredLocks';
import { offerEach, type Answer } from '../../locking/reminders/offerEach';
import { formatInstant } from '../../shared/format';
import { showWarning } from '../../shared/messages';
import { settings } from '../../shared/settings';
import { plainText } from '../../shared/plainText';
import { initiateAgain } from '../initiateAgain';
import { openText } from '../openText';

type WithPolicy = ExpiredLock & { readonly policy: string };

/**
 * Says that locks were not completed in time, in one message, and offers what can be done about it; about the others again
 * after one of them was chosen.
 *
 * @param follow Resolves when the vaults of the connection are known.
 */
export async function tellExpired(
  expired: readonly [ExpiredLock, ...ExpiredLock[]],
  follow: (connectionId: string) => Promise<void>,
): Promise<void> {
  const known = (locks: readonly ExpiredLock[]): readonly WithPolicy[] =>
    locks.filter((lock): lock is WithPolicy => lock.policy !== undefined);
  await offerEach(expired, async (left) => {
    // Nothing can be done here about the others, and that they are over was said.
    if (left.length < expired.length && known(left).length === 0) return 'put away';
    return await offer(left, known(left), follow);
  });
}

async function offer(
  expired: readonly [ExpiredLock, ...ExpiredLock[]],
  known: readonly WithPolicy[],
  follow: (connectionId: string) => Promise<void>,
): Promise<Answer<ExpiredLock>> {
  const { l10n } = vscode;
  const again = l10n.t('Initiate Again…');
  const open = expired.length === 1 ? l10n.t('Open Its Policy') : l10n.t('Open a Policy');
  const mayChange = !settings.restrictions().readOnly;
  const buttons = known.length === 0 ? [] : [...(mayChange ? [again] : []), open];
  const choice = await showWarning(inWords(expired), ...buttons);
  if (choice === undefined) return 'put away';
  const lock = await pick(known, choice === again ? l10n.t('Initiate Again') : l10n.t('Open a Policy'));
  if (lock === undefined) return 'not yet';
  if (choice !== again) {
    await openText(lock.policy);
  } else {
    await follow(lock.vault.connection.id);
    await initiateAgain(lock.policy, lock.vault.key);
  }
  return { done: lock };
}

function inWords([first, ...others]: readonly [ExpiredLock, ...ExpiredLock[]]): string {
  const { l10n } = vscode;
  if (others.length === 0) {
    const { name, account, region, connection } = first.vault;
    return l10n.t(
      'The 24 hours of the vault lock on {0} are over since {1}, and no lock is in force: its policy is gone, and its lock ID is void. Account {2} · {3} · {4}',
      ...[name, formatInstant(first.expires), account, region, connection.name],
    );
  }
  return l10n.t(
    'The 24 hours of {0} vault locks are over, and no lock is in force: {1}. Their policies are gone, and their lock IDs are void.',
    others.length + 1,
    [first, ...others].map(({ vault }) => vault.name).join(', '),
  );
}

async function pick(locks: readonly WithPolicy[], title: string): Promise<WithPolicy | undefined> {
  const [only, ...others] = locks;
  if (others.length === 0) return only;
  const items = locks.map((lock) => ({
    label: lock.vault.name,
    description: plainText(`${lock.vault.region}, ${lock.vault.connection.name}`),
    lock,
  }));
  return (await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true }))?.lock;
}
