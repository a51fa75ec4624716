import * as vscode from 'vscode';
import { Disposables } from '../shared/disposables';
import type { Log } from '../shared/log';
import type { PolicyTestExplorer } from './policyTestExplorer';

/** The files with policy tests. Written here too, because nothing of the policy language may be read for it. */
const testFiles = '**/*.vault-lock.test.json';

/** The policy tests of a window, once there is a reason to look for them. */
export interface PolicyTesting {
  /** Reads everything there is to testing, now rather than at the first test file. */
  explorer(): Promise<PolicyTestExplorer>;
  dispose(): void;
}

/**
 * Waits for the first policy test file, in the workspace or in an editor, and only then reads what finds and runs tests:
 * a window without tests has no Testing view of ours and pays for none.
 */
export function startPolicyTests(log: Log): PolicyTesting {
  const parts = new Disposables();
  const waiting = parts.add(new Disposables());
  let started: Promise<PolicyTestExplorer> | undefined;
  const start = async (): Promise<PolicyTestExplorer> => {
    started ??= import('./policyTestExplorer').then(({ PolicyTestExplorer: Explorer }) => {
      waiting.dispose();
      return parts.add(new Explorer(log));
    });
    return await started;
  };
  const startUnasked = (): void => {
    start().catch((error: unknown) => log.error(`[tests] ${String(error)}`));
  };
  const isTestFile = ({ uri }: vscode.TextDocument): boolean => uri.path.endsWith('.vault-lock.test.json');
  const { workspace } = vscode;
  const watcher = waiting.add(workspace.createFileSystemWatcher(testFiles, false, true, true));
  waiting.add(watcher.onDidCreate(startUnasked));
  waiting.add(
    workspace.onDidOpenTextDocument((document) => {
      if (isTestFile(document)) startUnasked();
    }),
  );
  const look = async (): Promise<void> => {
    if (workspace.textDocuments.some(isTestFile)) startUnasked();
    else if ((await workspace.findFiles(testFiles, '**/node_modules/**', 1)).length > 0) startUnasked();
  };
  look().catch((error: unknown) => log.warn(`[tests] ${String(error)}`));
  return { explorer: start, dispose: () => parts.dispose() };
}
