import * as vscode from 'vscode';
import type { Services } from './services';

/** Opens the page of a rule, rendered: the link behind a diagnostic's code. */
export async function openRule(services: Services, code: unknown): Promise<void> {
  // The code comes out of a link: it must not be able to name any other file.
  if (typeof code !== 'string' || !/^[a-z0-9-]+$/.test(code)) return;
  const page = vscode.Uri.joinPath(services.extensionUri, 'media', 'rules', `${code}.md`);
  await vscode.commands.executeCommand('markdown.showPreviewToSide', page);
}
