import * as vscode from 'vscode';
import type { Diagnostic, TextEdit } from '../policy';
import { rulesSetting, type PolicyDiagnostics } from './diagnostics';
import type { PolicyDocuments } from './policyDocuments';
import { rangeOf, textEditOf } from './ranges';

/** "Fix all" of this extension's own findings, for the command and for `editor.codeActionsOnSave`. */
const fixAllKind = vscode.CodeActionKind.SourceFixAll.append('glacierVaultLock');

/** Repairs for what the rules find, from the text as it is now rather than from what was marked a moment ago. */
export class QuickFixes implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, fixAllKind],
  };

  constructor(
    private readonly documents: PolicyDocuments,
    private readonly diagnostics: PolicyDiagnostics,
  ) {}

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const policy = this.documents.get(document);
    if (policy === undefined) return [];
    const found = this.diagnostics.find(document, policy);
    const wanted = (kind: vscode.CodeActionKind): boolean => context.only?.contains(kind) ?? true;
    const actions: vscode.CodeAction[] = [];
    if (wanted(vscode.CodeActionKind.QuickFix)) {
      for (const diagnostic of found) {
        if (rangeOf(document, diagnostic.range).intersection(range) === undefined) continue;
        actions.push(...fixesOf(diagnostic, document, context));
      }
      actions.push(...openSetting(context));
    }
    if (context.only !== undefined && wanted(fixAllKind)) {
      const action = fixAll(found, document);
      if (action !== undefined) actions.push(action);
    }
    return actions;
  }
}

function fixesOf(
  diagnostic: Diagnostic,
  document: vscode.TextDocument,
  context: vscode.CodeActionContext,
): vscode.CodeAction[] {
  const marked = context.diagnostics.filter(
    ({ code, range }) =>
      typeof code === 'object' &&
      code.value === diagnostic.code &&
      range.isEqual(rangeOf(document, diagnostic.range)),
  );
  return diagnostic.fixes.map((fix) => {
    const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
    action.edit = workspaceEditOf(document, fix.edits);
    action.diagnostics = marked;
    action.isPreferred = fix.preferred;
    return action;
  });
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

function fixAll(found: readonly Diagnostic[], document: vscode.TextDocument): vscode.CodeAction | undefined {
  const chosen: TextEdit[] = [];
  for (const { fixes } of found) {
    const fix = fixes.find(({ fixAll: safe }) => safe);
    // Of two repairs that touch the same text the second waits for the next round.
    if (fix === undefined || fix.edits.some((edit) => chosen.some((other) => overlap(edit, other)))) continue;
    chosen.push(...fix.edits);
  }
  if (chosen.length === 0) return undefined;
  const action = new vscode.CodeAction(vscode.l10n.t('Fix all spelling and structure problems'), fixAllKind);
  action.edit = workspaceEditOf(document, chosen);
  return action;
}

function overlap(a: TextEdit, b: TextEdit): boolean {
  return a.start <= b.end && b.start <= a.end;
}

function workspaceEditOf(document: vscode.TextDocument, edits: readonly TextEdit[]): vscode.WorkspaceEdit {
  const workspaceEdit = new vscode.WorkspaceEdit();
  workspaceEdit.set(
    document.uri,
    edits.map((edit) => textEditOf(document, edit)),
  );
  return workspaceEdit;
}
