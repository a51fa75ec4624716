import { createHmac, randomBytes } from 'node:crypto';
import type { Way } from './profileWay';
import { given, type Section, type Sections } from './sharedFiles';

/** Settings that change nothing about the credentials and the way to them, and are often edited. */
const beside: ReadonlySet<string> = new Set(['output', 'cli_pager', 'cli_auto_prompt', 'cli_binary_format']);

const key = randomBytes(32);

/**
 * Differs when anything differs on the way to a profile's credentials, or in the addresses it leads to. Tells nothing of
 * what it was made from, and is of no meaning in another process.
 */
export function revisionOf({ links }: Way, { sessions, services }: Sections): string {
  const told = links.flatMap(([name, own]) => [
    [name, settingsOf(own)],
    [name, settingsOf(sessions.get(given(own['sso_session']) ?? ''))],
    [name, settingsOf(services.get(given(own['services']) ?? ''))],
  ]);
  return digestOf(told);
}

/** A keyed digest of anything that JSON can hold, secrets included. */
export function digestOf(value: unknown): string {
  return createHmac('sha256', key).update(JSON.stringify(value)).digest('base64url');
}

function settingsOf(section: Section | undefined): readonly (readonly [string, string | undefined])[] {
  return Object.entries(section ?? {})
    .filter(([setting]) => !beside.has(setting))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
