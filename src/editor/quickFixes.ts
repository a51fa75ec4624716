import * as vscode from 'vscode';
import { fixAll, moveToAccessPolicy, readRuleSettings, type Diagnostic, type ParsedPolicy } from '../policy';
import { settings } from '../shared/settings';
import { moveAction } from './accessPolicyMove';
import { rulesSetting, type PolicyDiagnostics } from './diagnostics';
import { inForceScheme, type PolicyDocuments } from './policyDocuments';
import type { PolicyTargets } from './policyTargets';
import { rangeOf, workspaceEditOf } from './ranges';

/** "Fix all" of this extension's own findings, for the command and for `editor.codeActionsOnSave`. */
export const fixAllKind = vscode.CodeActionKind.SourceFixAll.append('glacierVaultLock');

/** What these rules find is right in the vault's access policy, which can be changed later. */
const belongElsewhere: readonly string[] = ['permanent-allow', 'volatile-condition'];

/** Repairs for what the rules find, from the text as it is now rather than from what was marked a moment ago. */
export class QuickFixes implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, fixAllKind],
  };

  constructor(
    private readonly documents: PolicyDocuments,
    private readonly targets: PolicyTargets,
    private readonly diagnostics: PolicyDiagnostics,
  ) {}

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const policy = this.documents.get(document);
    if (policy === undefined) return [];
    const found = this.diagnostics.find(document, policy);
    const wanted = (kind: vscode.CodeActionKind): boolean => context.only?.contains(kind) ?? true;
    const actions: vscode.CodeAction[] = [];
    if (wanted(vscode.CodeActionKind.QuickFix)) {
      for (const diagnostic of found) {
        if (rangeOf(document, diagnostic.range).intersection(range) === undefined) continue;
        actions.push(...fixesOf(diagnostic, document, context));
        if (belongElsewhere.includes(diagnostic.code))
          actions.push(...(await this.moveOut(diagnostic, document, policy, context)));
      }
      actions.push(...openSetting(context));
    }
    if (context.only !== undefined && wanted(fixAllKind)) {
      const edits = this.allFixes(document, policy);
      if (edits !== undefined) {
        const title = vscode.l10n.t('Fix all spelling and structure problems');
        const action = new vscode.CodeAction(title, fixAllKind);
        action.edit = edits;
        actions.push(action);
      }
    }
    return actions;
  }

  /** All certain repairs of spelling and structure as one edit; undefined if there is none. */
  allFixes(document: vscode.TextDocument, policy: ParsedPolicy): vscode.WorkspaceEdit | undefined {
    const edits = fixAll(policy, {
      targetVaultArn: this.targets.arnOf(document.uri, policy),
      severities: readRuleSettings(settings.rules(document)).severities,
    });
    return edits.length === 0 ? undefined : workspaceEditOf(document, edits);
  }

  private async moveOut(
    diagnostic: Diagnostic,
    document: vscode.TextDocument,
    policy: ParsedPolicy,
    context: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const move = moveToAccessPolicy(policy, diagnostic.range, this.targets.arnOf(document.uri, policy));
    if (move === undefined || document.uri.scheme === inForceScheme) return [];
    const action = await moveAction(document, policy, move, vscode.CodeActionKind.QuickFix);
    action.diagnostics = markedFor(diagnostic, document, context);
    return [action];
  }
}

function fixesOf(
  diagnostic: Diagnostic,
  document: vscode.TextDocument,
  context: vscode.CodeActionContext,
): vscode.CodeAction[] {
  const marked = markedFor(diagnostic, document, context);
  return diagnostic.fixes.map((fix) => {
    const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
    action.edit = workspaceEditOf(document, fix.edits);
    action.diagnostics = marked;
    action.isPreferred = fix.preferred;
    return action;
  });
}

/** What is shown of a finding, by which VS Code puts a repair beside it. */
function markedFor(
  diagnostic: Diagnostic,
  document: vscode.TextDocument,
  context: vscode.CodeActionContext,
): vscode.Diagnostic[] {
  return context.diagnostics.filter(
    ({ code, range }) =>
      typeof code === 'object' &&
      code.value === diagnostic.code &&
      range.isEqual(rangeOf(document, diagnostic.range)),
  );
}

/** The way to a setting with an entry that has no effect. */
function openSetting({ diagnostics }: vscode.CodeActionContext): vscode.CodeAction[] {
  const about = diagnostics.filter(({ code }) => typeof code === 'object' && code.value === rulesSetting);
  if (about.length === 0) return [];
  const title = vscode.l10n.t('Open the setting {0}', rulesSetting);
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { title, command: 'workbench.action.openSettings', arguments: [rulesSetting] };
  action.diagnostics = about;
  return [action];
}
