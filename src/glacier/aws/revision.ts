import { createHash } from 'node:crypto';
import type { Way } from './profileWay';
import { given, type Section, type Sections } from './sharedFiles';

/** Settings that change nothing about the credentials and the way to them, and are often edited. */
const beside: ReadonlySet<string> = new Set(['output', 'cli_pager', 'cli_auto_prompt', 'cli_binary_format']);

/**
 * Differs when anything differs on the way to a profile's credentials, or in the addresses it leads to. The
 * same in every process, so that what was kept can be compared with what is now; whoever keeps it hides it under a key.
 */
export function revisionOf({ links }: Way, { sessions, services }: Sections): string {
  const told = links.flatMap(([name, own]) => [
    [name, settingsOf(own)],
    [name, settingsOf(sessions.get(given(own['sso_session']) ?? ''))],
    [name, settingsOf(services.get(given(own['services']) ?? ''))],
  ]);
  return digestOf(told);
}

/** A digest of anything that JSON can hold, secrets included. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url');
}

function settingsOf(section: Section | undefined): readonly (readonly [string, string | undefined])[] {
  return Object.entries(section ?? {})
    .filter(([setting]) => !beside.has(setting))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
