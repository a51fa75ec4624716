/** A command for a POSIX shell, each word quoted where it has to be, so that no name can end it and begin another. */
export function shellCommand(...words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}

function shellWord(word: string): string {
  return /^[\w.,:/@=+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
