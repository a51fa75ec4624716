import { findAction, isVaultName } from '../../policy';
import { accountOf, type Caller } from '../access/caller';
import { refuseDenied } from '../access/policyGuard';
import { GlacierFault } from '../glacierFault';
import { findVault, withoutVault, withVault, type Archive, type GlacierState, type Vault } from '../model';
import { vaultArn } from '../partition';
import { noContent, type Call, type Outcome } from './operation';
import { accountOperations, vaultOperations } from './operations';
import { requestDocument } from './requestDocument';
import type { OperationName } from './routes';

/**
 * Does what a request asks, in Glacier's order as far as it is known: the vault must be there, no policy may deny,
 * the parameters must be right, the state must allow it. Pure; throws a GlacierFault to refuse.
 */
export function performOperation(
  operation: OperationName | undefined,
  call: Call,
  caller: Caller,
  state: GlacierState,
): Outcome {
  const onAccount = operation && accountOperations.get(operation);
  if (onAccount) {
    refuseStranger(caller);
    return onAccount(call, state);
  }
  if (call.vaultName === undefined) throw notOffered(operation);
  const vault = isVaultName(call.vaultName) ? findVault(state, call.region, call.vaultName) : undefined;
  if (!vault) return { reply: missingVault(operation, call, call.vaultName) };
  // No policy can be asked about an action that nobody named.
  if (operation === undefined) throw notOffered(operation);
  const archive = archiveMeant(operation, call, vault);
  refuseDenied({ operation, caller, vault, archive, now: call.now });
  const onVault = vaultOperations.get(operation);
  if (!onVault) throw notOffered(operation);
  const outcome = onVault(call, vault);
  if (outcome.vault === undefined) return { reply: outcome.reply };
  return {
    reply: outcome.reply,
    state: outcome.vault === 'deleted' ? withoutVault(state, vault) : withVault(state, outcome.vault),
  };
}

/** Vaults are made and listed by their account alone. Throws AccessDeniedException. */
function refuseStranger(caller: Caller): void {
  if (accountOf(caller) !== caller.account)
    throw new GlacierFault('AccessDeniedException', `Access denied for account ID: ${caller.account}`);
}

/** Deleting a vault that is not there succeeds (documented idempotent); anything else cannot be done to it. */
function missingVault(
  operation: OperationName | undefined,
  { account, region }: Call,
  name: string,
): typeof noContent {
  if (!isVaultName(name)) {
    throw new GlacierFault('ResourceNotFoundException', `Vault not found for ARN: ${name}`);
  }
  if (operation === 'DeleteVault') return noContent;
  throw new GlacierFault(
    'ResourceNotFoundException',
    `Vault not found for ARN: ${vaultArn(account, region, name)}`,
  );
}

/** The archive whose age the request carries, where its action carries any. */
function archiveMeant(operation: OperationName, call: Call, vault: Vault): Archive | undefined {
  if (findAction(operation)?.age !== true) return undefined;
  if (operation === 'DeleteArchive') return vault.archives.get(call.id);
  try {
    const id = requestDocument(call.body).get('ArchiveId');
    return typeof id === 'string' ? vault.archives.get(id) : undefined;
  } catch (error) {
    // A body that cannot be read names no archive; that it is wrong is told after the policies were asked.
    if (error instanceof GlacierFault) return undefined;
    throw error;
  }
}

function notOffered(operation: OperationName | undefined): GlacierFault {
  if (operation === undefined) {
    return new GlacierFault('BadRequest', 'The parameter "operation" names no operation of this path.');
  }
  return new GlacierFault(
    'NotImplementedException',
    `${operation} is an operation of Glacier that the local Glacier does not offer.`,
  );
}
