import * as vscode from 'vscode';
import {
  lint,
  readRuleSettings,
  type Diagnostic,
  type ParsedPolicy,
  type RuleSettings,
  type Severity,
} from '../policy';
import { Disposables } from '../shared/disposables';
import type { Log } from '../shared/log';
import { settings } from '../shared/settings';
import type { PolicyDocuments } from './policyDocuments';
import { inForceScheme } from './policyDocuments';
import type { PolicyTargets } from './policyTargets';
import { rangeOf } from './ranges';

/** How long typing must pause before a document is checked. */
const debounce = 150;

/** The code of what is said about the setting itself; its link opens the setting. */
export const rulesSetting = 'glacierVaultLock.rules';

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
  private readonly logged = new Set<string>();

  constructor(
    private readonly documents: PolicyDocuments,
    private readonly targets: PolicyTargets,
    private readonly log: Log,
  ) {
    const { workspace } = vscode;
    this.disposables.add(workspace.onDidOpenTextDocument((document) => this.check(document)));
    this.disposables.add(workspace.onDidChangeTextDocument(({ document }) => this.checkSoon(document)));
    this.disposables.add(workspace.onDidCloseTextDocument((document) => this.forget(document)));
    this.disposables.add(documents.onDidChange(() => this.checkAll()));
    this.disposables.add(targets.onDidChange(() => this.checkAll()));
    this.disposables.add(settings.onDidChange(() => this.checkAll()));
    this.checkAll();
  }

  /** What the rules say of a document, with the vault it is meant for and the person's severities. */
  find(document: vscode.TextDocument, policy: ParsedPolicy): readonly Diagnostic[] {
    return this.findWith(readRuleSettings(settings.rules(document)), document, policy);
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
    const chosen = readRuleSettings(settings.rules(document));
    const found = this.findWith(chosen, document, policy).filter(
      (diagnostic) => !isReportedByJsonSupport(diagnostic, document, policy),
    );
    this.collection.set(document.uri, [
      ...this.aboutSetting(chosen, document),
      ...found.map((diagnostic) => toVscode(diagnostic, document)),
    ]);
  }

  private findWith(
    { severities: chosen }: RuleSettings,
    document: vscode.TextDocument,
    policy: ParsedPolicy,
  ): readonly Diagnostic[] {
    return lint(policy, {
      targetVaultArn: this.targets.arnOf(document.uri, policy),
      now: new Date(),
      severities: chosen,
    });
  }

  /**
   * Entries of the setting that have no effect are told where their effect was to be seen, above the policy: somebody
   * who switched a rule off under a wrong name wonders why it still speaks.
   */
  private aboutSetting(
    { problems }: RuleSettings,
    document: vscode.TextDocument,
  ): readonly vscode.Diagnostic[] {
    if (document.uri.scheme === inForceScheme) return [];
    return problems.map((problem) => {
      const message = vscode.l10n.t(
        'The setting {0} has an entry without effect. {1}',
        rulesSetting,
        problem,
      );
      if (!this.logged.has(message)) this.log.warn(`[settings] ${message}`);
      this.logged.add(message);
      const shown = new vscode.Diagnostic(
        new vscode.Range(0, 0, 0, 1),
        inLines(message),
        vscode.DiagnosticSeverity.Warning,
      );
      shown.source = 'Vault Lock';
      shown.code = { value: rulesSetting, target: commandUri('workbench.action.openSettings', rulesSetting) };
      return shown;
    });
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
    target: commandUri('glacierVaultLock.rule.open', diagnostic.code),
  };
  return shown;
}

function commandUri(command: string, argument: string): vscode.Uri {
  return vscode.Uri.parse(`command:${command}?${encodeURIComponent(JSON.stringify([argument]))}`);
}

/** What is wrong on the first line, what follows from it below: VS Code does not break long lines everywhere. */
function inLines(message: string): string {
  return message.replaceAll(/(?<=[.:]["”]?) (?=["“]?[A-Z])/g, '\n');
}
