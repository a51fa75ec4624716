import * as vscode from 'vscode';
import { showInformation } from '../../shared/messages';
import type { Services } from '../services';
import { pickConnection } from './pickConnection';

/** Takes a connection off the list. Vaults, locks and lock IDs stay as they are. */
export async function removeConnection(services: Services, argument?: unknown): Promise<void> {
  const { l10n } = vscode;
  const { connections } = services;
  const removed = await pickConnection(services, argument, {
    title: l10n.t('Remove a Connection'),
    placeHolder: l10n.t('Vaults, locks and lock IDs stay as they are'),
  });
  await connections.remove(removed.id);
  const undo = l10n.t('Undo');
  const isEnvironment = removed.kind === 'environment';
  const message = isEnvironment
    ? l10n.t(
        '{0} stays away as long as AWS_ENDPOINT_URL_GLACIER names it. “Add Connection…” brings it back.',
        removed.name,
      )
    : l10n.t('Connection {0} removed. Its vaults and locks are as they were.', removed.name);
  void showInformation(message, undo).then(async (answer) => {
    if (answer !== undo) return;
    if (isEnvironment) await connections.restoreEnvironment();
    else await connections.add(removed);
  });
}
