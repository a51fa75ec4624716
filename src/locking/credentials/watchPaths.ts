import { realpathSync, statSync, watch, type FSWatcher } from 'node:fs';
import path from 'node:path';
import type { Disposable } from '../api';

/** Milliseconds: programs write a file in several steps, and the two shared files one after the other. */
const settling = 100;

/**
 * Watches files and folders that may not exist yet. Calls back once things have come to rest after one of the files
 * changed, came or went, or after anything changed in one of the folders; also now and then without a change, so whoever
 * is called looks for himself. What cannot be watched is told once, and the rest is watched all the same.
 *
 * Folders are watched, not files: editors put a new file in the place of the former one. A link is followed.
 *
 * @param paths Absolute.
 */
export function watchPaths(
  paths: readonly string[],
  onChange: () => void,
  onError: (error: unknown) => void,
): Disposable {
  const watchers = new Map<string, FSWatcher>();
  const unwatchable = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let disposed = false;

  const drop = (folder: string): void => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  const open = (folder: string): void => {
    const fail = (error: unknown): void => {
      drop(folder);
      if (unwatchable.has(folder)) return;
      unwatchable.add(folder);
      onError(error);
    };
    try {
      const watcher = watch(folder, { persistent: false }, (_event, name) => {
        if (name === null || concerns(folder, name, paths)) changed();
      });
      watcher.on('error', fail);
      watchers.set(folder, watcher);
    } catch (error) {
      fail(error);
    }
  };
  const arm = (): void => {
    const wanted = new Set(paths.flatMap(foldersOf));
    for (const folder of watchers.keys()) if (!wanted.has(folder)) drop(folder);
    for (const folder of wanted) if (!watchers.has(folder)) open(folder);
  };
  const changed = (): void => {
    if (disposed) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      // Folders may have come or gone, or be others under the same names.
      for (const folder of [...watchers.keys()]) drop(folder);
      arm();
      onChange();
    }, settling);
    timer.unref();
  };

  arm();
  return {
    dispose: () => {
      disposed = true;
      clearTimeout(timer);
      for (const folder of [...watchers.keys()]) drop(folder);
    },
  };
}

/** Where a change of a path shows: in its folder, in itself if it is a folder, and the same of what it is a link to. */
function foldersOf(watched: string): readonly string[] {
  const real = realOf(watched);
  const places = real === undefined || real === watched ? [watched] : [watched, real];
  return places.flatMap((place) => (isFolder(place) ? [place, nearest(place)] : [nearest(place)]));
}

/** The innermost folder above a path that exists. */
function nearest(of: string): string {
  const folder = path.dirname(of);
  return folder === of || isFolder(folder) ? folder : nearest(folder);
}

/** Whether something of this name in this folder is one of the paths, or on the way to one, or the folder itself. */
function concerns(folder: string, name: string, paths: readonly string[]): boolean {
  if (name === path.basename(folder)) return true;
  return paths.some((watched) =>
    [watched, realOf(watched)].some((place) => {
      if (place === undefined) return false;
      const [first] = path.relative(folder, place).split(path.sep);
      return first === name || first === '';
    }),
  );
}

function realOf(place: string): string | undefined {
  try {
    return realpathSync(place);
  } catch {
    // It does not exist, or not yet.
    return undefined;
  }
}

function isFolder(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
