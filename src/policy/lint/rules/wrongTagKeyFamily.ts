import type { StatementTree } from '../../syntax/policyTree';
import { conditionTests, demandsKeyElsewhere, holdsWhenAbsent, type KnownTest } from '../conditionTests';
import { isDeny } from '../elements';
import { overStatements } from '../rule';
import { keyFixes } from './keyFixes';
import { concernsEveryone } from './reach';

const families: readonly string[] = ['aws:ResourceTag', 'aws:RequestTag', 'aws:TagKeys'];

/** Whether a test asks for tags under a name that Glacier does not use. */
export function asksWrongFamily({ keyUse }: KnownTest): boolean {
  return keyUse !== undefined && families.includes(keyUse.key.name);
}

/** Of the keys that carry tags only `glacier:ResourceTag/KEY` is ever in a request to Glacier. */
export const wrongTagKeyFamily = overStatements(function* (statement, { editor }) {
  for (const test of conditionTests(statement)) {
    const { operator, key, keyUse } = test;
    if (!keyUse || !asksWrongFamily(test)) continue;
    const { tagKey } = keyUse;
    if (keyUse.key.tagged && !tagKey) continue;
    const meant = keyUse.key.name === 'aws:ResourceTag' ? `glacier:ResourceTag/${tagKey ?? ''}` : undefined;
    const always = holdsWhenAbsent(test);
    const denies = isDeny(statement) && always && !demandsKeyElsewhere(statement, test);
    yield {
      at: key.key.span,
      covers: statement.node.span,
      message: `Requests to Glacier never carry ${keyUse.key.name}${consequence(statement, always, denies)}, for ever once locked. ${meant ? `The tags of a vault are in ${meant}.` : 'Glacier knows the tags of the vault only, as glacier:ResourceTag/KEY.'}`,
      // A Deny of everything is worse than none.
      ...(denies && { severity: 'error' as const }),
      fixes: keyFixes(statement, operator, key, meant, editor),
    };
  }
});

function consequence(statement: StatementTree, always: boolean, denies: boolean): string {
  if (denies)
    return `: the test is true always, and the statement denies ${concernsEveryone(statement) ? 'everyone' : 'those named here'} whatever the tags`;
  if (always) return ': the test is true always, whatever the tags';
  return `: this statement never ${isDeny(statement) ? 'denies' : 'allows'} anything`;
}
