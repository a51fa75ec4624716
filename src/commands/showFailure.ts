import * as vscode from 'vscode';
import type { GatewayTarget } from '../glacier/gateway';
import type { GlacierError } from '../glacier/glacierError';
import { showInformation } from '../shared/messages';
import { failureDetails, hasDetails } from './failureDetails';
import type { Services } from './services';
import { vaultKeyIn } from './vaultArgument';

/**
 * Opens the details of a failure: of the one that a message hands over, or of the row that failed.
 * @param argument the failure itself, a tree node, or what a link of a tooltip carries
 */
export async function showFailure(services: Services, argument?: unknown): Promise<void> {
  const failure = hasDetails(argument) ? argument : failureOfRow(services, argument);
  if (failure === undefined) {
    void showInformation(vscode.l10n.t('There is no failure any more: it has been read since.'));
    return;
  }
  const { name, text } = failureDetails(failure, (target) => connectionsTo(services, target));
  await services.failureDocuments.open(name, text);
}

/** The names of the connections that lead there; several profiles may. */
function connectionsTo({ connections }: Services, target: GatewayTarget): readonly string[] {
  return connections.all
    .filter(
      ({ profile, endpoint, practice, regions }) =>
        profile === target.profile &&
        endpoint === target.endpoint &&
        practice === target.practice &&
        regions.includes(target.region),
    )
    .map(({ name }) => name);
}

/** Copies what AWS Support asks for first. */
export async function copyRequestId(_services: Services, argument?: unknown): Promise<void> {
  if (typeof argument !== 'string' || !/^[!-~]{1,200}$/.test(argument)) return;
  await vscode.env.clipboard.writeText(argument);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied: {0}', argument), 3_000);
}

function failureOfRow({ store }: Services, argument: unknown): GlacierError | undefined {
  const key = vaultKeyIn(argument);
  const vault = key === undefined ? undefined : store.find(key);
  if (vault !== undefined) return vault.lock.known === 'failed' ? vault.lock.error : undefined;
  if (typeof argument !== 'object' || argument === null || !('connection' in argument)) return undefined;
  const { connection } = argument;
  if (typeof connection !== 'object' || connection === null || !('id' in connection)) return undefined;
  const region = 'region' in argument ? argument.region : undefined;
  return store.regions.find(
    (state) =>
      state.connection.id === connection.id &&
      (region === undefined || state.region === region) &&
      state.error !== undefined,
  )?.error;
}
