import * as vscode from 'vscode';
import type { TestFileProblem } from '../policy';
import type { TestFile } from './testFile';

/** Marks what is wrong in policy test files. */
export class TestDiagnostics implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('glacierVaultLock.tests');

  show({ uri, tests, places }: TestFile): void {
    const shown = tests.problems
      .filter((problem) => !isReportedByJsonSupport(problem, uri))
      .map(({ code, message, range }) => {
        const diagnostic = new vscode.Diagnostic(
          places.rangeOf(range),
          message,
          vscode.DiagnosticSeverity.Error,
        );
        diagnostic.source = 'Vault Lock';
        diagnostic.code = code;
        return diagnostic;
      });
    this.collection.set(uri, shown);
  }

  forget(uri: vscode.Uri): void {
    this.collection.delete(uri);
  }

  dispose(): void {
    this.collection.dispose();
  }
}

/** VS Code's own JSON support marks these two in an open file; saying it twice would only make noise. */
function isReportedByJsonSupport({ code }: TestFileProblem, uri: vscode.Uri): boolean {
  if (code !== 'test-syntax' && code !== 'test-duplicate-field') return false;
  const isOpen = vscode.workspace.textDocuments.some(
    (document) => document.uri.toString() === uri.toString(),
  );
  return (
    isOpen &&
    vscode.extensions.getExtension('vscode.json-language-features') !== undefined &&
    vscode.workspace.getConfiguration('json', uri).get<boolean>('validate.enable', true)
  );
}
