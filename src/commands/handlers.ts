import * as vscode from 'vscode';
import { abortLock } from './abortLock';
import { arrangeVaults, clearFilter, filterVaults } from './arrangeVaults';
import { abortSeveral } from './bulk/abortSeveral';
import { initiateSeveral } from './bulk/initiateSeveral';
import { completeLock } from './completeLock';
import { addConnection, editConnection, removeConnection, useLocalGlacier } from './connections';
import { copyArn, copyName, copyValue } from './copies';
import { createVault } from './createVault';
import { pinEffect, saveEffect, showEffect, unpinEffect } from './effectView';
import { createReport, saveReportAsHtml, saveReportAsJson } from './evidenceReport';
import { explainPolicy } from './explainPolicy';
import { initiateLock } from './initiateLock';
import { listLocks } from './listLocks';
import { showLedger, verifyLockLedger } from './lockLedger';
import { enterMfaCode } from './enterMfaCode';
import { copyLockId, enterLockId } from './lockIds';
import { moveClock } from './moveClock';
import { newPolicy } from './newPolicy';
import { openAwsFile } from './openAwsFile';
import { openRule } from './openRule';
import { chooseFile, comparePolicy, copyPolicy, openPolicy } from './policies';
import { pinTests } from './pinTests';
import {
  chooseVault,
  createAccessPolicy,
  fixAllProblems,
  ignorePolicy,
  treatAsPolicy,
} from './policyDocuments';
import { openWalkthrough } from './openWalkthrough';
import { refreshVaults } from './refreshVaults';
import { requireChanges } from './restrictions';
import { restartLock } from './restartLock';
import { revealVault } from './revealVault';
import { commands, type CommandId } from '.';
import { runCommand } from './runCommand';
import type { Services } from './services';
import { copyRequestId, showFailure } from './showFailure';
import { signIn } from './signIn';

export { watchInterruptions } from './interrupted';

type Handler = (services: Services, ...args: never[]) => unknown;

/** What each command does. */
const handlers = {
  'accessPolicy.create': createAccessPolicy,
  'connection.add': addConnection,
  'connection.edit': editConnection,
  'connection.enterMfaCode': enterMfaCode,
  'connection.openFile': openAwsFile,
  'connection.remove': removeConnection,
  'connection.signIn': signIn,
  'effect.pin': pinEffect,
  'effect.save': saveEffect,
  'effect.unpin': unpinEffect,
  'error.copyRequestId': copyRequestId,
  'error.show': showFailure,
  'ledger.show': showLedger,
  'ledger.verify': verifyLockLedger,
  'localGlacier.moveClock': moveClock,
  'localGlacier.use': useLocalGlacier,
  'lock.abort': abortLock,
  'lock.abortSeveral': abortSeveral,
  'lock.complete': completeLock,
  'lock.initiate': initiateLock,
  'lock.initiateSeveral': initiateSeveral,
  'lock.list': listLocks,
  'lock.restart': restartLock,
  'lockId.copy': copyLockId,
  'lockId.enter': enterLockId,
  'log.show': ({ log }: Services) => log.show(),
  'policy.chooseFile': chooseFile,
  'policy.chooseVault': chooseVault,
  'policy.compare': comparePolicy,
  'policy.copy': copyPolicy,
  'policy.explain': explainPolicy,
  'policy.fixAll': fixAllProblems,
  'policy.ignore': ignorePolicy,
  'policy.new': newPolicy,
  'policy.newForVault': newPolicy,
  'policy.open': openPolicy,
  'policy.pinTests': pinTests,
  'policy.showEffect': showEffect,
  'policy.treat': treatAsPolicy,
  'report.create': createReport,
  'report.saveHtml': saveReportAsHtml,
  'report.saveJson': saveReportAsJson,
  'rule.open': openRule,
  'value.copy': copyValue,
  'vault.copyArn': copyArn,
  'vault.copyName': copyName,
  'vault.create': createVault,
  'vault.reveal': revealVault,
  'vaults.arrange': arrangeVaults,
  'vaults.clearFilter': clearFilter,
  'vaults.filter': filterVaults,
  'vaults.refresh': refreshVaults,
  'walkthrough.open': openWalkthrough,
} as const satisfies Readonly<Record<CommandId, Handler>>;

/**
 * Does what a person asked for, and says how it failed if it did.
 * @param args whatever a link or a menu hands over: every handler checks its own
 */
export async function handle(services: Services, id: CommandId, args: readonly unknown[]): Promise<unknown> {
  const handler = handlers[id] as (services: Services, ...args: readonly unknown[]) => unknown;
  return await runCommand(services.log, id, () => {
    if (commands[id] !== 'anywhere') requireTrust();
    if (commands[id] === 'changes') requireChanges();
    return handler(services, ...args);
  });
}

function requireTrust(): void {
  if (vscode.workspace.isTrusted) return;
  throw new Error(
    vscode.l10n.t(
      'This workspace is not trusted, so everything that talks to Glacier is off. Trust it first.',
    ),
  );
}
