import * as vscode from 'vscode';
import { failureLine } from '../glacier/failureLine';
import { GlacierError } from '../glacier/glacierError';
import { LockError } from '../locking/lockError';
import type { Log } from '../shared/log';
import { showError } from '../shared/messages';
import { helpfulActs } from '../views/failureHelps';
import { hasDetails } from './failureDetails';

/** Thrown by a command when the person backed out: nothing is said, because nothing happened. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

interface Help {
  readonly label: string;
  readonly run: () => unknown;
}

/** A failure that comes with the steps that help, each offered as a button. */
export class HelpedFailure extends Error {
  override readonly name = 'HelpedFailure';
  readonly helps: readonly Help[];

  constructor(
    override readonly cause: Error,
    ...helps: readonly [Help, ...Help[]]
  ) {
    super(cause.message, { cause });
    this.helps = helps;
  }
}

/**
 * Runs a command and reports how it failed, once: plain words to the person with the step that helps, code and request ID
 * to the log. Handlers throw; nobody else shows errors.
 */
export async function runCommand(log: Log, id: string, task: () => unknown): Promise<unknown> {
  try {
    return await task();
  } catch (error) {
    if (!isBackingOut(error)) report(log, id, error, task);
    return undefined;
  }
}

/** Told how a task failed whose person no longer waits for it, and whether Glacier had the request by then. */
export type Abandoned = (error: unknown, isSent: boolean) => void;

/**
 * Reports such a failure as any other: what Glacier has begun concerns the person still. Before that, nothing happened,
 * as they wanted, and the log is enough.
 *
 * @param helped Adds the step that helps to a failure.
 */
export function abandoned(log: Log, id: string, helped: (error: unknown) => unknown): Abandoned {
  return (error, isSent) => {
    if (isBackingOut(error)) return;
    if (isSent) report(log, id, helped(error));
    else log.info(`[${id}] Cancelled before anything was sent. ${lineOf(error)}`);
  };
}

function isBackingOut(error: unknown): boolean {
  return (
    error instanceof Cancelled ||
    error instanceof vscode.CancellationError ||
    // The question for a one-time code was left.
    (error instanceof GlacierError && error.details.credentials?.reason === 'cancelled')
  );
}

/** A message with more buttons hides what it says. */
const mostHelps = 2;

/** @param again What failed, where it can be done again as it is. */
function report(log: Log, id: string, thrown: unknown, again?: () => unknown): void {
  const failure = thrown instanceof HelpedFailure ? thrown.cause : thrown;
  const given = thrown instanceof HelpedFailure ? thrown.helps : [];
  const helps = [...given, ...helpsOf(failure, again)].slice(0, mostHelps);
  logFailure(log, id, failure);
  const isExplained = hasDetails(failure);
  const more = isExplained ? vscode.l10n.t('Details') : vscode.l10n.t('Show Log');
  void showError(wordsOf(failure), ...helps.map(({ label }) => label), more).then((choice) => {
    const help = helps.find(({ label }) => label === choice);
    if (help !== undefined) void runCommand(log, id, help.run);
    else if (choice !== more) return;
    else if (isExplained) void vscode.commands.executeCommand('glacierVaultLock.error.show', failure);
    else log.show();
  });
}

function helpsOf(failure: unknown, again: (() => unknown) | undefined): readonly Help[] {
  if (!(failure instanceof GlacierError)) return [];
  const acts = helpfulActs(failure).map(({ label, command, arguments: args }) => ({
    label,
    run: () => vscode.commands.executeCommand(command, ...args),
  }));
  const helps = failure.details.explanation?.helps ?? [];
  if (again === undefined || !helps.includes('tryAgain')) return acts;
  const tryAgain = { label: vscode.l10n.t('Try Again'), run: again };
  return helps[0] === 'tryAgain' ? [tryAgain, ...acts] : [...acts, tryAgain];
}

/** What happened, and what to do next. */
function wordsOf(failure: unknown): string {
  if (failure instanceof GlacierError) return `${failure.message} ${failure.details.advice}`;
  if (failure instanceof Error && 'advice' in failure && typeof failure.advice === 'string')
    return `${failure.message} ${failure.advice}`;
  return failure instanceof Error ? failure.message : String(failure);
}

/** A failure of Glacier's stands in the log once, with its request ID, whoever told of it first. */
function logFailure(log: Log, id: string, failure: unknown): void {
  if (failure instanceof GlacierError) {
    if (failure.isNewsForTheLog()) log.error(`[${id}] ${failureLine(failure)}.`);
  } else {
    log.error(`[${id}] ${lineOf(failure)}`);
  }
}

function lineOf(failure: unknown): string {
  if (failure instanceof GlacierError) return failureLine(failure);
  if (failure instanceof LockError) {
    const { cause } = failure;
    const why =
      cause instanceof GlacierError && cause.isNewsForTheLog() ? ` Cause: ${failureLine(cause)}.` : '';
    return `${failure.code}: ${failure.message}${why}`;
  }
  if (failure instanceof Error && 'advice' in failure) return failure.message;
  return failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
}
