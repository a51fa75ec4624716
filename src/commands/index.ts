import * as vscode from 'vscode';
import { abortLock } from './abortLock';
import { completeLock } from './completeLock';
import { addConnection, removeConnection, useLocalGlacier } from './connections';
import { copyArn, copyName, copyValue } from './copies';
import { createVault } from './createVault';
import { initiateLock } from './initiateLock';
import { listLocks } from './listLocks';
import { copyLockId, enterLockId } from './lockIds';
import { moveClock } from './moveClock';
import { openRule } from './openRule';
import { comparePolicy, copyPolicy, openPolicy } from './policies';
import { refreshVaults } from './refreshVaults';
import { restartLock } from './restartLock';
import { runCommand } from './runCommand';
import type { Services } from './services';

type Handler = (services: Services, ...args: never[]) => unknown;

/** Everything a person can ask for. The manifest declares the same ids; a test holds the two together. */
export const commands = {
  'connection.add': addConnection,
  'connection.remove': removeConnection,
  'localGlacier.moveClock': moveClock,
  'localGlacier.use': useLocalGlacier,
  'lock.abort': abortLock,
  'lock.complete': completeLock,
  'lock.initiate': initiateLock,
  'lock.list': listLocks,
  'lock.restart': restartLock,
  'lockId.copy': copyLockId,
  'lockId.enter': enterLockId,
  'log.show': ({ log }: Services) => log.show(),
  'policy.compare': comparePolicy,
  'policy.copy': copyPolicy,
  'policy.open': openPolicy,
  'rule.open': openRule,
  'value.copy': copyValue,
  'vault.copyArn': copyArn,
  'vault.copyName': copyName,
  'vault.create': createVault,
  'vaults.refresh': refreshVaults,
} as const satisfies Readonly<Record<string, Handler>>;

/** Registers all commands; from then on a click always finds its command, whatever is still being set up. */
export function registerCommands(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([id, handler]) =>
      vscode.commands.registerCommand(`glacierVaultLock.${id}`, (...args: unknown[]) =>
        // What VS Code hands over is whatever a link or a menu says: every handler checks its own arguments.
        runCommand(services.log, id, () =>
          (handler as (services: Services, ...args: unknown[]) => unknown)(services, ...args),
        ),
      ),
    ),
  );
}
