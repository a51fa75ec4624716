import * as vscode from 'vscode';

/** The settings of this extension, read when they are needed, so that nothing stale is ever used. */
export const settings = {
  /** Glob patterns of files that are policies by name. */
  policyFiles: (scope?: vscode.ConfigurationScope): readonly string[] =>
    configuration(scope).get('policyFiles', ['**/*.vault-lock.json']),
  recognizeByContent: (scope?: vscode.ConfigurationScope): boolean =>
    configuration(scope).get('recognizeByContent', true),
  /** As written: whatever a person put there. */
  rules: (scope?: vscode.ConfigurationScope): unknown => configuration(scope).get<unknown>('rules'),
  inlayHints: (scope?: vscode.ConfigurationScope): boolean => configuration(scope).get('inlayHints', true),
  codeLens: (scope?: vscode.ConfigurationScope): boolean => configuration(scope).get('codeLens', true),
  /**
   * What is switched off for all workspaces. VS Code takes these settings from the user's own settings alone; that no
   * workspace and no folder is asked does not depend on it. A value that is no boolean counts as the careful one.
   */
  restrictions: (): { readonly readOnly: boolean; readonly allowComplete: boolean } => {
    const allowComplete = ofUser('allowComplete');
    const readOnly = ofUser('readOnly');
    return {
      readOnly: readOnly !== undefined && readOnly !== false,
      allowComplete: allowComplete === undefined || allowComplete === true,
    };
  },
  /** As written. Of the person, not of a workspace. */
  reminders: (): unknown => configuration(undefined).get<unknown>('reminders'),

  onDidChange: (listener: () => void): vscode.Disposable =>
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('glacierVaultLock')) listener();
    }),
};

function ofUser(key: string): unknown {
  return configuration(undefined).inspect<unknown>(key)?.globalValue;
}

function configuration(scope: vscode.ConfigurationScope | undefined): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration('glacierVaultLock', scope ?? null);
}
