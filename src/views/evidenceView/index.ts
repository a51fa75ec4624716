import * as vscode from 'vscode';
import {
  jsonReport,
  makeEvidenceWithPauses,
  reportPage,
  reportTitle,
  type Evidence,
  type ReportSources,
} from '../../report';
import { serialize } from '../../webview/serialize';
import { filePage } from '../effectView/pages';
import { evidenceViewType } from './viewType';

/** A report as a file. */
export interface ReportFile {
  readonly name: string;
  readonly content: Uint8Array;
}

export type ReportFormat = 'html' | 'json';

/**
 * The pages that show evidence reports. What is shown is the very page that is saved: one file without scripts and
 * without anything from outside. It is made once and never renewed: it tells of the moment when it was made.
 */
export class EvidenceViews implements vscode.Disposable {
  private readonly shown = new Map<vscode.WebviewPanel, Report>();

  constructor(private readonly extensionUri: vscode.Uri) {}

  /** Makes a report of what was read, with pauses for everybody else, and shows it. Rejects as the pause does. */
  async show(sources: ReportSources, pause: () => Promise<void>): Promise<void> {
    const evidence = await makeEvidenceWithPauses(sources, pause);
    const report: Report = { evidence, html: await this.pageOf(evidence) };
    const panel = vscode.window.createWebviewPanel(
      evidenceViewType,
      titleOf(evidence),
      vscode.ViewColumn.Active,
      { enableScripts: false, enableFindWidget: true, localResourceRoots: [] },
    );
    this.shown.set(panel, report);
    panel.onDidDispose(() => this.shown.delete(panel));
    panel.webview.html = report.html;
  }

  /** The report in front as a file; undefined where none is. */
  file(format: ReportFormat): ReportFile | undefined {
    const all = [...this.shown];
    const [, report] = all.find(([panel]) => panel.active) ?? all.find(([panel]) => panel.visible) ?? [];
    if (report === undefined) return undefined;
    const { evidence, html } = report;
    const text = format === 'html' ? html : jsonReport(evidence);
    return { name: `${fileName(evidence)}.${format}`, content: new TextEncoder().encode(text) };
  }

  dispose(): void {
    for (const panel of [...this.shown.keys()]) panel.dispose();
  }

  private async pageOf(evidence: Evidence): Promise<string> {
    const { html, rules } = serialize(reportPage(evidence));
    const looks = await Promise.all(['effect.css', 'report.css'].map((name) => this.styles(name)));
    return filePage(reportTitle(evidence), [...looks, rules].join('\n'), html);
  }

  private async styles(name: string): Promise<string> {
    const file = vscode.Uri.joinPath(this.extensionUri, 'dist', 'webview', name);
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  }
}

interface Report {
  readonly evidence: Evidence;
  readonly html: string;
}

function titleOf({ vaults }: Evidence): string {
  const [only] = vaults;
  return only !== undefined && vaults.length === 1
    ? vscode.l10n.t('Evidence of {0}', only.vault.name)
    : vscode.l10n.t('Evidence of {0} vaults', vaults.length);
}

/** `evidence-finance-records-2026-11-22T0930Z`: each report keeps a file of its own. */
function fileName({ vaults, localTime }: Evidence): string {
  const [only] = vaults;
  const about =
    only !== undefined && vaults.length === 1 ? only.vault.name : `${String(vaults.length)}-vaults`;
  const minute = new Date(localTime).toISOString().slice(0, 16).replace(':', '');
  return `evidence-${about.replace(/[^\w.-]/g, '_')}-${minute}Z`;
}
