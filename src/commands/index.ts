import * as vscode from 'vscode';
import { abortLock } from './abortLock';
import { completeLock } from './completeLock';
import { addConnection, removeConnection, useLocalGlacier } from './connections';
import { copyArn, copyName, copyValue } from './copies';
import { createVault } from './createVault';
import { explainPolicy } from './explainPolicy';
import { initiateLock } from './initiateLock';
import { listLocks } from './listLocks';
import { copyLockId, enterLockId } from './lockIds';
import { moveClock } from './moveClock';
import { newPolicy } from './newPolicy';
import { openRule } from './openRule';
import { comparePolicy, copyPolicy, openPolicy } from './policies';
import {
  chooseVault,
  createAccessPolicy,
  fixAllProblems,
  ignorePolicy,
  treatAsPolicy,
} from './policyDocuments';
import { refreshVaults } from './refreshVaults';
import { restartLock } from './restartLock';
import { revealVault } from './revealVault';
import { runCommand } from './runCommand';
import type { Services } from './services';

type Handler = (services: Services, ...args: never[]) => unknown;

/** Everything a person can ask for. The manifest declares the same ids; a test holds the two together. */
export const commands = {
  'accessPolicy.create': createAccessPolicy,
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
  'policy.chooseVault': chooseVault,
  'policy.compare': comparePolicy,
  'policy.copy': copyPolicy,
  'policy.explain': explainPolicy,
  'policy.fixAll': fixAllProblems,
  'policy.ignore': ignorePolicy,
  'policy.new': newPolicy,
  'policy.newForVault': newPolicy,
  'policy.open': openPolicy,
  'policy.treat': treatAsPolicy,
  'rule.open': openRule,
  'value.copy': copyValue,
  'vault.copyArn': copyArn,
  'vault.copyName': copyName,
  'vault.create': createVault,
  'vault.reveal': revealVault,
  'vaults.refresh': refreshVaults,
} as const satisfies Readonly<Record<string, Handler>>;

/** What needs no Glacier and works in Restricted Mode too. */
const harmless: ReadonlySet<string> = new Set<keyof typeof commands>([
  'accessPolicy.create',
  'log.show',
  'policy.explain',
  'policy.fixAll',
  'policy.ignore',
  'policy.new',
  'policy.newForVault',
  'policy.treat',
  'rule.open',
  'value.copy',
]);

/** Registers all commands; from then on a click always finds its command, whatever is still being set up. */
export function registerCommands(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([id, handler]) => {
      // What VS Code hands over is whatever a link or a menu says: every handler checks its own arguments.
      const handle = handler as (services: Services, ...args: unknown[]) => unknown;
      return vscode.commands.registerCommand(`glacierVaultLock.${id}`, (...args: unknown[]) =>
        runCommand(services.log, id, () => {
          if (!harmless.has(id)) requireTrust();
          return handle(services, ...args);
        }),
      );
    }),
  );
}

function requireTrust(): void {
  if (vscode.workspace.isTrusted) return;
  throw new Error(
    vscode.l10n.t(
      'This workspace is not trusted, so everything that talks to Glacier is off. Trust it first.',
    ),
  );
}
