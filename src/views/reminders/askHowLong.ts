import * as vscode from 'vscode';
import type { GlacierClock } from '../../locking/api';
import { formatMinutes } from '../../locking/countdown';
import type { Reminder } from '../../locking/reminders/lockReminders';
import { snoozeChoices } from '../../locking/reminders/snoozeChoices';

type Length = number | 'forGood';

/** Asks how long to be left alone, with what is left of the locks then; undefined if the person backed out. */
export async function askHowLong(
  reminders: readonly Reminder[],
  clock: GlacierClock,
): Promise<Length | undefined> {
  const { l10n } = vscode;
  const left = Math.min(...reminders.map(({ expires, connection }) => expires - clock.now(connection.id)));
  const choices: (vscode.QuickPickItem & { readonly length: Length })[] = snoozeChoices(left).map(
    (length) => ({
      label: inWords(length),
      description: l10n.t('with {0} left then', formatMinutes(left - length)),
      length,
    }),
  );
  choices.push({
    label:
      reminders.length === 1
        ? l10n.t('No more reminders of this lock')
        : l10n.t('No more reminders of these locks'),
    description: l10n.t('The countdown in the status bar goes on'),
    length: 'forGood',
  });
  const [first, ...others] = reminders;
  const choice = await vscode.window.showQuickPick(choices, {
    title:
      others.length === 0 && first !== undefined
        ? l10n.t('Remind Me Again of the Lock on {0}', first.name)
        : l10n.t('Remind Me Again of {0} Locks', reminders.length),
    placeHolder: l10n.t('In how long'),
  });
  return choice?.length;
}

function inWords(length: number): string {
  const { l10n } = vscode;
  const minutes = length / 60_000;
  if (minutes < 60) return l10n.t('{0} minutes', minutes);
  return minutes === 60 ? l10n.t('1 hour') : l10n.t('{0} hours', minutes / 60);
}
