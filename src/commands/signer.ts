import * as vscode from 'vscode';
import type { CallerReading } from '../glacier/gateway';
import { accountOfStranger } from '../locking/bulk/strangers';
import { otherAccount } from '../locking/lockProblems';
import type { Vault } from '../locking/model';
import type { Services } from './services';

/**
 * Who would sign what is about to be sent, for the confirmation: one line, or none for practice, where nobody signs in.
 * Takes a few seconds at most. Throws LockError where it is somebody of another account than the vault's.
 */
export async function signerLines({ callers }: Services, vault: Vault): Promise<readonly string[]> {
  const { connection, region } = vault;
  if (connection.practice) return [];
  const reading = await callers.ask(connection, region);
  const stranger = accountOfStranger(vault, reading);
  if (stranger !== undefined) throw otherAccount(vault, stranger);
  return [signerInWords(reading)];
}

/** `Signed in as arn:aws:sts::111122223333:assumed-role/Archivist/ana` */
export function signerInWords(reading: CallerReading): string {
  const { l10n } = vscode;
  return reading.known
    ? l10n.t('Signed in as {0}', reading.caller.arn)
    : l10n.t('It is not known who is signed in: {0}', reading.why.replace(/\.$/, ''));
}
