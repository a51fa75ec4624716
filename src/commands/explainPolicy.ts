import * as vscode from 'vscode';
import { explanationUri } from '../editor/explanations';
import type { Services } from './services';

/** Says in plain language what the policy in the editor, or the one a lens stands above, does. */
export async function explainPolicy(services: Services, argument?: unknown): Promise<void> {
  const uri = argument instanceof vscode.Uri ? argument : services.documents.active()?.uri;
  if (uri === undefined) {
    throw new Error(vscode.l10n.t('There is no vault-lock policy in the active editor.'));
  }
  await vscode.commands.executeCommand('markdown.showPreviewToSide', explanationUri(uri));
}
