import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';

/**
 * Makes a file by which one process claims something; false where it is there already. Rejects with the system's error
 * where it cannot be made.
 *
 * @param isThere Errors that mean the same as that it is there; by default the system's word for it alone.
 */
export async function claimed(
  file: string,
  text: string,
  isThere: (code: unknown) => boolean = () => false,
): Promise<boolean> {
  try {
    await writeFile(file, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST' || isThere(code)) return false;
    throw error;
  }
}

/**
 * Removes a claim that is nobody's any more. It is moved away first: of several who found it stale, one gets it. Where
 * somebody was faster still, and the file is the new one's by now, it goes back.
 *
 * @param read The text of a file, undefined where there is none.
 */
export async function removeStaleClaim(
  file: string,
  stale: string,
  read: (file: string) => Promise<string | undefined>,
  claim: (file: string, text: string) => Promise<boolean> = claimed,
): Promise<void> {
  const aside = `${file}.${randomUUID()}.tmp`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  const moved = await read(aside);
  if (moved !== undefined && moved !== stale) await claim(file, moved);
  await rm(aside, { force: true });
}

/** The system's name of an error: `ENOENT`; undefined of any other. */
export function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
