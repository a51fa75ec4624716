import * as vscode from 'vscode';
import { GlacierError } from '../glacier/glacierError';
import { LockError } from '../locking/lockError';
import type { Log } from '../shared/log';
import { showError } from '../shared/messages';

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
 * Runs a command and reports how it failed, once: plain words to the person, code and request ID to the log. Handlers
 * throw; nobody else shows errors.
 */
export async function runCommand(log: Log, id: string, task: () => unknown): Promise<unknown> {
  try {
    return await task();
  } catch (error) {
    if (!isBackingOut(error)) report(log, id, error);
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
    else log.info(`[${id}] Cancelled before anything was sent. ${describe(error).details}`);
  };
}

function isBackingOut(error: unknown): boolean {
  return error instanceof Cancelled || error instanceof vscode.CancellationError;
}

function report(log: Log, id: string, failure: unknown): void {
  const helps = failure instanceof HelpedFailure ? failure.helps : [];
  const { text, details } = describe(failure instanceof HelpedFailure ? failure.cause : failure);
  log.error(`[${id}] ${details}`);
  const showLog = vscode.l10n.t('Show Log');
  void showError(text, ...helps.map(({ label }) => label), showLog).then((choice) => {
    const help = helps.find(({ label }) => label === choice);
    if (choice === showLog) log.show();
    else if (help !== undefined) void runCommand(log, id, help.run);
  });
}

/** The same failure, for people and for the log. */
function describe(error: unknown): { readonly text: string; readonly details: string } {
  if (error instanceof GlacierError) {
    const { code, operation, message, advice, httpStatus, requestId } = error.details;
    return {
      text: `${message} ${advice}`,
      details: `${operation}: ${code}${httpStatus === undefined ? '' : ` (${httpStatus})`}: ${message} Request ID: ${requestId ?? 'none'}.`,
    };
  }
  if (error instanceof LockError) {
    const cause = error.cause instanceof GlacierError ? ` Cause: ${describe(error.cause).details}` : '';
    return { text: `${error.message} ${error.advice}`, details: `${error.code}: ${error.message}${cause}` };
  }
  if (error instanceof Error && 'advice' in error && typeof error.advice === 'string') {
    return { text: `${error.message} ${error.advice}`, details: error.message };
  }
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error && error.stack !== undefined ? error.stack : message;
  return { text: message, details: stack };
}
