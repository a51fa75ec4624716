import * as vscode from 'vscode';
import { rulePageUri } from '../editor/rulePages';
import type { Services } from './services';

/** Opens the page of a rule, rendered: the link behind a diagnostic's code. */
export async function openRule(_services: Services, code: unknown): Promise<void> {
  // The code comes out of a link: it must not be able to name anything but a page.
  if (typeof code !== 'string' || !/^[a-z0-9-]+$/.test(code)) return;
  await vscode.commands.executeCommand('markdown.showPreviewToSide', rulePageUri(code));
}
