import * as vscode from 'vscode';
import { showInformation } from '../shared/messages';
import { Cancelled, type Abandoned } from './runCommand';

/** What is done within this time needs no progress; a toast that flashes up only disturbs. */
const unnoticed = 300;

/** What a task gets to hold on to its being cancelled. */
export interface Cancellation {
  /** Aborted when the person cancels. */
  readonly signal: AbortSignal;
  /** To be called right before the request that changes something is sent. Throws Cancelled when it must not be. */
  readonly onSending: () => void;
}

/**
 * Runs a task with cancellable progress. Until the task says `onSending()`, cancelling stops it and nothing is sent.
 * Afterwards Glacier has the request and nothing can call it back: cancelling then only stops the waiting, the task
 * goes on to read the result back, and the tree shows it. How an abandoned task failed is told to `onAbandoned`.
 */
export async function withProgress<T>(
  title: string,
  onAbandoned: Abandoned,
  task: (cancellation: Cancellation) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  let isSent = false;
  const work = task({
    signal: abort.signal,
    onSending: () => {
      if (abort.signal.aborted) throw new Cancelled();
      isSent = true;
    },
  });
  const moment = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), unnoticed));
  const done = await Promise.race([work.then((value) => ({ value })), moment]);
  if (done !== undefined) return done.value;
  return await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (_progress, token) => {
      const cancelled = new Promise<never>((_resolve, reject) => {
        token.onCancellationRequested(() => {
          abort.abort();
          if (isSent) {
            void showInformation(
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
        // A failure that came first is told by whoever asked.
        if (error instanceof Cancelled) work.catch((later: unknown) => onAbandoned(later, isSent));
        throw error;
      }
    },
  );
}
