import * as vscode from 'vscode';

/** The one log channel. Never shown unasked; never given secrets or lock IDs. */
export type Log = vscode.LogOutputChannel;

export function createLog(): Log {
  return vscode.window.createOutputChannel('Glacier Vault Lock', { log: true });
}
