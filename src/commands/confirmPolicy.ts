import * as vscode from 'vscode';
import type { Vault } from '../locking/model';
import type { Preflight } from '../locking/preflight';
import { fillTemplate, isTemplate, parsePolicy, type ParsedPolicy } from '../policy';
import { showWarning } from '../shared/messages';
import { bullets, policyInWords } from './policyInWords';
import { Cancelled } from './runCommand';
import type { Services } from './services';
import { signerLines } from './signer';
import { placeOf } from './vaultArgument';
import type { PolicyFile } from './workspacePolicies';

export interface PolicyToSend extends PolicyFile {
  /** The policy as Glacier gets it: of a wrapper, what is inside, and of a template, what is filled in for the vault. */
  readonly text: string;
  /** What the rules judge: the document, or the template filled in. */
  readonly asSent: ParsedPolicy;
}

/** The policy for this vault, if it leaves the vault open. */
export function filledIn(file: PolicyToSend, vault: Vault): PolicyToSend {
  if (!isTemplate(file.text)) return file;
  const text = fillTemplate(file.text, vault.arn);
  return { ...file, text, asSent: parsePolicy(text) };
}

/** What is asked, and the words for going on. */
export interface PolicyQuestion {
  readonly preflight: Preflight;
  readonly question: string;
  /** What happens beside what the preflight says: whole sentences. */
  readonly besides?: readonly string[];
  readonly go: string;
  /** In spite of errors in the policy, or of a policy for another vault. */
  readonly goAnyway: string;
}

/**
 * Says what a policy will do once sent, and what speaks against it. Errors are shown, but this is the rehearsal: it may
 * go on. Throws Cancelled, or an Error that says what makes it impossible.
 */
export async function confirmPolicy(
  services: Services,
  vault: Vault,
  file: PolicyToSend,
  { preflight, question, besides = [], go, goAnyway }: PolicyQuestion,
): Promise<void> {
  const { l10n } = vscode;
  const { blockers, consequence } = preflight;
  const refused = blockers.find(
    ({ reason }) => reason !== 'policyErrors' && reason !== 'policyForOtherVault',
  );
  if (refused !== undefined) throw new Error(refused.text);
  const lines = [
    placeOf(vault),
    ...(await signerLines(services, vault)),
    '',
    l10n.t('Policy: {0}', vscode.workspace.asRelativePath(file.document.uri)),
    '',
    ...besides,
    l10n.t('{0} Until then you can test and abort it; after that it is gone.', consequence),
    ...policyInWords(preflight),
  ];
  const [blocker] = blockers;
  if (blocker !== undefined) {
    const errors = blocker.reason === 'policyErrors' ? blocker.errors : [];
    lines.push('', blocker.text, ...bullets(errors.map(({ message }) => message)));
  }
  const goOn = blocker === undefined ? go : goAnyway;
  const show = l10n.t('Show Problems');
  const choice = await showWarning(
    question,
    { modal: true, detail: lines.join('\n') },
    ...(blocker === undefined ? [goOn] : [show, goOn]),
  );
  if (choice === undefined) throw new Cancelled();
  // From now on the rules judge this file for this vault, and the lens above it speaks of it.
  await services.targets.choose(file.document.uri, file.parsed, vault);
  // And it is what the policy in force is compared with, if several files are meant for the vault.
  if (!file.document.isUntitled) await services.drift.choose(vault, file.document.uri);
  if (choice === show) {
    await vscode.window.showTextDocument(file.document);
    await vscode.commands.executeCommand('workbench.actions.view.problems');
    throw new Cancelled();
  }
}
