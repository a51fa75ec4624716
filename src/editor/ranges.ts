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
    edits.map((edit) => {
      const { choice } = edit;
      if (choice === undefined) return textEditOf(document, edit);
      const snippet = new vscode.SnippetString();
      snippet.appendText(edit.text.slice(0, choice.start));
      snippet.appendChoice([...choice.values]);
      snippet.appendText(edit.text.slice(choice.end));
      const snippetEdit = new vscode.SnippetTextEdit(rangeOf(document, edit), snippet);
      snippetEdit.keepWhitespace = true;
      return snippetEdit;
    }),
  );
  return workspaceEdit;
}
