import { isMatchAll, matchesWildcard } from '../wildcard';

/**
 * Whether an entry of Action or NotAction names this action, without case. `*` alone names every action; otherwise
 * wildcards work in the name only, and a service prefix that has one names nothing.
 */
export function matchesAction(entry: string, action: string): boolean {
  if (isMatchAll(entry)) return true;
  const [service, name] = splitAction(entry.toLowerCase());
  const [askedService, askedName] = splitAction(action.toLowerCase());
  if (name === undefined || askedName === undefined || service !== askedService) return false;
  return matchesWildcard(name, askedName);
}

function splitAction(text: string): [service: string, name: string | undefined] {
  const colon = text.indexOf(':');
  return colon < 0 ? [text, undefined] : [text.slice(0, colon), text.slice(colon + 1)];
}
