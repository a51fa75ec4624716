import * as vscode from 'vscode';
import type { Vault } from '../locking/model';
import type { Log } from '../shared/log';
import { showWarning } from '../shared/messages';

/**
 * Says that the lock ledger lags behind what was done, with the system's reason. Once in a window: it is written as soon
 * as there is room, and the next operation that would rely on it refuses by itself.
 */
export function tellUnrecordedOnce(log: Pick<Log, 'show'>): (vault: Vault, error: unknown) => void {
  let told = false;
  return ({ name }, error) => {
    if (told) return;
    told = true;
    const { l10n } = vscode;
    const showLog = l10n.t('Show Log');
    const reason = error instanceof Error ? error.message : String(error);
    void showWarning(
      l10n.t(
        'What became of the lock on {0} could not be written to the lock ledger: {1}. It is written as soon as that is possible, and lost if VS Code ends before.',
        name,
        reason,
      ),
      showLog,
    ).then((choice) => {
      if (choice === showLog) log.show();
    });
  };
}
