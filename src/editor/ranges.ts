import * as vscode from 'vscode';
import type { RefactoringEdit, TextEdit, TextRange } from '../policy';

export function rangeOf(document: vscode.TextDocument, range: TextRange): vscode.Range {
  return new vscode.Range(document.positionAt(range.start), document.positionAt(range.end));
}

export function offsetsOf(document: vscode.TextDocument, range: vscode.Range): TextRange {
  return { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
}

export function textEditOf(document: vscode.TextDocument, edit: TextEdit): vscode.TextEdit {
  return vscode.TextEdit.replace(rangeOf(document, edit), edit.text);
}

/** One edit of the workspace, undone in one step. A part that may be chosen becomes a choice of a snippet. */
export function workspaceEditOf(
  document: vscode.TextDocument,
  edits: readonly RefactoringEdit[],
): vscode.WorkspaceEdit {
  const workspaceEdit = new vscode.WorkspaceEdit();
  workspaceEdit.set(
    document.uri,
    edits.map((edit) => snippetOf(document, edit) ?? textEditOf(document, edit)),
  );
  return workspaceEdit;
}

/** Undefined where nothing is to be chosen, or where VS Code would indent the lines of a snippet in its own way. */
function snippetOf(document: vscode.TextDocument, edit: RefactoringEdit): vscode.SnippetTextEdit | undefined {
  const { choice, text } = edit;
  if (choice === undefined) return undefined;
  const range = rangeOf(document, edit);
  // VS Code sets all lines of a snippet but the first as far to the right as the line that it goes into.
  const line = document.lineAt(range.start.line).text.slice(0, range.start.character);
  const indentation = /^[ \t]*/.exec(line)?.[0] ?? '';
  const lines = text.split('\n');
  if (lines.slice(1).some((each) => !each.startsWith(indentation))) return undefined;
  const relative = (part: string): string => part.replaceAll(`\n${indentation}`, '\n');
  const snippet = new vscode.SnippetString();
  snippet.appendText(relative(text.slice(0, choice.start)));
  snippet.appendChoice([...choice.values]);
  snippet.appendText(relative(text.slice(choice.end)));
  return new vscode.SnippetTextEdit(range, snippet);
}
