import * as vscode from 'vscode';
import { Cancelled } from './runCommand';

/**
 * Shows cancellable progress while a task runs. Until the task says `sent()`, cancelling stops it. Afterwards Glacier has
 * the request and nothing can call it back: cancelling then only stops the waiting, the task goes on to read the
 * result back, and the tree shows it.
 */
export async function withProgress<T>(
  title: string,
  onAbandoned: (error: unknown) => void,
  task: (signal: AbortSignal, sent: () => void) => Promise<T>,
): Promise<T> {
  return await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (_progress, token) => {
      const abort = new AbortController();
      let isSent = false;
      const work = task(abort.signal, () => {
        // Cancelled just before: then nothing may be sent any more.
        if (token.isCancellationRequested) throw new Cancelled();
        isSent = true;
      });
      const cancelled = new Promise<never>((_resolve, reject) => {
        token.onCancellationRequested(() => {
          abort.abort();
          if (isSent) {
            void vscode.window.showInformationMessage(
              vscode.l10n.t(
                'Glacier has the request already. Its result is still read back and will show in the tree.',
              ),
            );
          }
          reject(new Cancelled());
        });
      });
      try {
        return await Promise.race([work, cancelled]);
      } catch (error) {
        if (token.isCancellationRequested) work.catch(onAbandoned);
        throw error;
      }
    },
  );
}
