import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ContextKeys } from '../shared/contextKeys';
import { Disposables } from '../shared/disposables';

/**
 * Keeps the view's welcome true about the shared AWS files: whether there are any, where AWS's tools look for them. Whoever
 * sets one up does so elsewhere, and comes back to the window. Nothing is read of them, and nothing before the workspace is
 * known to be trusted.
 */
export function followAwsFiles(keys: ContextKeys, trusted: Promise<unknown>): { dispose(): void } {
  const parts = new Disposables();
  const look = (): void => keys.set('hasAwsFiles', awsFiles(process.env, os.homedir()).some(existsSync));
  const begin = (): void => {
    look();
    parts.add(vscode.window.onDidChangeWindowState(({ focused }) => focused && look()));
  };
  trusted.then(begin, begin);
  return parts;
}

/** Where the shared files are (AWS SDKs and Tools reference guide, "Shared config and credentials files"). */
export function awsFiles(environment: NodeJS.ProcessEnv, home: string): readonly string[] {
  const place = (variable: string, name: string): string => {
    const given = environment[variable];
    return given === undefined || given === '' ? path.join(home, '.aws', name) : given;
  };
  return [place('AWS_CONFIG_FILE', 'config'), place('AWS_SHARED_CREDENTIALS_FILE', 'credentials')];
}
