import * as vscode from 'vscode';
import type { Repository } from './committedFile';

/** VS Code's Git extension, as far as it is needed here. */
interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

interface GitApi {
  readonly state: 'uninitialized' | 'initialized';
  readonly onDidChangeState: vscode.Event<GitApi['state']>;
  getRepository(uri: vscode.Uri): Repository | null;
}

/** The Git extension looks for repositories at the start of a window; a large workspace takes its time. */
const patience = 10_000;

/**
 * The repository that a file is in, through VS Code's Git extension; or why there is none, in a
 * sentence of the report, which is in English whatever the language of the window.
 */
export async function repositoryOf(file: vscode.Uri): Promise<Repository | string> {
  if (file.scheme !== 'file') return 'The file is not on a disk where a repository could be.';
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (extension === undefined) return "VS Code's Git support is not there or is off.";
  try {
    const git = await extension.activate();
    if (!git.enabled) return "VS Code's Git support is off.";
    const api = git.getAPI(1);
    if (!(await initialized(api))) return "VS Code's Git support was not ready in time.";
    return api.getRepository(file) ?? 'No repository is known for this file.';
  } catch (error) {
    return `VS Code's Git support could not be asked: ${error instanceof Error ? error.message : String(error)}`;
  }
}

async function initialized(api: GitApi): Promise<boolean> {
  if (api.state === 'initialized') return true;
  let timer: NodeJS.Timeout | undefined;
  let subscription: vscode.Disposable | undefined;
  try {
    return await new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), patience);
      subscription = api.onDidChangeState((state) => {
        if (state === 'initialized') resolve(true);
      });
    });
  } finally {
    clearTimeout(timer);
    subscription?.dispose();
  }
}
