import * as vscode from 'vscode';
import { GlacierError } from '../glacier/glacierError';
import { LockError } from '../locking/lockError';
import type { Log } from '../shared/log';

/** Thrown by a command when the person backed out: nothing is said, because nothing happened. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

/**
 * Runs a command and reports how it failed, once: plain words to the person, code and request ID to the log. Handlers
 * throw; nobody else shows errors.
 */
export async function runCommand(log: Log, id: string, task: () => unknown): Promise<unknown> {
  try {
    return await task();
  } catch (error) {
    if (error instanceof Cancelled || error instanceof vscode.CancellationError) return undefined;
    report(log, id, error);
    return undefined;
  }
}

function report(log: Log, id: string, error: unknown): void {
  const { text, details } = describe(error);
  log.error(`[${id}] ${details}`);
  const showLog = vscode.l10n.t('Show Log');
  void vscode.window.showErrorMessage(text, showLog).then((choice) => {
    if (choice === showLog) log.show();
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
