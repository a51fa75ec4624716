import * as vscode from 'vscode';
import { differenceUri } from '../editor/explanations';
import { asSentUri, inForceUri } from '../editor/inForceDocuments';
import type { Vault } from '../locking/model';
import { samePolicy } from '../locking/policyIdentity';
import { fillTemplate, isTemplate } from '../policy';
import type { Services } from './services';
import { inForce, vaultFor } from './vaultArgument';
import {
  asPolicyFile,
  pickPolicy,
  pickPolicyOr,
  policyInEditor,
  workspacePolicies,
  type PolicyFile,
} from './workspacePolicies';

/** Opens the lock policy as Glacier has it, read-only. */
export async function openPolicy(services: Services, argument?: unknown): Promise<void> {
  const vault = await vaultFor(services, argument, {
    title: vscode.l10n.t('Open the Policy in Force'),
    ...inForce,
  });
  const document = await vscode.workspace.openTextDocument(inForceUri(vault));
  await vscode.window.showTextDocument(document, { preview: true });
}

/**
 * Shows the policy in force and a file side by side, and where they mean something else what the file would change.
 * Called with the vault, the file, both or neither.
 */
export async function comparePolicy(services: Services, ...args: readonly unknown[]): Promise<void> {
  const uri = args.find((argument): argument is vscode.Uri => argument instanceof vscode.Uri);
  const given =
    uri === undefined
      ? policyInEditor(services)
      : asPolicyFile(services, await vscode.workspace.openTextDocument(uri));
  const meant = given === undefined ? undefined : services.targets.of(given.document.uri, given.parsed);
  const vault = await vaultFor(
    services,
    args.find((argument) => !(argument instanceof vscode.Uri)) ?? meant?.key,
    { title: vscode.l10n.t('Compare with the Policy in Force'), ...inForce },
  );
  // A file in the editor that is about another vault is compared only where the person asked for that file.
  const useGiven = given !== undefined && (uri !== undefined || meant?.key === vault.key);
  const { document, parsed } = useGiven ? given : await fileFor(services, vault);
  const text = fillTemplate(parsed.sentText ?? parsed.text, vault.arn);
  const same = samePolicy(vault.lock.lock.policy, text);
  const name = vscode.workspace.asRelativePath(document.uri);
  await vscode.commands.executeCommand(
    'vscode.diff',
    inForceUri(vault),
    // On one line, inside a wrapper or as a template, a policy cannot be read beside the one in force: both are laid out alike.
    parsed.envelope === 'wrapper' || isTemplate(parsed.text) || !text.trim().includes('\n') || same
      ? asSentUri(document.uri, vault)
      : document.uri,
    same
      ? vscode.l10n.t('{0}: in force ↔ {1} (same meaning)', vault.name, name)
      : vscode.l10n.t('{0}: in force ↔ {1}', vault.name, name),
  );
  if (!same) await showDifference(vault, document.uri);
}

/** Opens the page about what would change beside the two texts. */
async function showDifference(vault: Vault, file: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand('markdown.showPreviewToSide', differenceUri(vault, file));
}

/** Lets the person say in which file of the workspace a vault's policy is kept, or that it is kept in none. */
export async function chooseFile(services: Services, argument?: unknown): Promise<void> {
  const { l10n } = vscode;
  const vault = await vaultFor(services, argument, { title: l10n.t('Choose the Policy File'), ...inForce });
  const { drift, targets } = services;
  const choice = await pickPolicyOr(
    await workspacePolicies(services),
    l10n.t('The policy of {0} is kept in…', vault.name),
    ({ document: { uri }, parsed }) => targets.arnOf(uri, parsed) === vault.arn,
    [
      {
        label: `$(circle-slash) ${l10n.t('None of these files')}`,
        detail: l10n.t('The policy in force is compared with nothing here, and no tests are run on it.'),
        act: () => drift.chooseNone(vault),
      },
      ...(drift.isChosen(vault)
        ? [
            {
              label: `$(discard) ${l10n.t('Forget the choice')}`,
              detail: l10n.t('The file that names the vault counts.'),
              act: () => drift.forget(vault),
            },
          ]
        : []),
    ],
  );
  if ('act' in choice) await choice.act();
  else await drift.choose(vault, choice.document.uri);
}

export async function copyPolicy(services: Services, argument?: unknown): Promise<void> {
  const vault = await vaultFor(services, argument, {
    title: vscode.l10n.t('Copy the Policy in Force'),
    ...inForce,
  });
  await vscode.env.clipboard.writeText(vault.lock.lock.policy);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Policy of {0} copied', vault.name), 5_000);
}

/** The file that is compared without asking: the one the vault is kept in, or the only one that is about it. */
async function fileFor(services: Services, vault: Vault): Promise<PolicyFile> {
  const kept = await services.drift.fileOf(vault);
  const file = kept && asPolicyFile(services, await vscode.workspace.openTextDocument(kept));
  if (file !== undefined) return file;
  const policies = await workspacePolicies(services);
  const fits = ({ document, parsed }: PolicyFile): boolean =>
    services.targets.of(document.uri, parsed)?.key === vault.key;
  const [only, ...others] = policies.filter(fits);
  if (only !== undefined && others.length === 0) return only;
  return await pickPolicy(policies, vscode.l10n.t('Compare {0} with…', vault.name), fits);
}
