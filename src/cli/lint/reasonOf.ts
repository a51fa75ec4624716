const reasons: ReadonlyMap<unknown, string> = new Map([
  ['EACCES', 'may not be read by this user'],
  ['EPERM', 'may not be read by this user'],
  ['EISDIR', 'is a folder'],
  ['ELOOP', 'is a symbolic link that leads to itself'],
  ['EMFILE', 'cannot be opened: too many files are open'],
  ['ENAMETOOLONG', 'is longer than a path may be'],
  ['ENOTDIR', 'is a file where a folder was expected'],
]);

/** What every verb says of a path that leads to nothing. */
export const nothingThere = 'there is no such file or folder.';

/** Why something of the file system could not be read, as a sentence; it names the place if it is not the one given. */
export function reasonOf(error: unknown, given: string): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? error.code : undefined;
  const place = 'path' in error && typeof error.path === 'string' ? error.path : given;
  if (code === 'ENOENT') return place === given ? nothingThere : `${place}: ${nothingThere}`;
  const reason = reasons.get(code);
  if (reason === undefined) return `cannot be read (${error.message}).`;
  return place === given ? `${reason}.` : `${place} ${reason}.`;
}
