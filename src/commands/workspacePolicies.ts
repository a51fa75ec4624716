import * as vscode from 'vscode';
import { inForceScheme } from '../editor/policyDocuments';
import type { ParsedPolicy } from '../policy';
import { plainText } from '../shared/plainText';
import { Cancelled } from './runCommand';
import type { Services } from './services';

/** A policy that can be worked with: a file of the workspace, or an untitled document. */
export interface PolicyFile {
  readonly document: vscode.TextDocument;
  readonly parsed: ParsedPolicy;
}

/** More JSON files than this are not looked into; a workspace with more is no place to search by content. */
const mostFiles = 500;

/** The document as a policy that a person wrote, or undefined. */
export function asPolicyFile(
  services: Services,
  document: vscode.TextDocument | undefined,
): PolicyFile | undefined {
  if (document === undefined || document.uri.scheme === inForceScheme) return undefined;
  const parsed = services.documents.get(document);
  return parsed === undefined ? undefined : { document, parsed };
}

/** The policy in the active editor, if there is one. */
export function policyInEditor(services: Services): PolicyFile | undefined {
  return asPolicyFile(services, vscode.window.activeTextEditor?.document);
}

/** All policies of the workspace and among the untitled documents. */
export async function workspacePolicies(services: Services): Promise<readonly PolicyFile[]> {
  const found = await vscode.workspace.findFiles('**/*.json', '**/{node_modules,.git,dist}/**', mostFiles);
  const untitled = vscode.workspace.textDocuments
    .filter(({ isUntitled }) => isUntitled)
    .map(({ uri }) => uri);
  const policies: PolicyFile[] = [];
  for (const uri of [...untitled, ...found]) {
    const file = asPolicyFile(services, await vscode.workspace.openTextDocument(uri));
    if (file !== undefined) policies.push(file);
  }
  return policies;
}

/**
 * Lets the person pick a policy; those that fit come first, under their own label. Throws Cancelled, or an Error that
 * says there is none.
 */
export async function pickPolicy(
  policies: readonly PolicyFile[],
  title: string,
  fits: (file: PolicyFile) => boolean,
  fitting?: string,
): Promise<PolicyFile> {
  return await pickPolicyOr<never>(policies, title, fits, [], fitting);
}

/**
 * The same with other answers below the files.
 *
 * @param fitting the label of those that fit
 */
export async function pickPolicyOr<T extends vscode.QuickPickItem>(
  policies: readonly PolicyFile[],
  title: string,
  fits: (file: PolicyFile) => boolean,
  answers: readonly T[],
  fitting = vscode.l10n.t('about this vault'),
): Promise<PolicyFile | T> {
  const { l10n } = vscode;
  if (policies.length + answers.length === 0) {
    throw new Error(
      l10n.t(
        'There is no vault lock policy in this workspace. Open one, or save one as NAME.vault-lock.json.',
      ),
    );
  }
  const itemOf = (file: PolicyFile): vscode.QuickPickItem & { readonly file: PolicyFile } => ({
    label: `$(json) ${plainText(vscode.workspace.asRelativePath(file.document.uri))}`,
    file,
  });
  const separator = (label: string): vscode.QuickPickItem => ({
    label,
    kind: vscode.QuickPickItemKind.Separator,
  });
  const byName = [...policies].sort((a, b) => a.document.uri.path.localeCompare(b.document.uri.path));
  const first = byName.filter(fits);
  const others = byName.filter((file) => !first.includes(file));
  const items: (vscode.QuickPickItem & { readonly file?: PolicyFile; readonly answer?: T })[] = [
    ...(first.length > 0 ? [separator(fitting), ...first.map(itemOf)] : []),
    ...(others.length > 0 ? [separator(l10n.t('other policies')), ...others.map(itemOf)] : []),
    ...(answers.length > 0 ? [separator(l10n.t('no file'))] : []),
    ...answers.map((answer) => ({ ...answer, answer })),
  ];
  const choice = await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true });
  const chosen = choice?.answer ?? choice?.file;
  if (chosen === undefined) throw new Cancelled();
  return chosen;
}
