import { GlacierFault } from '../glacierFault';
import type { Reply } from '../http/reply';
import type { Vault } from '../model';
import { opaqueId } from '../opaqueId';
import { vaultArn } from '../partition';
import { stepVaultLock, type LockAnswer, type LockRequest } from '../vaultLock';
import { noContent, type Call, type VaultOperation, type VaultOutcome } from './operation';
import { policyTextOf } from './policyText';
import { invalid } from './requestDocument';

/** The lock ID is in a header of the reply and nowhere else, then or later. */
export const initiateVaultLock: VaultOperation = (call, vault) =>
  step(call, vault, {
    ask: 'initiate',
    policy: policyTextOf(call.body, 'vault lock policy'),
    lockId: opaqueId('lockId'),
  });

export const getVaultLock: VaultOperation = (call, vault) => step(call, vault, { ask: 'get' });

export const completeVaultLock: VaultOperation = (call, vault) =>
  step(call, vault, { ask: 'complete', lockId: call.id });

export const abortVaultLock: VaultOperation = (call, vault) => step(call, vault, { ask: 'abort' });

function step(call: Call, vault: Vault, request: LockRequest): VaultOutcome {
  const { lock, answer } = stepVaultLock(vault.lock, request, call.now);
  const reply = replyTo(answer, vaultArn(call.account, vault.region, vault.name));
  return lock === vault.lock ? { reply } : { reply, vault: { ...vault, lock } };
}

function replyTo(answer: LockAnswer, arn: string): Reply {
  switch (answer.answer) {
    case 'initiated':
      return { status: 201, headers: { 'x-amz-lock-id': answer.lockId } };
    case 'completed':
    case 'aborted':
      return noContent;
    case 'reading':
      return {
        status: 200,
        body: {
          Policy: answer.policy,
          State: answer.state,
          ExpirationDate: answer.expires === null ? null : new Date(answer.expires).toISOString(),
          CreationDate: new Date(answer.created).toISOString(),
        },
      };
    case 'noLock':
      throw new GlacierFault('ResourceNotFoundException', `No vault lock policy is set for: ${arn}`);
    case 'wrongLockId':
      throw answer.state === 'inProgress'
        ? invalid(`The lock ID is not the one of the vault lock in progress for: ${arn}`)
        : denied(`The lock ID is not the one that locked: ${arn}`);
    case 'alreadyInProgress':
      throw denied(`A vault lock is in progress already for: ${arn}`);
    case 'alreadyLocked':
      throw denied(`The vault lock can no longer be changed for: ${arn}`);
  }
}

function denied(message: string): GlacierFault {
  return new GlacierFault('AccessDeniedException', message);
}
