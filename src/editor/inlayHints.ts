import * as vscode from 'vscode';
import { retentionHints } from '../policy';
import type { GlacierClock } from '../locking/api';
import { settings } from '../shared/settings';
import { linkedMarkdown, rulePage } from './links';
import type { PolicyDocuments } from './policyDocuments';
import type { PolicyTargets } from './policyTargets';

/** Says beside an age how long that is, and from which day on an archive can be deleted. */
export class RetentionHints implements vscode.InlayHintsProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeInlayHints = this.changed.event;
  private readonly subscription = settings.onDidChange(() => this.changed.fire());

  constructor(
    private readonly documents: PolicyDocuments,
    private readonly targets: PolicyTargets,
    private readonly clock: GlacierClock,
  ) {}

  provideInlayHints(document: vscode.TextDocument, range: vscode.Range): vscode.InlayHint[] {
    const policy = this.documents.get(document);
    if (policy === undefined || !settings.inlayHints(document)) return [];
    const within = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
    const now = this.targets.now(document.uri, policy, this.clock);
    return retentionHints(policy, { now, rulePage }, within).map(({ offset, label, tooltip }) => {
      const hint = new vscode.InlayHint(document.positionAt(offset), label);
      hint.tooltip = linkedMarkdown(tooltip);
      hint.paddingLeft = true;
      return hint;
    });
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }
}
