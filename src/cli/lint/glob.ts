import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { matchesWildcard } from '../../policy';

/** What a shell would have expanded, had it been asked: Windows has none that does, and quotes forbid it. */
export function isGlob(path: string): boolean {
  return /[*?]|\{[^{}]*,[^{}]*\}/.test(path);
}

/**
 * The files that fit a pattern, in the order of their names: `*` any run of characters but a slash, `?` one of them,
 * `**` any folders in between, `{a,b}` either. As in a shell, a name that begins with a dot must be asked for with one,
 * and `**` passes by `node_modules`; it follows no symbolic link to a folder, so that it comes to an end.
 * @throws an error with a `path` when a folder on the way cannot be read
 */
export async function filesLike(pattern: string): Promise<readonly string[]> {
  const plain = process.platform === 'win32' ? pattern.replaceAll('\\', '/') : pattern;
  const found = new Set<string>();
  for (const alternative of expandBraces(plain)) {
    const [, root = '', rest = ''] = /^([A-Za-z]:\/+|\/+)?(.*)$/s.exec(alternative) ?? [];
    const segments = rest.split('/').filter((segment) => segment !== '');
    for (const file of await new Walk(segments).from(root)) found.add(file);
  }
  return [...found].sort();
}

/** `{a,b}` → `a` and `b`, also several and nested ones; braces without a comma are plain characters. */
function expandBraces(pattern: string): readonly string[] {
  const [group] = /\{[^{}]*,[^{}]*\}/.exec(pattern) ?? [];
  if (group === undefined) return [pattern];
  const at = pattern.indexOf(group);
  return group
    .slice(1, -1)
    .split(',')
    .flatMap((choice) => expandBraces(pattern.slice(0, at) + choice + pattern.slice(at + group.length)));
}

class Walk {
  private readonly seen = new Set<string>();

  constructor(private readonly segments: readonly string[]) {}

  /** @param folder ends with a slash, or is empty for the working folder */
  async from(folder: string, index = 0): Promise<readonly string[]> {
    // Two `**` in one pattern reach the same folder by many ways.
    const state = `${index} ${folder}`;
    const segment = this.segments[index];
    if (segment === undefined || this.seen.has(state)) return [];
    this.seen.add(state);
    const last = index === this.segments.length - 1;
    if (segment === '**') return this.anyDepth(folder, index, last);
    if (!/[*?]/.test(segment)) return this.step(folder + segment, index, last);
    const found: string[] = [];
    for (const entry of await entriesOf(folder))
      if (fits(entry.name, segment)) found.push(...(await this.step(folder + entry.name, index, last)));
    return found;
  }

  private async step(path: string, index: number, last: boolean): Promise<readonly string[]> {
    if (last) return (await kindOf(path)) === 'file' ? [path] : [];
    return (await kindOf(path)) === 'folder' ? this.from(`${path}/`, index + 1) : [];
  }

  /** `**` is no folder, or one that itself is followed by `**`; at the end it stands for every file below. */
  private async anyDepth(folder: string, index: number, last: boolean): Promise<readonly string[]> {
    const found: string[] = [];
    if (!last) found.push(...(await this.from(folder, index + 1)));
    for (const entry of await entriesOf(folder)) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const path = folder + entry.name;
      if (entry.isDirectory()) found.push(...(await this.from(`${path}/`, index)));
      else if (last && (await kindOf(path)) === 'file') found.push(path);
    }
    return found;
  }
}

function fits(name: string, segment: string): boolean {
  return name.startsWith('.') === segment.startsWith('.') && matchesWildcard(segment, name);
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  return readdir(folder === '' ? '.' : folder, { withFileTypes: true });
}

/** What a path leads to, through symbolic links. */
async function kindOf(path: string): Promise<'file' | 'folder' | 'nothing'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch {
    // Whatever the reason, a pattern does not fit what cannot be seen.
    return 'nothing';
  }
}
