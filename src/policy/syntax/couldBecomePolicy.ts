import type { JsonNode } from './jsonNode';
import type { ParsedPolicy } from './parsedPolicy';
import { stringsOf } from './policyTree';

/**
 * Whether somebody may be about to write a vault policy where nothing says so yet: for help that does not claim to
 * know. True for the outline of a policy in which no other service is named, and for a new document with nothing in it.
 * @param isNew whether the document is one that nobody has saved yet
 */
export function couldBecomePolicy({ policyText, policy, root }: ParsedPolicy, isNew: boolean): boolean {
  if (!policy) return isNew && root === undefined && /^[\s\w"{]{0,40}$/.test(policyText);
  const { node, version, statement, statements } = policy;
  if (node.members.length === 0) return isNew;
  if (node.members.some(({ key }) => !elements.includes(key.value))) return false;
  if (!statement && !isLanguageVersion(version?.value)) return isNew;
  return statements.every(({ action, notAction, resource, notResource }) =>
    [action, notAction, resource, notResource].every((member) =>
      stringsOf(member).every(({ value }) => !isOfAnotherService(value)),
    ),
  );
}

/** With a key that is still to be named. */
const elements: readonly string[] = ['Version', 'Id', 'Statement', ''];

function isLanguageVersion(value: JsonNode | undefined): boolean {
  return value?.kind === 'string' && /^20(?:08|12)-10-17$/.test(value.value);
}

/** `s3:GetObject`, `arn:aws:s3:::bucket`; not `arn:aws:gl`. */
function isOfAnotherService(value: string): boolean {
  const [first = '', second, service] = value.toLowerCase().split(':');
  if (first === 'arn') return service !== undefined && !'glacier'.startsWith(service);
  return second !== undefined && first !== 'glacier';
}
