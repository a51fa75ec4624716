import { stat } from 'node:fs/promises';
import path from 'node:path';
import { filesLike, isGlob } from './glob';
import { standardInput, type UnreadPath } from './judgedFile';
import { nothingThere, reasonOf } from './reasonOf';

/** The files that are looked for in a folder: nothing else in it is taken for one. */
export interface FilesInFolders {
  readonly pattern: string;
  /** What they are, for the message that there is none. */
  readonly what: string;
}

export const policyFiles: FilesInFolders = {
  pattern: '**/*.vault-lock.json',
  what: 'policy (*.vault-lock.json)',
};

export interface PolicyPaths {
  /** Each file once, by the path it was first given. */
  readonly files: readonly string[];
  readonly unread: readonly UnreadPath[];
}

/** Finds the files that the arguments mean: files by name, whatever they are called; folders; patterns; `-`. */
export async function findPolicyPaths(
  paths: readonly string[],
  inFolders: FilesInFolders = policyFiles,
): Promise<PolicyPaths> {
  const files = new Map<string, string>();
  const unread: UnreadPath[] = [];
  for (const given of paths) {
    const meant = await filesMeantBy(given, inFolders);
    if (typeof meant === 'string') unread.push({ path: given, problem: meant });
    else
      for (const file of meant) {
        const identity = file === standardInput ? file : path.resolve(file);
        if (!files.has(identity)) files.set(identity, file);
      }
  }
  return { files: [...files.values()], unread };
}

/** The files, or a sentence on why there are none. */
async function filesMeantBy(
  given: string,
  { pattern, what }: FilesInFolders,
): Promise<readonly string[] | string> {
  if (given === standardInput) return [given];
  try {
    // A name with a star in it is a name first.
    const kind = await kindOf(given);
    if (kind === 'file') return [given];
    if (kind === 'folder') {
      const folder = given.replace(process.platform === 'win32' ? /[\\/]+$/ : /\/+$/, '');
      const found = await filesLike(folder === '' ? `/${pattern}` : `${folder}/${pattern}`);
      return found.length > 0 ? found : `${given}: no ${what} is in this folder.`;
    }
    if (!isGlob(given)) return `${given}: ${nothingThere}`;
    const found = await filesLike(given);
    return found.length > 0 ? found : `${given}: no file fits this pattern.`;
  } catch (error) {
    return `${given}: ${reasonOf(error, given)}`;
  }
}

async function kindOf(given: string): Promise<'file' | 'folder' | undefined> {
  try {
    return (await stat(given)).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EINVAL'))
      return undefined;
    throw error;
  }
}

/** Whether a path leads to a file. What cannot be looked at counts as there: reading it says why. */
export async function isThere(given: string): Promise<boolean> {
  try {
    return (await kindOf(given)) !== undefined;
  } catch {
    return true;
  }
}
