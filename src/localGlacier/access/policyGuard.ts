import { evaluate, findAction, readPolicyDocument, type PolicyDocument } from '../../policy';
import { GlacierFault } from '../glacierFault';
import type { Archive, Vault } from '../model';
import type { OperationName } from '../operations/routes';
import { vaultArn } from '../partition';
import { lockAt } from '../vaultLock';
import { accountOf, principalOf, type Caller } from './caller';
import { ageInDays, globalContext, type RequestContext } from './requestContext';

/** What somebody is about to do to a vault. */
export interface Attempt {
  readonly operation: OperationName;
  readonly caller: Caller;
  readonly vault: Vault;
  /** The archive that is meant, where one is. */
  readonly archive: Archive | undefined;
  readonly now: number;
}

/**
 * Refuses what a policy of the vault denies: its lock policy, in force from Initiate on, or its access policy. In the
 * account everybody is an administrator, so that what no policy denies is allowed; to everybody else only what a policy
 * of the vault allows (their own account is taken to allow it).
 * Throws AccessDeniedException.
 */
export function refuseDenied(attempt: Attempt): void {
  const { operation, caller, vault, now } = attempt;
  const question = {
    principal: principalOf(caller),
    action: `glacier:${operation}`,
    resource: vaultArn(caller.account, vault.region, vault.name),
    context: contextOf(attempt),
  };
  const decisions = policiesInForce(vault, now).map((policy) => evaluate(policy, question).decision);
  const refuse = (why: string): GlacierFault =>
    new GlacierFault(
      'AccessDeniedException',
      `User: ${question.principal} is not authorized to perform: ${question.action} on resource: ` +
        `${question.resource} ${why}`,
    );
  if (decisions.includes('explicitDeny')) throw refuse('with an explicit deny in a resource-based policy');
  if (accountOf(caller) !== caller.account && !decisions.includes('allow'))
    throw refuse(`because no resource-based policy allows the ${question.action} action`);
}

function policiesInForce(vault: Vault, now: number): PolicyDocument[] {
  const lock = lockAt(vault.lock, now);
  const texts = [lock.state === 'none' ? undefined : lock.policy, vault.accessPolicy];
  return texts.flatMap((text) => {
    const reading = text === undefined ? undefined : readPolicyDocument(text);
    return reading?.ok ? [reading.document] : [];
  });
}

function contextOf({ operation, caller, vault, archive, now }: Attempt): RequestContext {
  const tags = findAction(operation)?.tag === true ? [...vault.tags] : [];
  return {
    ...globalContext(caller, now),
    ...Object.fromEntries(tags.map(([key, value]) => [`glacier:ResourceTag/${key}`, value])),
    ...(archive ? { 'glacier:ArchiveAgeInDays': String(ageInDays(archive.created, now)) } : {}),
  };
}
