import { readConditionKey } from '../vocabulary/conditionKeys';

/** The condition keys of one request. Their names have no case (IAM user guide, "Condition keys"). */
export interface RequestContext {
  /** Undefined where the key is absent; a key without any value counts as absent. */
  readonly valuesOf: (key: string) => readonly string[] | undefined;
  /** What a policy variable stands for: never a multi-valued key, though it may have one value just now. */
  readonly singleValueOf: (key: string) => string | undefined;
}

export function readContext(context: Readonly<Record<string, string | readonly string[]>>): RequestContext {
  const exact = new Map<string, readonly string[]>();
  const folded = new Map<string, readonly string[]>();
  for (const [key, given] of Object.entries(context)) {
    const values = typeof given === 'string' ? [given] : given;
    if (values.length === 0) continue;
    exact.set(key, values);
    // Of two tags that differ in case only one can answer. AWS does not say which; the spelling asked for, else the first.
    if (!folded.has(key.toLowerCase())) folded.set(key.toLowerCase(), values);
  }
  const valuesOf = (key: string) => exact.get(key) ?? folded.get(key.toLowerCase());
  const singleValueOf = (key: string) => {
    const values = valuesOf(key);
    return values?.length === 1 && !readConditionKey(key)?.key.multiValued ? values[0] : undefined;
  };
  return { valuesOf, singleValueOf };
}
