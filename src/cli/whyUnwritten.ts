const reasons: ReadonlyMap<unknown, string> = new Map([
  ['EBADF', 'it is not open for writing'],
  ['EDQUOT', 'the quota of this user is used up'],
  ['EFBIG', 'the file would be larger than a file may be'],
  ['EIO', 'the device reports an error'],
  ['ENOSPC', 'no space is left on the device'],
  ['EROFS', 'the file system is read-only'],
]);

/** What the system says of a pipe or a socket whose other end is closed. */
const readerGone: readonly unknown[] = ['EPIPE', 'ECONNRESET', 'EOF'];

/**
 * Why standard output did not take the results, as a sentence. Undefined where whoever read along has gone away: who
 * does that, as `head` does, has had enough, and knows it.
 */
export function whyUnwritten(error: Error): string | undefined {
  const code = 'code' in error ? error.code : undefined;
  if (readerGone.includes(code)) return undefined;
  return `the results could not be written to standard output, or not all of them: ${reasons.get(code) ?? error.message}.`;
}
