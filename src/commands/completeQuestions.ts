import * as vscode from 'vscode';
import { formatMinutes } from '../locking/countdown';
import type { LockOrigin } from '../locking/ledger/lockOrigin';
import type { Vault } from '../locking/model';
import { formatInstant } from '../shared/format';
import { showWarning } from '../shared/messages';
import type { Review } from './completeReview';
import { bullets } from './policyInWords';
import { Cancelled } from './runCommand';
import { placeOf } from './vaultArgument';

/** More warnings than these are for the editor. */
const mostWarnings = 1;

/** Shows what becomes permanent, and where. Throws Cancelled. */
export async function askToReview(review: Review): Promise<void> {
  const { l10n } = vscode;
  const { vault, signer, preflight, left } = review;
  const { effect, consequence, warnings } = preflight;
  const go = l10n.t('Continue…');
  const open = l10n.t('Open Policy');
  const choice = await showWarning(
    l10n.t('Complete the vault lock on {0}?', vault.name),
    {
      modal: true,
      detail: [
        placeOf(vault),
        ...signer,
        '',
        ...bullets([...effect, consequence], effect.length + 1),
        ...(warnings.length === 0 ? [] : ['', l10n.t('Warnings:'), ...bullets(warnings, mostWarnings)]),
        '',
        originInWords(review),
        ...ledgerInWords(review),
        ...workspaceInWords(review),
        l10n.t('You have {0} left to test it or to abort.', formatMinutes(left)),
      ].join('\n'),
    },
    go,
    open,
  );
  if (choice === open) {
    await vscode.commands.executeCommand('glacierVaultLock.policy.open', vault.key);
    throw new Cancelled();
  }
  if (choice !== go) throw new Cancelled();
}

/** Accepts nothing but the vault's exact name. Throws Cancelled. */
export async function askForName(vault: Vault): Promise<void> {
  const { l10n } = vscode;
  const typed = await vscode.window.showInputBox({
    title: l10n.t('Complete the Vault Lock on {0}', vault.name),
    prompt: l10n.t('{0}. This is for ever. Type {1} to go on.', placeOf(vault), vault.name),
    placeHolder: vault.name,
    ignoreFocusOut: true,
    // What is typed covers the prompt with this message: it says the same.
    validateInput: (value) =>
      value === vault.name || value === ''
        ? undefined
        : {
            message: l10n.t('{0}. This is for ever. Type exactly {1} to go on.', placeOf(vault), vault.name),
            severity: vscode.InputBoxValidationSeverity.Error,
          },
  });
  if (typed !== vault.name) throw new Cancelled();
}

/**
 * The last question. The button that a second Enter after the name would press leads back to what is to be locked, so
 * that nothing is locked by the habit of pressing it. Throws Cancelled.
 */
export async function askForGood({ vault, signer, origin, left }: Review): Promise<'lock' | 'readAgain'> {
  const { l10n } = vscode;
  const again = l10n.t('Read It Again');
  const lock = l10n.t('Lock {0} for Good', vault.name);
  const choice = await showWarning(
    l10n.t('Lock {0} for good?', vault.name),
    {
      modal: true,
      detail: [
        placeOf(vault),
        ...signer,
        '',
        l10n.t('From now on this can never be undone: not by you, not by the root user, not by AWS Support.'),
        ...doubtInWords(origin),
        l10n.t('You have {0} left, and cancelling changes nothing.', formatMinutes(left)),
      ].join('\n'),
    },
    again,
    lock,
  );
  if (choice === undefined) throw new Cancelled();
  return choice === lock ? 'lock' : 'readAgain';
}

function originInWords({ origin }: Review): string {
  const { l10n } = vscode;
  if (origin.kind === 'altered')
    return l10n.t(
      'What the lock ledger of this computer says of the beginning of this lock was changed after it was written: the policy there does not match its hash.',
    );
  if (origin.kind !== 'here')
    return l10n.t(
      'This lock was not initiated from this computer: only its policy in force says what was meant.',
    );
  return origin.user === undefined
    ? l10n.t('Initiated from this computer with this policy on {0}.', formatInstant(origin.at))
    : l10n.t(
        'Initiated from this computer with this policy by {0} on {1}.',
        origin.user,
        formatInstant(origin.at),
      );
}

function doubtInWords(origin: LockOrigin): readonly string[] {
  const { l10n } = vscode;
  switch (origin.kind) {
    case 'here':
      return [];
    case 'altered':
      return [l10n.t('You lock a policy whose entry in the lock ledger of this computer was changed.')];
    case 'elsewhere':
    case 'otherAccount':
      return [l10n.t('You lock a policy that was not initiated from this computer.')];
  }
}

function ledgerInWords({ ledgerBrokenAt }: Review): readonly string[] {
  if (ledgerBrokenAt === undefined) return [];
  return [
    vscode.l10n.t(
      'The lock ledger is broken, at line {0}: what it says of the beginning of this lock may be wrong.',
      ledgerBrokenAt,
    ),
  ];
}

function workspaceInWords(review: Review): readonly string[] {
  if (!review.isNoFile) return [...fileInWords(review), testsInWords(review)];
  return [
    vscode.l10n.t(
      'By your choice no file of this workspace counts: nothing was compared and no tests were run.',
    ),
  ];
}

function fileInWords({ drift }: Review): readonly string[] {
  if (drift?.kind !== 'compared') return [];
  const name = vscode.workspace.asRelativePath(vscode.Uri.parse(drift.file, true));
  return [
    drift.agreement === 'same'
      ? vscode.l10n.t('{0} in this workspace means the same.', name)
      : vscode.l10n.t('{0} in this workspace has the same effect, in other words.', name),
  ];
}

function testsInWords({ tests: { verdict, passed } }: Review): string {
  const { l10n } = vscode;
  if (verdict === 'none') return l10n.t('No policy tests in this workspace are about it.');
  return passed === 1
    ? l10n.t('1 policy test passed on exactly this policy.')
    : l10n.t('{0} policy tests passed on exactly this policy.', passed);
}
