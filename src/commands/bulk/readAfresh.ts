import * as vscode from 'vscode';
import { failureInWords } from '../../locking/bulk/bulkPages';
import type { LeftOut } from '../../locking/bulk/planBulk';
import { createLimiter } from '../../locking/limiter';
import type { Vault } from '../../locking/model';
import { Cancelled } from '../runCommand';
import type { Services } from '../services';

/** So many locks are asked for at a time. */
const atOnce = 6;

/**
 * Reads the locks of these vaults again, so that what is confirmed is what Glacier says now. A vault whose lock cannot be
 * read, although that was tried again and again where Glacier throttles, is left out. Throws Cancelled.
 */
export async function readAfresh(
  { store }: Services,
  vaults: readonly Vault[],
): Promise<{ readonly vaults: readonly Vault[]; readonly leftOut: readonly LeftOut[] }> {
  const read: Vault[] = [];
  const leftOut: LeftOut[] = [];
  const limited = createLimiter(atOnce);
  await withSteps(
    vscode.l10n.t('Reading the locks of {0} vaults…', vaults.length),
    vaults.length,
    async (step, signal) => {
      const results = await Promise.all(
        vaults.map((vault) =>
          limited(async () => {
            if (signal.aborted) throw new Cancelled();
            const result = await store.readLock(vault, { signal, several: true }).catch((error: unknown) => {
              if (signal.aborted) throw new Cancelled();
              return error instanceof Error ? error : new Error(String(error));
            });
            step(vault.name);
            return { vault, result };
          }),
        ),
      );
      for (const { vault, result } of results) {
        if (result instanceof Error)
          leftOut.push({ vault, why: failureInWords(result), details: [], unread: true });
        else read.push(result);
      }
    },
  );
  return { vaults: read, leftOut };
}

/**
 * Runs a task of many steps with cancellable progress: each step tells what it was about.
 *
 * @param task is told by a signal that the person cancels, and decides itself what to stop
 */
export async function withSteps<T>(
  title: string,
  steps: number,
  task: (step: (name: string) => void, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const abort = new AbortController();
      const subscription = token.onCancellationRequested(() => abort.abort());
      let done = 0;
      try {
        return await task((name) => {
          done += 1;
          progress.report({
            message: vscode.l10n.t('{0} of {1}: {2}', done, steps, name),
            increment: 100 / steps,
          });
        }, abort.signal);
      } finally {
        subscription.dispose();
      }
    },
  );
}
