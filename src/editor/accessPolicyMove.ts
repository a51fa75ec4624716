import * as vscode from 'vscode';
import { addToAccessPolicy, newAccessPolicy, parsePolicy, type Move, type ParsedPolicy } from '../policy';
import { textEditOf, workspaceEditOf } from './ranges';

/** Names of files that are policies of a vault, and not its lock. */
export const accessPolicyEnding = '.access-policy.json';

/**
 * Takes a statement out of a lock policy and puts it where it can still be changed: into the access policy beside the
 * file, which is made if need be, or into a new document where the lock policy has no file.
 */
export async function moveAction(
  document: vscode.TextDocument,
  policy: ParsedPolicy,
  { title, edits, moved }: Move,
  kind: vscode.CodeActionKind,
): Promise<vscode.CodeAction> {
  const edit = workspaceEditOf(document, edits);
  if (document.isUntitled) {
    const action = new vscode.CodeAction(title, kind);
    action.edit = edit;
    action.command = {
      title,
      command: 'glacierVaultLock.accessPolicy.create',
      arguments: [newAccessPolicy(policy, moved)],
    };
    return action;
  }
  const uri = await addTo(edit, document.uri, policy, moved);
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const action = new vscode.CodeAction(`${title} (${name})`, kind);
  action.edit = edit;
  const beside: vscode.TextDocumentShowOptions = {
    viewColumn: vscode.ViewColumn.Beside,
    preserveFocus: true,
  };
  action.command = { title, command: 'vscode.open', arguments: [uri, beside] };
  return action;
}

/** Nobody has so many access policies beside one lock policy. */
const mostFiles = 20;

/** Adds the statement to the first access policy beside the file that can take it, or to a new one. */
async function addTo(
  edit: vscode.WorkspaceEdit,
  file: vscode.Uri,
  policy: ParsedPolicy,
  statement: string,
): Promise<vscode.Uri> {
  const base = file.path.replace(/(?:\.vault-lock)?\.jsonc?$/i, '');
  for (let number = 1; number < mostFiles; number += 1) {
    const uri = file.with({ path: `${base}${number === 1 ? '' : `-${number}`}${accessPolicyEnding}` });
    const there = await read(uri);
    if (there === undefined) {
      edit.createFile(uri, { contents: new TextEncoder().encode(newAccessPolicy(policy, statement)) });
      return uri;
    }
    const added = addToAccessPolicy(parsePolicy(there.getText()), policy, statement);
    if (added === undefined) continue;
    edit.set(
      uri,
      added.map((each) => textEditOf(there, each)),
    );
    return uri;
  }
  throw new Error(`There are ${mostFiles} access policies beside ${file.path} already.`);
}

async function read(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    await vscode.workspace.fs.stat(uri);
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
  return await vscode.workspace.openTextDocument(uri);
}
