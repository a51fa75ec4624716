import os from 'node:os';
import * as vscode from 'vscode';
import { severalInWords, type Step } from '../locking/interrupted/interruption';
import { InterruptedWatch, type News } from '../locking/interrupted/interruptedWatch';
import { processAlive } from '../processes';
import { recentEntries } from '../locking/ledger/recentEntries';
import type { WritableLedger } from '../locking/lockLedger';
import type { ToldOnce } from '../locking/toldOnce';
import { formatInstant } from '../shared/format';
import { showInformation, showWarning } from '../shared/messages';
import { initiateAgain } from '../views/initiateAgain';
import { lockShown } from '../views/lockShown';
import { openText } from '../views/openText';
import type { Services } from './services';

/** What is needed beside the services: nothing of it is for commands. */
export interface InterruptionParts {
  readonly ledger: Pick<WritableLedger, 'append'>;
  readonly told: ToldOnce;
  /** From now on this connection's vaults are followed. */
  readonly follow: (connectionId: string) => void;
}

/** Looks for operations that an earlier window did not end, and tells the person what became of them. */
export function watchInterruptions(services: Services, parts: InterruptionParts): InterruptedWatch {
  const { log, store, clock, connections, ledgerFile } = services;
  const watch = new InterruptedWatch({
    ...parts,
    store,
    clock,
    connections,
    readEntries: () => recentEntries(ledgerFile),
    here: () => ({
      host: os.hostname(),
      process: process.pid,
      began: Date.now() - process.uptime() * 1_000,
      now: Date.now(),
      isAlive: processAlive,
    }),
    instant: formatInstant,
    tell: (news) => void tell(news, () => watch.lookAgain()),
    log: (message, error) => {
      if (error === undefined) log.info(`[interrupted] ${message}`);
      else log.warn(`[interrupted] ${message}`, ...(error instanceof Error ? [error.message] : []));
    },
  });
  void watch.look();
  return watch;
}

/** One message, whatever there is to tell. Resolves when the person has chosen a step, or put it away. */
async function tell(news: readonly [News, ...News[]], lookAgain: () => Promise<void>): Promise<void> {
  const [only, ...others] = news;
  const show = news.every(({ isDone }) => isDone) ? showInformation : showWarning;
  if (others.length === 0) {
    const labels = only.steps.map(labelOf);
    const choice = await show(only.text, ...labels);
    const step = choice === undefined ? undefined : only.steps[labels.indexOf(choice)];
    if (step !== undefined) await take(only, step, lookAgain);
    return;
  }
  const whatToDo = vscode.l10n.t('What to Do…');
  const choice = await show(
    severalInWords(news.map(({ name, brief }) => ({ vault: name, brief }))),
    whatToDo,
  );
  if (choice === whatToDo) await chooseStep(news, lookAgain);
}

/** All steps that help, vault by vault. */
async function chooseStep(news: readonly News[], lookAgain: () => Promise<void>): Promise<void> {
  const items = news.flatMap((each) => [
    { label: each.name, kind: vscode.QuickPickItemKind.Separator },
    ...each.steps.map((step, at) => ({
      label: labelOf(step),
      description: each.name,
      ...(at === 0 ? { detail: each.brief } : {}),
      step,
      each,
    })),
  ]);
  const choice = await vscode.window.showQuickPick<(typeof items)[number]>(items, {
    title: vscode.l10n.t('Vault Locks That a Closing Window Left Unfinished'),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  if (choice !== undefined && 'step' in choice) await take(choice.each, choice.step, lookAgain);
}

function labelOf({ does }: Step): string {
  const { l10n } = vscode;
  switch (does) {
    case 'complete':
      return l10n.t('Complete…');
    case 'abort':
      return l10n.t('Abort');
    case 'restart':
      return l10n.t('Restart the 24 Hours');
    case 'enterLockId':
      return l10n.t('Enter Lock ID…');
    case 'openPolicyInForce':
      return l10n.t('Open Policy in Force');
    case 'initiate':
      return l10n.t('Initiate Again…');
    case 'openPolicy':
      return l10n.t('Open Its Policy');
    case 'lookAgain':
      return l10n.t('Look Again');
  }
}

const commandOf = {
  complete: 'lock.complete',
  abort: 'lock.abort',
  restart: 'lock.restart',
  enterLockId: 'lockId.enter',
  openPolicyInForce: 'policy.open',
} as const;

async function take({ vault }: News, step: Step, lookAgain: () => Promise<void>): Promise<void> {
  switch (step.does) {
    case 'lookAgain':
      await lookAgain();
      return;
    case 'openPolicy':
      await openText(step.policy);
      return;
    case 'initiate':
      await initiateAgain(step.policy, vault?.key);
      return;
    case 'complete':
    case 'abort':
    case 'restart':
    case 'enterLockId':
    case 'openPolicyInForce':
      await vscode.commands.executeCommand(
        `glacierVaultLock.${commandOf[step.does]}`,
        vault && lockShown(vault),
      );
  }
}
