import * as vscode from 'vscode';
import type { Services } from './services';

/**
 * Everything a person can ask for, and where: what talks to Glacier only in a trusted workspace, what changes something
 * there moreover not in read-only mode, the rest in Restricted Mode too. The manifest declares the same ids; a test holds the two together.
 */
export const commands = {
  'accessPolicy.create': 'anywhere',
  'connection.add': 'trusted',
  'connection.edit': 'trusted',
  'connection.enterMfaCode': 'trusted',
  'connection.openFile': 'anywhere',
  'connection.remove': 'trusted',
  'connection.signIn': 'trusted',
  'effect.pin': 'anywhere',
  'effect.save': 'anywhere',
  'effect.unpin': 'anywhere',
  'error.copyRequestId': 'anywhere',
  'error.show': 'anywhere',
  'ledger.show': 'anywhere',
  'ledger.verify': 'anywhere',
  'localGlacier.moveClock': 'changes',
  'localGlacier.use': 'trusted',
  'lock.abort': 'changes',
  'lock.abortSeveral': 'changes',
  'lock.complete': 'changes',
  'lock.initiate': 'changes',
  'lock.initiateSeveral': 'changes',
  'lock.list': 'trusted',
  'lock.restart': 'changes',
  'lockId.copy': 'trusted',
  'lockId.enter': 'trusted',
  'log.show': 'anywhere',
  'policy.chooseFile': 'trusted',
  'policy.chooseVault': 'trusted',
  'policy.compare': 'trusted',
  'policy.copy': 'trusted',
  'policy.explain': 'anywhere',
  'policy.fixAll': 'anywhere',
  'policy.ignore': 'anywhere',
  'policy.new': 'anywhere',
  'policy.newForVault': 'anywhere',
  'policy.open': 'trusted',
  'policy.pinTests': 'anywhere',
  'policy.showEffect': 'anywhere',
  'policy.treat': 'anywhere',
  'report.create': 'trusted',
  'report.saveHtml': 'anywhere',
  'report.saveJson': 'anywhere',
  'rule.open': 'anywhere',
  'value.copy': 'anywhere',
  'vault.copyArn': 'trusted',
  'vault.copyName': 'trusted',
  'vault.create': 'changes',
  'vault.reveal': 'trusted',
  'vaults.arrange': 'trusted',
  'vaults.clearFilter': 'trusted',
  'vaults.filter': 'trusted',
  'vaults.refresh': 'trusted',
  'walkthrough.open': 'anywhere',
} as const satisfies Readonly<Record<string, 'changes' | 'trusted' | 'anywhere'>>;

export type CommandId = keyof typeof commands;

/**
 * Registers all commands; from then on a click always finds its command, whatever is still being set up. What they do is
 * read at the first click: starting a window waits for none of it.
 */
export function registerCommands(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    ...(Object.keys(commands) as CommandId[]).map((id) =>
      vscode.commands.registerCommand(`glacierVaultLock.${id}`, async (...args: unknown[]) => {
        const { handle } = await import('./handlers');
        return await handle(services, id, args);
      }),
    ),
  );
}
