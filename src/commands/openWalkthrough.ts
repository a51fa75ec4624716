import * as vscode from 'vscode';

/** Opens the five steps of the walkthrough, by the extension's id and the one it has in the manifest. */
export async function openWalkthrough(): Promise<void> {
  const walkthrough = 'glacier-vault-lock.glacier-vault-lock#getStarted';
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', walkthrough, false);
}
