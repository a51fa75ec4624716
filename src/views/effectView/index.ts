import * as vscode from 'vscode';
import type { ContextKeys } from '../../shared/contextKeys';
import { Disposables } from '../../shared/disposables';
import { readPageState } from '../../webview/effect/protocol';
import { effectViewType } from './viewType';
import { EffectPanel, isSame, type PolicySource } from './effectPanel';

/**
 * The pages that show the effect of policies. At most one follows the active editor; others are pinned to a policy each,
 * as previews of Markdown can be locked.
 */
export class EffectViews implements vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly panels = new Set<EffectPanel>();

  constructor(
    private readonly parts: PolicySource,
    private readonly contextKeys: ContextKeys,
  ) {
    this.disposables.add(vscode.window.onDidChangeActiveTextEditor((editor) => this.follow(editor)));
    this.disposables.add(
      vscode.workspace.onDidRenameFiles(({ files }) => {
        for (const { oldUri, newUri } of files) for (const each of this.panels) each.rename(oldUri, newUri);
      }),
    );
  }

  /** Opens the page of a policy beside its editor, or brings it to the front. */
  show(source: vscode.Uri): void {
    const known = [...this.panels].find((each) => isSame(each.source, source)) ?? this.following();
    if (known) {
      known.show(source);
      known.panel.reveal(undefined, true);
      return;
    }
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    this.adopt(vscode.window.createWebviewPanel(effectViewType, '', column), source, false);
  }

  /** Takes over a page that VS Code brings back after a reload; one that does not know its policy is closed. */
  restore(panel: vscode.WebviewPanel, state: unknown): void {
    const { source, pinned } = readPageState(state);
    if (source === undefined) panel.dispose();
    else this.adopt(panel, vscode.Uri.parse(source, true), pinned);
  }

  pinActive(pinned: boolean): void {
    const active = this.active();
    if (active === undefined) return;
    // Only one page follows the editor: the one that did so far stays where it is.
    if (!pinned) this.following()?.pin(true);
    active.pin(pinned);
    this.showActive();
  }

  /** The page in front, to be saved. */
  active(): EffectPanel | undefined {
    const all = [...this.panels];
    return all.find(({ panel }) => panel.active) ?? all.find(({ panel }) => panel.visible);
  }

  dispose(): void {
    this.disposables.dispose();
    for (const each of this.panels) each.dispose();
  }

  private following(): EffectPanel | undefined {
    return [...this.panels].find(({ pinned }) => !pinned);
  }

  private follow(editor: vscode.TextEditor | undefined): void {
    if (editor !== undefined && this.parts.documents.get(editor.document) !== undefined)
      this.following()?.show(editor.document.uri);
  }

  private adopt(panel: vscode.WebviewPanel, source: vscode.Uri, pinned: boolean): void {
    const effect = new EffectPanel(panel, this.parts, source, pinned);
    this.panels.add(effect);
    panel.onDidDispose(() => {
      this.panels.delete(effect);
      this.showActive();
    });
    panel.onDidChangeViewState(() => this.showActive());
    this.showActive();
  }

  private showActive(): void {
    this.contextKeys.set(
      'effectPinned',
      [...this.panels].some((each) => each.panel.active && each.pinned),
    );
  }
}
