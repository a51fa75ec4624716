import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this checkout. */
export const root = path.resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** Where the VS Codes and the browser live: git-ignored, made anew from the lock files when it is deleted. */
export const hostsFolder = path.join(root, '.vscode-test');
