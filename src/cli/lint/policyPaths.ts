import { stat } from 'node:fs/promises';
import path from 'node:path';
import { filesLike, isGlob } from './glob';
import { standardInput, type UnreadPath } from './judgedFile';
import { reasonOf } from './reasonOf';

/** What policies are called: in a folder nothing else is taken for one. */
const policyFiles = '**/*.vault-lock.json';

export interface PolicyPaths {
  /** Each file once, by the path it was first given. */
  readonly files: readonly string[];
  readonly unread: readonly UnreadPath[];
}

/** Finds the files that the arguments mean: files by name, whatever they are called; folders; patterns; `-`. */
export async function findPolicyPaths(paths: readonly string[]): Promise<PolicyPaths> {
  const files = new Map<string, string>();
  const unread: UnreadPath[] = [];
  for (const given of paths) {
    const meant = await filesMeantBy(given);
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
async function filesMeantBy(given: string): Promise<readonly string[] | string> {
  if (given === standardInput) return [given];
  try {
    // A name with a star in it is a name first.
    const kind = await kindOf(given);
    if (kind === 'file') return [given];
    if (kind === 'folder') {
      const folder = given.replace(process.platform === 'win32' ? /[\\/]+$/ : /\/+$/, '');
      const found = await filesLike(folder === '' ? `/${policyFiles}` : `${folder}/${policyFiles}`);
      return found.length > 0 ? found : `${given}: no policy (*.vault-lock.json) is in this folder.`;
    }
    if (!isGlob(given)) return `${given}: there is no such file or folder.`;
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
