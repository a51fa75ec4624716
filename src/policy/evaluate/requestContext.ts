import { readConditionKey } from '../vocabulary/conditionKeys';
import type { AuthorizationRequest } from './authorizationRequest';
import type { VariableLookup } from './variables';

/** The condition keys of one request. Their names have no case (IAM user guide, "Condition keys"). */
export interface RequestContext {
  /** Undefined where the key is absent; a key without any value counts as absent. */
  readonly valuesOf: (key: string) => readonly string[] | undefined;
  /** What a policy variable stands for: never a multi-valued key, though it may have one value just now. */
  readonly singleValueOf: VariableLookup;
}

export function readContext(given: AuthorizationRequest['context']): RequestContext {
  let folded: ReadonlyMap<string, readonly string[]> | undefined;
  const valuesOf = (key: string): readonly string[] | undefined => {
    const values = Object.hasOwn(given, key) ? listOf(given[key]) : undefined;
    if (values) return values;
    folded ??= foldKeys(given);
    return folded.get(key.toLowerCase());
  };
  const singleValueOf = (key: string): string | undefined => {
    const values = valuesOf(key);
    return values?.length === 1 && !readConditionKey(key)?.key.multiValued ? values[0] : undefined;
  };
  return { valuesOf, singleValueOf };
}

/** Of two tags that differ in case only one can answer. AWS does not say which; the spelling asked for, else the first. */
function foldKeys(given: AuthorizationRequest['context']): ReadonlyMap<string, readonly string[]> {
  const folded = new Map<string, readonly string[]>();
  for (const [key, value] of Object.entries(given)) {
    const values = listOf(value);
    if (values && !folded.has(key.toLowerCase())) folded.set(key.toLowerCase(), values);
  }
  return folded;
}

function listOf(value: string | readonly string[] | undefined): readonly string[] | undefined {
  if (typeof value === 'string') return [value];
  return value && value.length > 0 ? value : undefined;
}
