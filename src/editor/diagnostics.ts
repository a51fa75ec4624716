import * as vscode from 'vscode';
import { lint, type Diagnostic, type ParsedPolicy, type Severity } from '../policy';
import { Disposables } from '../shared/disposables';
import { settings } from '../shared/settings';
import type { PolicyDocuments } from './policyDocuments';
import { inForceScheme } from './policyDocuments';
import type { PolicyTargets } from './policyTargets';
import { rangeOf } from './ranges';

/** How long typing must pause before a document is checked. */
const debounce = 150;

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** Checks open policies while they are typed and shows what it finds. */
export class PolicyDiagnostics implements vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly collection = this.disposables.add(
    vscode.languages.createDiagnosticCollection('glacierVaultLock'),
  );
  private readonly waiting = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly documents: PolicyDocuments,
    private readonly targets: PolicyTargets,
  ) {
    const { workspace } = vscode;
    this.disposables.add(workspace.onDidOpenTextDocument((document) => this.check(document)));
    this.disposables.add(workspace.onDidChangeTextDocument(({ document }) => this.checkSoon(document)));
    this.disposables.add(workspace.onDidCloseTextDocument((document) => this.forget(document)));
    this.disposables.add(targets.onDidChange(() => this.checkAll()));
    this.disposables.add(settings.onDidChange(() => this.checkAll()));
    this.checkAll();
  }

  /** What the rules say of a document, with the vault it is meant for taken into account. */
  find(document: vscode.TextDocument, policy: ParsedPolicy): readonly Diagnostic[] {
    return lint(policy, { targetVaultArn: this.targets.arnOf(document.uri, policy) });
  }

  checkAll(): void {
    for (const document of vscode.workspace.textDocuments) this.check(document);
  }

  dispose(): void {
    for (const timer of this.waiting.values()) clearTimeout(timer);
    this.waiting.clear();
    this.disposables.dispose();
  }

  private checkSoon(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    clearTimeout(this.waiting.get(key));
    this.waiting.set(
      key,
      setTimeout(() => this.check(document), debounce),
    );
  }

  private check(document: vscode.TextDocument): void {
    this.stopWaiting(document);
    if (document.isClosed) return;
    const policy = this.documents.get(document);
    if (policy === undefined) {
      this.collection.delete(document.uri);
      return;
    }
    const found = this.find(document, policy).filter(
      (diagnostic) => !isReportedByJsonSupport(diagnostic, document, policy),
    );
    this.collection.set(
      document.uri,
      found.map((diagnostic) => toVscode(diagnostic, document)),
    );
  }

  private forget(document: vscode.TextDocument): void {
    this.stopWaiting(document);
    this.collection.delete(document.uri);
  }

  private stopWaiting(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    clearTimeout(this.waiting.get(key));
    this.waiting.delete(key);
  }
}

/**
 * VS Code's own JSON support marks syntax errors and duplicate keys of `json` files already. Saying it twice would only
 * make noise; the repairs are offered all the same. It does not look into a wrapper's string.
 */
function isReportedByJsonSupport(
  diagnostic: Diagnostic,
  document: vscode.TextDocument,
  policy: ParsedPolicy,
): boolean {
  if (diagnostic.code !== 'json-syntax' && diagnostic.code !== 'duplicate-key') return false;
  if (document.languageId !== 'json' || policy.envelope === 'wrapper') return false;
  if (document.uri.scheme === inForceScheme) return false;
  return (
    vscode.extensions.getExtension('vscode.json-language-features') !== undefined &&
    vscode.workspace.getConfiguration('json', document).get<boolean>('validate.enable', true)
  );
}

function toVscode(diagnostic: Diagnostic, document: vscode.TextDocument): vscode.Diagnostic {
  const shown = new vscode.Diagnostic(
    rangeOf(document, diagnostic.range),
    inLines(diagnostic.message),
    severities[diagnostic.severity],
  );
  shown.source = 'Vault Lock';
  shown.code = {
    value: diagnostic.code,
    target: vscode.Uri.parse(
      `command:glacierVaultLock.rule.open?${encodeURIComponent(JSON.stringify([diagnostic.code]))}`,
    ),
  };
  return shown;
}

/** What is wrong on the first line, what follows from it below: VS Code does not break long lines everywhere. */
function inLines(message: string): string {
  return message.replaceAll(/(?<=[.:]["”]?) (?=["“]?[A-Z])/g, '\n');
}
