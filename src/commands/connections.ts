import * as vscode from 'vscode';
import { isLoopback, probePractice } from '../glacier/practiceClock';
import type { Connection } from '../locking/model';
import { regions } from '../policy';
import { showInformation } from '../shared/messages';
import { plainText } from '../shared/plainText';
import { Cancelled } from './runCommand';
import type { Services } from './services';

/** The connection to the Glacier that is built into the extension. */
export const builtInConnection: Connection = {
  id: 'local',
  kind: 'local',
  name: 'Local Glacier',
  regions: ['us-west-2'],
  practice: true,
};

/** Adds the built-in local Glacier and shows its vaults. */
export async function useLocalGlacier(services: Services): Promise<void> {
  await services.connections.add(builtInConnection);
  await vscode.commands.executeCommand('glacierVaultLock.vaults.focus');
}

/** Asks how to reach an account, and in which regions. */
export async function addConnection(services: Services): Promise<void> {
  const { l10n } = vscode;

  const local = {
    label: `$(beaker) ${l10n.t('Local Glacier')}`,
    detail: l10n.t('On this machine, for practice. No AWS account, no cost, nothing leaves the machine.'),
  };
  const profile = {
    label: `$(cloud) ${l10n.t('AWS profile')}`,
    detail: l10n.t('A profile of your AWS config and credentials files, or the default credential chain.'),
  };
  const endpoint = {
    label: `$(plug) ${l10n.t('Another endpoint')}`,
    detail: l10n.t('A running “vault-lock serve”, or a proxy in front of Glacier.'),
  };
  const hidden = services.connections.hiddenEnvironment;
  const environment = hidden && {
    label: `$(symbol-variable) ${plainText(hidden.name)}`,
    detail: l10n.t('The address in AWS_ENDPOINT_URL_GLACIER, which you removed.'),
  };
  const items = [local, profile, endpoint, ...(environment === undefined ? [] : [environment])];
  const choice = await vscode.window.showQuickPick(items, {
    title: l10n.t('Add a Connection'),
    ignoreFocusOut: true,
  });
  if (choice === undefined) throw new Cancelled();
  if (choice === local) {
    await useLocalGlacier(services);
    return;
  }
  if (choice === environment) await services.connections.restoreEnvironment();
  else await services.connections.add(choice === profile ? await askProfile() : await askEndpoint());
  await vscode.commands.executeCommand('glacierVaultLock.vaults.focus');
}

/** Takes a connection off the list. Vaults, locks and lock IDs stay as they are. */
export async function removeConnection(services: Services, argument?: unknown): Promise<void> {
  const { l10n } = vscode;

  const named =
    typeof argument === 'object' && argument !== null && 'connection' in argument
      ? argument.connection
      : undefined;
  const { all } = services.connections;
  let connection = all.find((candidate) => candidate === named);
  if (connection === undefined) {
    const choice = await vscode.window.showQuickPick(
      all.map((candidate) => ({
        label: plainText(candidate.name),
        description: plainText(candidate.regions.join(', ')),
        connection: candidate,
      })),
      {
        title: l10n.t('Remove a Connection'),
        placeHolder: l10n.t('Vaults, locks and lock IDs stay as they are'),
      },
    );
    if (choice === undefined) throw new Cancelled();
    connection = choice.connection;
  }
  const removed = connection;
  await services.connections.remove(removed.id);
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
    if (isEnvironment) await services.connections.restoreEnvironment();
    else await services.connections.add(removed);
  });
}

async function askProfile(): Promise<Connection> {
  const { l10n } = vscode;
  const profile = await vscode.window.showInputBox({
    title: l10n.t('AWS Profile'),
    prompt: l10n.t("The profile's name in your AWS config; leave it empty for the default credential chain."),
    placeHolder: 'default',
    value: process.env['AWS_PROFILE'] ?? '',
    ignoreFocusOut: true,
  });
  if (profile === undefined) throw new Cancelled();
  const name = profile.trim();
  const regions = await askRegions();
  return {
    id: `aws ${name}`,
    kind: 'aws',
    name: name === '' ? l10n.t('AWS (default credentials)') : l10n.t('AWS {0}', name),
    regions,
    practice: false,
    ...(name === '' ? {} : { profile: name }),
  };
}

async function askEndpoint(): Promise<Connection> {
  const { l10n } = vscode;
  const typed = await vscode.window.showInputBox({
    title: l10n.t('Endpoint'),
    prompt: l10n.t('Where a Glacier API answers.'),
    placeHolder: 'http://127.0.0.1:4567',
    ignoreFocusOut: true,
    validateInput: (value) =>
      URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)
        ? undefined
        : l10n.t('An address that starts with http:// or https://'),
  });
  if (typed === undefined) throw new Cancelled();
  const endpoint = new URL(typed).origin;
  // Nothing answers on this machine: most likely a local Glacier that is not running yet. The tree says so.
  const practice = isLoopback(endpoint) && (await probePractice(endpoint)) !== 'other';
  const regions = await askRegions();
  return {
    id: `endpoint ${endpoint}`,
    kind: 'aws',
    name: new URL(endpoint).host,
    regions,
    endpoint,
    practice,
  };
}

async function askRegions(): Promise<readonly string[]> {
  const { l10n } = vscode;
  const usual =
    [process.env['AWS_REGION'], process.env['AWS_DEFAULT_REGION']].find(
      (region) => region !== undefined && region !== '',
    ) ?? 'us-east-1';
  const items = regions.map(({ name }) => ({ label: name, picked: name === usual }));
  items.sort((a, b) => Number(b.picked) - Number(a.picked));
  const chosen = await vscode.window.showQuickPick(items, {
    title: l10n.t('Regions'),
    placeHolder: l10n.t('The regions to show; these are all that have Glacier vaults'),
    canPickMany: true,
    ignoreFocusOut: true,
  });
  if (chosen === undefined || chosen.length === 0) throw new Cancelled();
  return chosen.map(({ label }) => label);
}
