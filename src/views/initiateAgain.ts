import * as vscode from 'vscode';

/**
 * Initiates a lock with the policy that a former one had: shows it, and asks as Initiate always does. The text may come
 * from the ledger, letter by letter; whoever else could write there must not get a policy sent that nobody has looked at.
 *
 * @param key of the vault; without one, or for one that is not known, the person chooses
 */
export async function initiateAgain(policy: string, key: string | undefined): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: 'json', content: policy });
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand('glacierVaultLock.lock.initiate', document.uri, key);
}
