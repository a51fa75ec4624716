import { isMatchAll, wildcardMatcher } from '../wildcard';

/**
 * Whether an entry of Action or NotAction names this action, without case. `*` alone names every action; otherwise
 * wildcards work in the name only, and a service prefix that has one names nothing.
 */
export function matchesAction(entry: string, action: string): boolean {
  return actionMatcher(entry)(action.toLowerCase());
}

/** The same for an entry that is asked about many actions. They are given in lower case. */
export function actionMatcher(entry: string): (lowerAction: string) => boolean {
  if (isMatchAll(entry)) return () => true;
  const [service, name] = splitAction(entry.toLowerCase());
  if (name === undefined) return () => false;
  const matchesName = wildcardMatcher(name);
  return (action) => {
    const [askedService, askedName] = splitAction(action);
    return askedName !== undefined && service === askedService && matchesName(askedName);
  };
}

function splitAction(text: string): [service: string, name: string | undefined] {
  const colon = text.indexOf(':');
  return colon < 0 ? [text, undefined] : [text.slice(0, colon), text.slice(colon + 1)];
}
