import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { VaultLockApi } from '../../../src/extension';
import type { Vault, VaultLock } from '../../../src/locking/model';

/** The running extension's public API. */
export async function extensionApi(): Promise<VaultLockApi> {
  const extension = vscode.extensions.getExtension<VaultLockApi>('glacier-vault-lock.glacier-vault-lock');
  assert.ok(extension, 'VS Code knows no such extension');
  return await extension.activate();
}

/** Waits until a condition holds, looking again after each event-loop turn and a breath; fails with what was seen last. */
export async function until<T>(look: () => T | undefined | Promise<T | undefined>, what: string): Promise<T> {
  const end = Date.now() + 20_000;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Opens a file of the workspace in an editor. */
export async function open(name: string): Promise<vscode.TextEditor> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  return await vscode.window.showTextDocument(vscode.Uri.joinPath(folder.uri, name));
}

/** What this extension has marked in a document: "code line:column-line:column severity". Counted from 1. */
export function marks(uri: vscode.Uri): readonly string[] {
  return ownDiagnostics(uri).map(({ code, range: { start, end }, severity }) => {
    const name = typeof code === 'object' ? code.value : code;
    const at = `${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1}`;
    return `${name ?? ''} ${at} ${vscode.DiagnosticSeverity[severity].toLowerCase()}`;
  });
}

/** Documents are judged one after the other: once this one is, those opened before it have been. */
export async function allJudged(): Promise<void> {
  const { uri } = await vscode.workspace.openTextDocument({
    language: 'json',
    content: '{"Statement":[{"Effect":"deny","Action":"glacier:DeleteArchive"}]}',
  });
  await until(() => (marks(uri).length > 0 ? true : undefined), 'the last document to be judged');
}

export function ownDiagnostics(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Vault Lock');
}

/** Sends a request to the local Glacier as another client would, beside the extension. */
export async function glacier(method: string, path: string, body?: string): Promise<Response> {
  return await fetch(`${process.env['AWS_ENDPOINT_URL_GLACIER'] ?? ''}${path}`, {
    method,
    headers: {
      'x-amz-glacier-version': '2012-06-01',
      Authorization:
        'AWS4-HMAC-SHA256 Credential=other/20260101/us-west-2/glacier/aws4_request, SignedHeaders=host, Signature=0',
    },
    ...(body === undefined ? {} : { body }),
  });
}

/** The vault as the extension knows it, once its lock is in this state. */
export async function vaultIn(api: VaultLockApi, name: string, state: VaultLock['state']): Promise<Vault> {
  return await until(
    () =>
      api.vaults.find(
        (vault) => vault.name === name && vault.lock.known === 'read' && vault.lock.lock.state === state,
      ),
    `the vault ${name} in the state ${state}`,
  );
}

export async function command(id: string, ...args: readonly unknown[]): Promise<unknown> {
  return await vscode.commands.executeCommand(`glacierVaultLock.${id}`, ...args);
}
