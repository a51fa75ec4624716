import * as vscode from 'vscode';
import { inForceUri } from '../editor/inForceDocuments';
import { showInformation } from '../shared/messages';
import { newPolicy } from './newPolicy';
import { Cancelled } from './runCommand';
import type { Services } from './services';
import { inForce, vaultFor, vaultKeyIn } from './vaultArgument';
import { pickPolicyOr, workspacePolicies } from './workspacePolicies';

/** Draws beside the editor what the policy in it does, the one a lens stands above, or the one in force on a vault. */
export async function showEffect(services: Services, argument?: unknown): Promise<void> {
  if (vaultKeyIn(argument) !== undefined) {
    const title = vscode.l10n.t('Show the Effect of the Policy in Force');
    const vault = await vaultFor(services, argument, { title, ...inForce });
    (await services.effectViews()).show(inForceUri(vault));
    return;
  }
  const given = argument instanceof vscode.Uri ? argument : services.documents.active()?.uri;
  const uri = given ?? (await openPolicyFor(services));
  (await services.effectViews()).show(uri);
}

/** A policy to look at, where none is in front: the walkthrough leads here. Throws Cancelled. */
async function openPolicyFor(services: Services): Promise<vscode.Uri> {
  const { l10n, window } = vscode;
  const title = l10n.t('Show the Effect of Which Policy?');
  const anew = { label: `$(new-file) ${l10n.t('New Vault Lock Policy…')}` };
  const choice = await pickPolicyOr(await workspacePolicies(services), title, () => true, [anew]);
  if ('document' in choice) await window.showTextDocument(choice.document, { preview: false });
  else await newPolicy(services);
  const policy = services.documents.active();
  if (policy === undefined) throw new Cancelled();
  return policy.uri;
}

export async function pinEffect({ effectViews }: Services): Promise<void> {
  (await effectViews()).pinActive(true);
}

export async function unpinEffect({ effectViews }: Services): Promise<void> {
  (await effectViews()).pinActive(false);
}

/** Writes the picture into a file that any browser shows and prints. A page in VS Code cannot be printed. */
export async function saveEffect({ effectViews }: Services): Promise<void> {
  const { l10n, window } = vscode;
  const view = (await effectViews()).active();
  const page = await view?.file();
  if (view === undefined || page === undefined) {
    throw new Error(l10n.t('Open the effect of a policy first: it is what is saved.'));
  }
  const folder = view.source.scheme === 'file' ? vscode.Uri.joinPath(view.source, '..') : undefined;
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  const beside = folder ?? workspace?.uri;
  const target = await window.showSaveDialog({
    title: l10n.t('Save the Effect as a Page'),
    filters: { HTML: ['html'] },
    ...(beside === undefined ? {} : { defaultUri: vscode.Uri.joinPath(beside, page.name) }),
  });
  if (target === undefined) throw new Cancelled();
  await vscode.workspace.fs.writeFile(target, page.content);
  const open = l10n.t('Open in Browser');
  const choice = await showInformation(
    l10n.t('Saved. The page can be printed from a browser: {0}', vscode.workspace.asRelativePath(target)),
    open,
  );
  if (choice === open) await vscode.env.openExternal(target);
}
