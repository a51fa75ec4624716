import * as vscode from 'vscode';
import { isJson } from '../editor/policyDocuments';
import { Cancelled } from './runCommand';
import type { Services } from './services';
import { pickVault } from './vaultArgument';
import { vaultsReady } from './vaultsReady';
import { policyInEditor } from './workspacePolicies';

/** Takes a JSON document for a lock policy, whatever its name and content. */
export async function treatAsPolicy({ documents }: Services, argument?: unknown): Promise<void> {
  await documents.choose(await jsonDocument(argument), 'policy');
}

/** The opposite: nothing is said of the document any more. */
export async function ignorePolicy({ documents }: Services, argument?: unknown): Promise<void> {
  await documents.choose(await jsonDocument(argument), 'other');
}

/** Says for which vault the policy in the editor is meant, where its text leaves that open. */
export async function chooseVault(services: Services): Promise<void> {
  const { l10n } = vscode;
  const file = policyInEditor(services);
  if (file === undefined) throw new Error(l10n.t('There is no vault lock policy in the active editor.'));
  await vaultsReady(services);
  const { vaults } = services.store;
  if (vaults.length === 0)
    throw new Error(l10n.t('There is no vault among your connections. Create one, or add a connection.'));
  const named = services.targets.named(file.parsed);
  const vault = await pickVault(services, l10n.t('Choose the Vault for This Policy'), [
    { label: l10n.t('named by the policy'), vaults: named },
    { label: l10n.t('other vaults'), vaults: vaults.filter((other) => !named.includes(other)) },
  ]);
  await services.targets.choose(file.document.uri, file.parsed, vault);
}

/** Makes all certain repairs of spelling and structure in the active editor, in one step. */
export async function fixAllProblems(services: Services): Promise<void> {
  const { l10n } = vscode;
  const file = policyInEditor(services);
  if (file === undefined) throw new Error(l10n.t('There is no vault lock policy in the active editor.'));
  const edit = services.quickFixes.allFixes(file.document, file.parsed);
  if (edit === undefined) {
    const nothing = l10n.t('There is nothing that could be fixed without asking.');
    vscode.window.setStatusBarMessage(nothing, 5_000);
  } else if (!(await vscode.workspace.applyEdit(edit))) {
    throw new Error(l10n.t('The document changed meanwhile, or it cannot be changed.'));
  }
}

/** Shows an access policy in a document without a file: the second half of a move out of such a lock policy. */
export async function createAccessPolicy({ documents }: Services, text: unknown): Promise<void> {
  if (typeof text !== 'string') return;
  const document = await vscode.workspace.openTextDocument({ language: 'json', content: text });
  await documents.choose(document, 'other');
  await vscode.window.showTextDocument(document, {
    viewColumn: vscode.ViewColumn.Beside,
    preserveFocus: true,
  });
}

async function jsonDocument(argument: unknown): Promise<vscode.TextDocument> {
  const document =
    argument instanceof vscode.Uri
      ? await vscode.workspace.openTextDocument(argument)
      : vscode.window.activeTextEditor?.document;
  if (document === undefined) throw new Cancelled();
  if (!isJson(document))
    throw new Error(vscode.l10n.t('A policy is JSON. Choose that language for the file first.'));
  return document;
}
