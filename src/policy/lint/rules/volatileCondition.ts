import { conditionTests } from '../conditionTests';
import { isDeny } from '../elements';
import { overStatements } from '../rule';

/** What each of them names, and what becomes of that. */
const volatile: ReadonlyMap<string, string> = new Map([
  ['aws:SourceIp', 'networks are renumbered'],
  ['aws:PrincipalOrgID', 'accounts leave organisations and organisations are merged'],
  ['aws:PrincipalOrgPaths', 'organisations are arranged anew'],
  ['aws:PrincipalTag', 'whoever may tag people and roles decides who has the tag'],
  ['aws:UserAgent', 'every client names itself as it likes'],
  ['aws:referer', 'every client sends what it likes'],
  ['aws:SourceIdentity', 'people come and go'],
  ['aws:username', 'users are deleted, and made again by others'],
  ['aws:userid', 'users and roles are deleted, and get another id when they are made again'],
]);

/** A Deny that lasts for ever hangs on something that does not. */
export const volatileCondition = overStatements(function* (statement) {
  if (!isDeny(statement)) return;
  const said = new Set<string>();
  for (const { key, keyUse } of conditionTests(statement)) {
    const name = keyUse?.key.name ?? '';
    const change = volatile.get(name);
    if (change === undefined || said.has(name)) continue;
    said.add(name);
    yield {
      at: key.key.span,
      covers: key.span,
      message: `The lock lasts for ever, ${name} does not: ${change}. Then this Deny hits the wrong callers or nobody, and cannot be corrected. Such a rule belongs into the vault access policy, which can be changed.`,
    };
  }
});
