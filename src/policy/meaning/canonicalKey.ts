import { respellVariables } from '../evaluate/variables';
import { readConditionKey } from '../vocabulary/conditionKeys';

/** One spelling for a condition key: the names of keys have no case, with their tag keys (IAM user guide, "Condition keys"). */
export function canonicalKey(key: string): string {
  const use = readConditionKey(key);
  if (!use) return key.toLowerCase();
  return use.tagKey === undefined ? use.key.name : `${use.key.name}/${use.tagKey.toLowerCase()}`;
}

/** One spelling for the policy variables in a text: they are named by condition keys. */
export function canonicalVariables(text: string): string {
  return respellVariables(text, canonicalKey);
}
