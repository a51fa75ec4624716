import * as vscode from 'vscode';
import { abortPage } from '../../locking/bulk/bulkPages';
import { planAbort } from '../../locking/bulk/planBulk';
import { askCallers, leaveOutStrangers } from '../../locking/bulk/strangers';
import type { Vault } from '../../locking/model';
import { formatInstant } from '../../shared/format';
import type { Services } from '../services';
import { inProgress } from '../vaultArgument';
import { callersInWords, confirmBulk, countOf } from './confirmBulk';
import { initiateAgain } from './initiateSeveral';
import { readAfresh } from './readAfresh';
import { severalVaults } from './severalVaults';
import { runAndTell } from './tellResults';

/** Aborts the locks in progress on several vaults. Asks once, because it hits several; of one it asks nothing. */
export async function abortSeveral(services: Services, ...args: readonly unknown[]): Promise<void> {
  const title = vscode.l10n.t('Abort Vault Locks: Choose the Vaults');
  await abortOn(services, await severalVaults(services, args, title, inProgress.qualifies));
}

/** @param before what was aborted in earlier tries: it can be initiated again with the rest. */
async function abortOn(
  services: Services,
  vaults: readonly Vault[],
  before: ReadonlyMap<string, { readonly vault: Vault; readonly policy: string }> = new Map(),
): Promise<void> {
  const { l10n } = vscode;
  const readingOf = await askCallers(vaults, (...place) => services.callers.ask(...place));
  const callerOf = callersInWords(readingOf);
  const own = leaveOutStrangers(vaults, readingOf);
  const read = await readAfresh(services, own.vaults);
  const planned = planAbort(read.vaults);
  const plan = { go: planned.go, leftOut: [...own.leftOut, ...read.leftOut, ...planned.leftOut] };
  const pageName = l10n.t('Abort vault locks');
  const page = abortPage(plan, formatInstant, callerOf);
  if (plan.go.length === 0) {
    await services.pages.show(pageName, page);
    throw new Error(
      l10n.t('On none of these vaults a lock is in progress. The page says of each vault why.'),
    );
  }
  const targets = plan.go.map(({ vault }) => vault);
  await confirmBulk(
    services,
    {
      question: l10n.t('Abort the vault lock on {0}?', countOf(targets.length)),
      vaults: targets,
      leftOut: plan.leftOut,
      lines: [
        '',
        targets.length === 1
          ? l10n.t(
              'Its policy is no longer in force then, and its lock ID is void. The same policy can be initiated again.',
            )
          : l10n.t(
              'Their policies are no longer in force then, and their lock IDs are void. The same policies can be initiated again.',
            ),
      ],
      go: targets.length === 1 ? l10n.t('Abort 1 Lock') : l10n.t('Abort {0} Locks', targets.length),
      pageName,
      page,
    },
    callerOf,
  );
  const aborted = new Map(before);
  await runAndTell(services, {
    command: 'lock.abortSeveral',
    title: l10n.t('Aborted vault locks'),
    progress: l10n.t('Aborting vault locks…'),
    tasks: plan.go,
    leftOut: plan.leftOut,
    act: async ({ vault }) => {
      const result = await services.operations.abort(vault, { several: true });
      aborted.set(vault.key, result);
      return result.vault;
    },
    again: (undone) => abortOn(services, undone, aborted),
    next: {
      label: l10n.t('Initiate Again…'),
      run: () => initiateAgain(services, aborted),
      isForEarlier: before.size > 0,
    },
  });
}
