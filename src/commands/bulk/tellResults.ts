import * as vscode from 'vscode';
import { countsInWords, failureInWords, resultPage } from '../../locking/bulk/bulkPages';
import type { LeftOut } from '../../locking/bulk/planBulk';
import { runBulk, type BulkOutcome } from '../../locking/bulk/runBulk';
import type { Vault } from '../../locking/model';
import { formatInstant } from '../../shared/format';
import { showInformation, showWarning } from '../../shared/messages';
import { runCommand } from '../runCommand';
import type { Services } from '../services';
import type { CommandId } from '..';
import { withSteps } from './readAfresh';

/** What is done to many vaults, and what can be done with its results. */
export interface BulkRun<T extends { readonly vault: Vault }> {
  readonly command: CommandId;
  readonly title: string;
  readonly progress: string;
  readonly tasks: readonly T[];
  readonly leftOut: readonly LeftOut[];
  /** Resolves with the vault as it was read back. */
  readonly act: (task: T) => Promise<Vault>;
  /** Asked for by a button: the whole once more for what was not done, starting with a fresh reading. */
  readonly again: (vaults: readonly Vault[]) => Promise<void>;
  /** One more step that helps after what was done. */
  readonly next?:
    | {
        readonly label: string;
        readonly run: (done: readonly T[]) => Promise<void>;
        /** It helps after what was done in earlier tries, too, and is offered though nothing was done in this one. */
        readonly isForEarlier: boolean;
      }
    | undefined;
}

/** Does it with progress, shows what became of each vault as a page, and offers what helps. */
export async function runAndTell<T extends { readonly vault: Vault }>(
  services: Services,
  { command, title, progress, tasks, leftOut, act, again, next }: BulkRun<T>,
): Promise<readonly BulkOutcome<T, Vault>[]> {
  const { l10n } = vscode;
  const { log } = services;
  const outcomes = await withSteps(progress, tasks.length, (step, signal) =>
    runBulk(tasks, act, {
      signal,
      onDone: (vault, _done, result) => {
        step(vault.name);
        if (result instanceof Error) log.warn(`[${command}] ${vault.arn}: ${failureInWords(result)}`);
        else log.info(`[${command}] ${vault.arn}: done and read back.`);
      },
    }),
  );
  await services.pages.show(title, resultPage(title, outcomes, leftOut, formatInstant));
  const undone = [
    ...outcomes.filter(({ kind }) => kind !== 'done').map(({ task }) => task.vault),
    ...leftOut.filter(({ unread }) => unread).map(({ vault }) => vault),
  ];
  const done = outcomes.filter(({ kind }) => kind === 'done').map(({ task }) => task);
  const retry = l10n.t('Try the Others Again…');
  const buttons = [
    ...(undone.length === 0 ? [] : [retry]),
    ...(next !== undefined && (done.length > 0 || next.isForEarlier) ? [next.label] : []),
  ];
  const tell = undone.length === 0 ? showInformation : showWarning;
  void tell(`${title}: ${countsInWords(outcomes, leftOut)}`, ...buttons).then(async (choice) => {
    if (choice === undefined) return;
    await runCommand(log, command, () =>
      choice === retry ? again(undone) : choice === next?.label ? next.run(done) : undefined,
    );
  });
  return outcomes;
}
