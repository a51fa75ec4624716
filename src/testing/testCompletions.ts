import * as vscode from 'vscode';
import { testFileEnding, wordsOfPolicy } from '../policy';
import { policyOf, readTestFile } from './testFile';

/** Offers in test files what only their policy knows; all else comes from the schema. */
export class TestCompletions implements vscode.CompletionItemProvider {
  static register(): vscode.Disposable {
    const selector = { pattern: `**/*${testFileEnding}` };
    return vscode.languages.registerCompletionItemProvider(selector, new TestCompletions(), '"');
  }

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.CompletionItem[]> {
    const file = await readTestFile(document.uri);
    const policy = file && (await policyOf(file));
    if (policy === undefined || typeof policy === 'string') return [];
    const offered = wordsOfPolicy(document.getText(), document.offsetAt(position), policy.document);
    if (offered === undefined) return [];
    const { start, end } = offered.range;
    const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
    return offered.words.map((word) => {
      const item = new vscode.CompletionItem(
        { label: word, description: vscode.l10n.t('from the policy') },
        vscode.CompletionItemKind.Value,
      );
      item.insertText = JSON.stringify(word);
      // The JSON support counts the quotes to the word, and so must all who offer beside it.
      item.filterText = item.insertText;
      item.range = range;
      return item;
    });
  }
}
