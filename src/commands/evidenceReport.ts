import os from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { ReportFormat } from '../views/evidenceView';
import { showInformation } from '../shared/messages';
import { withProgress } from './progress';
import { readSources } from './report/readSources';
import { vaultsToReport } from './report/vaultsToReport';
import { Cancelled } from './runCommand';
import type { Services } from './services';

/** Reads one vault or many anew and shows what an auditor may want to see of them. */
export async function createReport(services: Services, ...args: readonly unknown[]): Promise<void> {
  const sources = await readSources(services, await vaultsToReport(services, args));
  const views = await services.evidenceViews();
  await withProgress(
    vscode.l10n.t('Making the evidence report…'),
    () => undefined,
    ({ signal }) =>
      views.show(sources, async () => {
        await nextTurn();
        if (signal.aborted) throw new Cancelled();
      }),
  );
}

/** Writes the report in front as a page that any browser shows and prints. */
export async function saveReportAsHtml(services: Services): Promise<void> {
  const { l10n } = vscode;
  const target = await save(services, 'html', { HTML: ['html'] });
  const open = l10n.t('Open in Browser');
  const choice = await showInformation(
    l10n.t('Saved. The report can be printed from a browser: {0}', vscode.workspace.asRelativePath(target)),
    open,
  );
  if (choice === open) await vscode.env.openExternal(target);
}

/** Writes it as JSON, for programs. */
export async function saveReportAsJson(services: Services): Promise<void> {
  const { l10n, window } = vscode;
  const target = await save(services, 'json', { JSON: ['json'] });
  const open = l10n.t('Open');
  const choice = await showInformation(l10n.t('Saved: {0}', vscode.workspace.asRelativePath(target)), open);
  if (choice === open) await window.showTextDocument(target);
}

/** Where the person chose to have it. Throws Cancelled. */
async function save(
  { evidenceViews }: Services,
  format: ReportFormat,
  filters: Readonly<Record<string, string[]>>,
): Promise<vscode.Uri> {
  const { l10n, window, workspace } = vscode;
  const file = (await evidenceViews()).file(format);
  if (file === undefined) throw new Error(l10n.t('Create an evidence report first: it is what is saved.'));
  const [folder] = workspace.workspaceFolders ?? [];
  const target = await window.showSaveDialog({
    title: l10n.t('Save the Evidence Report'),
    filters,
    // Without a folder VS Code would offer none of the file's name.
    defaultUri: vscode.Uri.joinPath(folder?.uri ?? vscode.Uri.file(os.homedir()), file.name),
  });
  if (target === undefined) throw new Cancelled();
  await workspace.fs.writeFile(target, file.content);
  return target;
}
