import * as vscode from 'vscode';
import { plainText } from '../shared/plainText';
import type { CallerReading } from '../glacier/gateway';
import type { Connection } from '../locking/model';
import { isVaultName } from '../policy';
import { withProgress } from './progress';
import { requireChanges } from './restrictions';
import { abandoned, Cancelled } from './runCommand';
import type { Services } from './services';
import { signerInWords } from './signer';

/** Creates a vault and reads it back. Harmless and undoable: an empty vault can be deleted. */
export async function createVault(services: Services, argument?: unknown): Promise<void> {
  const { l10n } = vscode;
  await services.connectionsKnown;
  const { connection: chosen, region } = placeIn(argument) ?? (await pickPlace(services, argument));
  const signer = await signerOf(services, chosen, region);
  // By now it is known what its credentials come to: after a switch nothing is created through it.
  const connection = services.connections.current(chosen) ?? chosen;
  const taken = (name: string): boolean =>
    services.store.vaults.some(
      (vault) => vault.connection.id === connection.id && vault.region === region && vault.name === name,
    );
  const name = await vscode.window.showInputBox({
    title: l10n.t('Create a Vault in {0} ({1})', region, connection.name),
    prompt: [
      ...(signer === undefined ? [] : [`${signerInWords(signer)}.`]),
      l10n.t('The name cannot be changed later. Lock the vault before you upload to it.'),
    ].join(' '),
    placeHolder: 'ledger-2026',
    ignoreFocusOut: true,
    validateInput: (value) => {
      if (!isVaultName(value)) {
        return l10n.t('A vault name has 1 to 255 letters, digits, dots, hyphens and underscores.');
      }
      return taken(value) ? l10n.t('There is a vault {0} in {1} already.', value, region) : undefined;
    },
  });
  if (name === undefined) throw new Cancelled();
  const vault = await withProgress(
    l10n.t('Creating the vault {0}…', name),
    abandoned(services.log, 'vault.create', (error) => error),
    async ({ onSending }) => {
      const gateway = await services.gateways.get(connection, region);
      if (signer !== undefined) refuseOther(signer, await gateway.callerIdentity());
      onSending();
      // Read-only mode may have been switched on while the name was typed.
      requireChanges();
      await gateway.createVault(name);
      return await services.store.refreshVault(connection, region, name);
    },
  );
  services.log.info(`[vault.create] ${vault.arn}: created.`);
  await services.tree.reveal(vault.key);
}

async function signerOf(
  { callers }: Services,
  connection: Connection,
  region: string,
): Promise<CallerReading | undefined> {
  if (connection.practice) return undefined;
  return await withProgress(
    vscode.l10n.t('Finding out who is signed in…'),
    () => undefined,
    () => callers.ask(connection, region),
  );
}

/** A vault is created for the account that was shown, or not at all. */
function refuseOther(shown: CallerReading, now: CallerReading): void {
  if (!shown.known || !now.known || shown.caller.account === now.caller.account) return;
  throw new Error(
    vscode.l10n.t(
      'The credentials of this connection belong to account {0} now, and belonged to {1} when the name was asked for. Nothing was created.',
      now.caller.account,
      shown.caller.account,
    ),
  );
}

interface Place {
  readonly connection: Connection;
  readonly region: string;
}

/** A region or message node of the tree says where. */
function placeIn(argument: unknown): Place | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  const { connection, region } = argument as Partial<Place>;
  return connection !== undefined && typeof region === 'string' ? { connection, region } : undefined;
}

async function pickPlace(services: Services, argument: unknown): Promise<Place> {
  const { all } = services.connections;
  const wanted = all.filter((connection) => connection.id === connectionIdIn(argument));
  const places = (wanted.length > 0 ? wanted : all).flatMap((connection) =>
    connection.regions.map((region) => ({
      label: plainText(region),
      description: plainText(connection.name),
      connection,
      region,
    })),
  );
  const [only, ...others] = places;
  if (only === undefined) throw new Error(vscode.l10n.t('Add a connection first.'));
  if (others.length === 0) return only;
  const choice = await vscode.window.showQuickPick(places, {
    title: vscode.l10n.t('Create a Vault: Choose the Region'),
    ignoreFocusOut: true,
  });
  if (choice === undefined) throw new Cancelled();
  return choice;
}

/** A connection's node of the tree says where, but for the region. */
function connectionIdIn(argument: unknown): string | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  return (argument as Partial<Place>).connection?.id;
}
