import * as vscode from 'vscode';
import type { Vault } from '../../locking/model';
import type { Drift } from '../../locking/drift/driftBook';
import type { FileSource } from '../../report';
import type { Standing } from '../../editor/policyDrift';
import { committedFile } from './committedFile';
import { repositoryOf } from './gitRepository';

/**
 * The file of the workspace that a vault is kept in, and how it and its commit stand to the policy in force.
 *
 * @param standing By the vault as it was just read.
 * @param inForce The policy in force; undefined where none is, or nobody knows.
 */
export async function fileSource(
  { drift, files }: Standing,
  vault: Vault,
  inForce: string | undefined,
): Promise<FileSource> {
  const [file, ...others] = files;
  if (file === undefined) return { kind: 'none' };
  const path = vscode.workspace.asRelativePath(file);
  if (others.length > 0)
    return {
      kind: 'several',
      paths: [file, ...others].map((each) => vscode.workspace.asRelativePath(each)).sort(),
    };
  const repository = await repositoryOf(file);
  return {
    kind: 'file',
    path,
    agreement: inForce === undefined ? undefined : agreementIn(drift),
    unsaved: vscode.workspace.textDocuments.some(
      ({ uri, isDirty }) => isDirty && uri.toString() === file.toString(),
    ),
    commit:
      typeof repository === 'string'
        ? { kind: 'none', reason: repository }
        : await committedFile(repository, file.fsPath, () => vscode.workspace.fs.readFile(file), {
            inForce,
            vaultArn: vault.arn,
          }),
  };
}

/** A chosen file that is not there cannot be read as a policy. */
function agreementIn(drift: Drift | undefined): Extract<FileSource, { readonly kind: 'file' }>['agreement'] {
  if (drift?.kind === 'missing') return 'unreadable';
  return drift?.kind === 'compared' ? drift.agreement : undefined;
}
