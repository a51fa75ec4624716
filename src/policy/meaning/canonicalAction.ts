import { actionPrefix, actions } from '../vocabulary/actions';
import { isMatchAll } from '../wildcard';
import { canonicalWildcards } from './canonicalWildcards';

/**
 * One spelling for an entry of Action: capitals say nothing in it. Where a known action fits, its capitals are taken,
 * so that the text stays legible: `glacier:DELETE**` becomes `glacier:Delete*`.
 */
export function canonicalAction(entry: string): string {
  if (isMatchAll(entry)) return '*';
  const lower = entry.toLowerCase();
  const colon = lower.indexOf(':');
  // A wildcard before the colon is none.
  const service = lower.slice(0, colon + 1);
  const name = canonicalWildcards(lower.slice(colon + 1));
  return service + (service === actionPrefix ? inKnownCapitals(name) : name);
}

function inKnownCapitals(name: string): string {
  const beginning = /^[^*?]*/.exec(name)?.[0] ?? '';
  const known = actions.find((action) =>
    beginning === name ? action.name.toLowerCase() === name : action.name.toLowerCase().startsWith(beginning),
  );
  return known ? known.name.slice(0, beginning.length) + name.slice(beginning.length) : name;
}
