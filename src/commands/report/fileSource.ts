import * as vscode from 'vscode';
import type { Vault } from '../../locking/model';
import type { FileSource } from '../../report';
import type { Services } from '../services';
import { committedFile } from './committedFile';
import { repositoryOf } from './gitRepository';

/**
 * The file of the workspace that a vault is kept in, and how it and its commit stand to the policy in force.
 *
 * @param inForce The policy in force; undefined where none is.
 */
export async function fileSource(
  { drift }: Services,
  vault: Vault,
  inForce: string | undefined,
): Promise<FileSource> {
  const [file, ...others] = await drift.filesOf(vault);
  if (file === undefined) return { kind: 'none' };
  const path = vscode.workspace.asRelativePath(file);
  if (others.length > 0)
    return {
      kind: 'several',
      paths: [file, ...others].map((each) => vscode.workspace.asRelativePath(each)).sort(),
    };
  const settled = inForce === undefined ? undefined : await drift.settled(vault);
  const repository = await repositoryOf(file);
  return {
    kind: 'file',
    path,
    agreement: settled?.kind === 'compared' ? settled.agreement : undefined,
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
