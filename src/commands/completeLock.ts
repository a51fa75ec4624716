import * as vscode from 'vscode';
import type { Vault } from '../locking/model';
import { showInformation } from '../shared/messages';
import { askForGood, askForName, askToReview } from './completeQuestions';
import { refuseToComplete } from './completeRefusal';
import { isSameLock, reviewLock, type Review } from './completeReview';
import { withHelp } from './initiateLock';
import { withProgress, type Cancellation } from './progress';
import { requireCompleting } from './restrictions';
import { abandoned } from './runCommand';
import { refuseSeveral } from './bulk/severalVaults';
import type { Services } from './services';
import { inProgress, vaultFor } from './vaultArgument';

/**
 * Completes a vault lock: the one step that nothing and nobody can undo. What is sent is bound to what was reviewed: all
 * is read again after the name was typed and once more after the last answer, because a dialog can stay open for hours.
 */
export async function completeLock(services: Services, ...args: readonly unknown[]): Promise<void> {
  const { l10n } = vscode;
  refuseSeveral(
    args,
    l10n.t(
      'Vault locks are completed one by one, each after a review of its own, because nobody can undo it. Select a single vault.',
    ),
  );
  const [argument] = args;
  requireCompleting();
  const title = l10n.t('Complete a Vault Lock');
  const offered = await vaultFor(services, argument, { title, ...inProgress });
  try {
    const reviewed = await askUntilSure(services, offered);
    const locked = await withProgress(
      l10n.t('Completing the vault lock on {0}…', offered.name),
      abandoned(services.log, 'lock.complete', (error) => withHelp(services, offered, error)),
      (cancellation) => complete(services, reviewed, cancellation),
    );
    services.log.info(`[lock.complete] ${locked.arn}: read back as locked.`);
    await services.tree.reveal(locked.key);
    void showInformation(
      l10n.t('{0} is locked. Glacier confirms it: the policy is in force for good.', locked.name),
    );
  } catch (error) {
    if (!(error instanceof Refused)) throw withHelp(services, offered, error);
    await refuseToComplete(services, error.review.vault, error.review.preflight.blockers);
  }
}

/** Something speaks against completing. */
class Refused extends Error {
  override readonly name = 'Refused';

  constructor(readonly review: Review) {
    super('Something speaks against completing the lock.');
  }
}

/** Asks as often as the person wants to read it again. Throws Cancelled, or Refused. */
async function askUntilSure(services: Services, vault: Vault): Promise<Review> {
  for (;;) {
    const review = await withReading(vault, ({ signal }) => passed(services, vault, signal));
    await askToReview(review);
    await askForName(vault);
    const again = await withReading(vault, ({ signal }) => passedAgain(services, review, signal));
    if ((await askForGood(again)) === 'lock') return review;
  }
}

async function complete(services: Services, reviewed: Review, cancellation: Cancellation): Promise<Vault> {
  await passedAgain(services, reviewed, cancellation.signal);
  return await services.operations.complete(reviewed.vault, cancellation);
}

/** Throws Refused. */
async function passed(services: Services, vault: Vault, signal: AbortSignal): Promise<Review> {
  const review = await reviewLock(services, vault, signal);
  if (review.preflight.blockers.length > 0) throw new Refused(review);
  return review;
}

/** The same, if the lock still is the one that was reviewed. */
async function passedAgain(services: Services, reviewed: Review, signal: AbortSignal): Promise<Review> {
  const again = await passed(services, reviewed.vault, signal);
  if (isSameLock(reviewed, again)) return again;
  throw new Error(
    vscode.l10n.t(
      'The lock in progress on {0} is not the one that was shown: somebody initiated another one meanwhile. Nothing was sent. Look at its policy, and start again.',
      reviewed.vault.name,
    ),
  );
}

async function withReading<T>({ name }: Vault, task: (cancellation: Cancellation) => Promise<T>): Promise<T> {
  return await withProgress(vscode.l10n.t('Reading {0}…', name), () => undefined, task);
}
