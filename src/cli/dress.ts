import type { Dress } from './verb';

interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/**
 * What the place where results go can show. FORCE_COLOR decides where it is set ("0" and "false" mean none); then
 * NO_COLOR (https://no-color.org: any text but an empty one) and a terminal that cannot.
 */
export function dressFor(stream: Stream, env: Readonly<Record<string, string | undefined>>): Dress {
  const terminal = stream.isTTY === true;
  return { colour: wantsColour(terminal, env), columns: terminal ? stream.columns : undefined };
}

function wantsColour(terminal: boolean, env: Readonly<Record<string, string | undefined>>): boolean {
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  return terminal && env['TERM'] !== 'dumb';
}
