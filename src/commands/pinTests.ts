import * as vscode from 'vscode';
import { pinnedUri } from '../editor/explanations';
import { pinPolicy, readPolicyDocument, testFileNameFor } from '../policy';
import type { Services } from './services';
import { asPolicyFile, policyInEditor, type PolicyFile } from './workspacePolicies';

/**
 * Writes down what a policy does as a test file beside it. A file that is there already is not touched: the new cases
 * are shown beside it, to be taken over one by one.
 */
export async function pinTests(services: Services, argument?: unknown): Promise<void> {
  const { l10n, workspace } = vscode;
  const policy = await policyMeant(services, argument);
  const { uri } = policy.document;
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const reading = readPolicyDocument(policy.parsed.sentText ?? policy.parsed.text);
  if (!reading.ok)
    throw new Error(
      l10n.t('What {0} does cannot be pinned, for it is not finished. {1}', name, reading.problem),
    );
  const text = pinPolicy(reading.document, name);
  const file = testFileOf(uri, name);
  if (file === undefined) {
    await vscode.window.showTextDocument(
      await workspace.openTextDocument({ language: 'jsonc', content: text }),
    );
    return;
  }
  if (await exists(file)) {
    if ((await textNow(file)) === text) {
      vscode.window.setStatusBarMessage(l10n.t('{0} pins just this already', testFileNameFor(name)), 5_000);
      return;
    }
    // On the left, so that each change can be taken over into the file by the arrow between the two.
    const title = l10n.t('{0}: pinned now ↔ the file', testFileNameFor(name));
    await vscode.commands.executeCommand('vscode.diff', pinnedUri(uri), file, title);
    return;
  }
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(file, { overwrite: false, contents: new TextEncoder().encode(text) });
  if (!(await workspace.applyEdit(edit))) throw new Error(l10n.t('{0} could not be written.', file.fsPath));
  await vscode.window.showTextDocument(await workspace.openTextDocument(file));
}

async function policyMeant(services: Services, argument: unknown): Promise<PolicyFile> {
  const { l10n, workspace } = vscode;
  if (!(argument instanceof vscode.Uri)) {
    const active = policyInEditor(services);
    if (active === undefined) throw new Error(l10n.t('There is no vault lock policy in the active editor.'));
    return active;
  }
  const policy = asPolicyFile(services, await workspace.openTextDocument(argument));
  if (policy === undefined)
    throw new Error(l10n.t('{0} is not a vault lock policy.', workspace.asRelativePath(argument)));
  return policy;
}

/** Beside the policy; undefined for one that has no place yet. */
function testFileOf(policy: vscode.Uri, name: string): vscode.Uri | undefined {
  if (policy.scheme === 'untitled') return undefined;
  return vscode.Uri.joinPath(policy, '..', testFileNameFor(name));
}

/** What the file says: in the editor if it was changed there, else on the disk, which an open document may lag behind. */
async function textNow(file: vscode.Uri): Promise<string> {
  const changed = vscode.workspace.textDocuments.find(
    ({ uri, isDirty }) => isDirty && uri.toString() === file.toString(),
  );
  return changed?.getText() ?? new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
}

async function exists(file: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(file);
    return true;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return false;
    throw error;
  }
}
