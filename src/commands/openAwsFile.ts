import * as vscode from 'vscode';

/**
 * Opens the AWS config or credentials file in an editor, where the SDK looks for it; a new one under that name if there is
 * none yet.
 */
export async function openAwsFile(_services: unknown, which?: unknown): Promise<void> {
  const { readAwsProfiles } = await import('../glacier/aws');
  const { files } = await readAwsProfiles();
  const uri = vscode.Uri.file(which === 'credentials' ? files.credentials : files.config);
  const document = await opened(uri);
  await vscode.window.showTextDocument(document);
}

async function opened(uri: vscode.Uri): Promise<vscode.TextDocument> {
  try {
    await vscode.workspace.fs.stat(uri);
  } catch (error) {
    if (!(error instanceof vscode.FileSystemError && error.code === 'FileNotFound')) throw error;
    return await vscode.workspace.openTextDocument(uri.with({ scheme: 'untitled' }));
  }
  return await vscode.workspace.openTextDocument(uri);
}
