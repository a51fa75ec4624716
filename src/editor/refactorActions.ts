import * as vscode from 'vscode';
import { refactorings, type ParsedPolicy, type RefactoringKind } from '../policy';
import { moveAction } from './accessPolicyMove';
import type { PolicyDiagnostics } from './diagnostics';
import { inForceScheme, type PolicyDocuments } from './policyDocuments';
import type { PolicyTargets } from './policyTargets';
import { offsetsOf, rangeOf, workspaceEditOf } from './ranges';

const rewrite = vscode.CodeActionKind.RefactorRewrite.append('glacierVaultLock');
const move = vscode.CodeActionKind.RefactorMove.append('glacierVaultLock');

/** Other ways to write a policy, among VS Code's refactorings. */
export class RefactorActions implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = { providedCodeActionKinds: [rewrite, move] };

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
    if (policy === undefined || document.uri.scheme === inForceScheme) return [];
    if (context.only !== undefined && ![rewrite, move].some((kind) => context.only?.intersects(kind)))
      return [];
    const selection = offsetsOf(document, range);
    // Inside of a statement the light bulb would never go out over what can be done with the policy as a whole.
    const wholeToo =
      context.triggerKind === vscode.CodeActionTriggerKind.Invoke || !isInStatement(policy, selection.start);
    const repaired = this.repairsAt(document, policy, range);
    const actions: vscode.CodeAction[] = [];
    for (const offer of refactorings(policy, selection, this.targets.arnOf(document.uri, policy))) {
      const kind = kindOf(offer.kind);
      if (context.only?.contains(kind) === false) continue;
      if ('reason' in offer) actions.push(impossible(offer.title, kind, offer.reason));
      else if (offer.about === 'policy' && !wholeToo) continue;
      else if ('moved' in offer) actions.push(await moveAction(document, policy, offer, kind));
      else if (!repaired.has(JSON.stringify(offer.edits))) {
        const action = new vscode.CodeAction(offer.title, kind);
        action.edit = workspaceEditOf(document, offer.edits);
        actions.push(action);
      }
    }
    return actions;
  }

  /** What a quick fix at the same place does already; said twice it would only make the menu longer. */
  private repairsAt(
    document: vscode.TextDocument,
    policy: ParsedPolicy,
    range: vscode.Range,
  ): ReadonlySet<string> {
    const found = this.diagnostics
      .find(document, policy)
      .filter((diagnostic) => rangeOf(document, diagnostic.range).intersection(range) !== undefined);
    return new Set(found.flatMap(({ fixes }) => fixes.map(({ edits }) => JSON.stringify(edits))));
  }
}

function kindOf(kind: RefactoringKind): vscode.CodeActionKind {
  return kind === 'moveStatement' ? move.append('accessPolicy') : rewrite.append(kind);
}

function isInStatement({ policy }: ParsedPolicy, offset: number): boolean {
  return (policy?.statements ?? []).some(
    ({ node: { range } }) => range.start <= offset && offset <= range.end,
  );
}

function impossible(title: string, kind: vscode.CodeActionKind, reason: string): vscode.CodeAction {
  const action = new vscode.CodeAction(title, kind);
  action.disabled = { reason };
  return action;
}
