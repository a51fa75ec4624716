import * as vscode from 'vscode';
import { prettyPolicy } from '../policy';

/** Opens a policy that is in force nowhere as a new document, laid out to be read. */
export async function openText(policy: string): Promise<void> {
  const content = prettyPolicy(policy);
  await vscode.window.showTextDocument(
    await vscode.workspace.openTextDocument({ language: 'json', content }),
  );
}
