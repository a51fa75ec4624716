import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { command, extensionApi, open, until } from './support/host';

/** The tabs that show the effect of a policy, by their titles. */
function effects(): readonly string[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('Effect'))
    .map(({ label }) => label);
}

const titled = (...labels: readonly string[]): Promise<true> =>
  until(() => (effects().join() === labels.join() ? true : undefined), `the pages ${labels.join()}`);

describe('the effect view', () => {
  before(() => extensionApi());
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('opens beside the editor without taking the focus, once', async () => {
    await open('seven-years.vault-lock.json');
    await command('policy.showEffect');
    await titled('Effect of seven-years');
    assert.match(vscode.window.activeTextEditor?.document.uri.path ?? '', /seven-years/);
    assert.equal(vscode.window.tabGroups.all.length, 2);
    await command('policy.showEffect');
    await titled('Effect of seven-years');
  });

  it('opens from the lens, whatever the active editor', async () => {
    const { document } = await open('legal-hold.vault-lock.json');
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    const lens = lenses.find(({ command: it }) => it?.command === 'glacierVaultLock.policy.showEffect');
    await open('seven-years.vault-lock.json');
    await vscode.commands.executeCommand(
      lens?.command?.command ?? '',
      ...((lens?.command?.arguments ?? []) as unknown[]),
    );
    await titled('Effect of legal-hold');
  });

  it('follows the active policy, and no other file', async () => {
    await open('seven-years.vault-lock.json');
    await command('policy.showEffect');
    await titled('Effect of seven-years');
    await vscode.window.showTextDocument(
      await vscode.workspace.openTextDocument({ language: 'json', content: '{"a": 1}' }),
      vscode.ViewColumn.One,
    );
    await titled('Effect of seven-years');
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    await vscode.window.showTextDocument(vscode.Uri.joinPath(folder.uri, 'legal-hold.vault-lock.json'), {
      viewColumn: vscode.ViewColumn.One,
    });
    await titled('Effect of legal-hold');
  });

  it('stays with its policy when that, or the folder around it, is renamed', async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const at = (...names: readonly string[]): vscode.Uri => vscode.Uri.joinPath(folder.uri, ...names);
    const rename = async (from: vscode.Uri, to: vscode.Uri): Promise<void> => {
      const edit = new vscode.WorkspaceEdit();
      edit.renameFile(from, to);
      assert.ok(await vscode.workspace.applyEdit(edit));
    };
    await vscode.workspace.fs.copy(at('seven-years.vault-lock.json'), at('kept', 'seven.vault-lock.json'));
    try {
      await vscode.window.showTextDocument(at('kept', 'seven.vault-lock.json'));
      await command('policy.showEffect');
      await titled('Effect of seven');
      // With its editor closed, nothing but the page knows the policy.
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
      await rename(at('kept', 'seven.vault-lock.json'), at('kept', 'eight.vault-lock.json'));
      await titled('Effect of eight');
      await rename(at('kept'), at('moved'));
      await rename(at('moved', 'eight.vault-lock.json'), at('moved', 'nine.vault-lock.json'));
      await titled('Effect of nine');
    } finally {
      await vscode.workspace.fs.delete(at('moved'), { recursive: true });
    }
  });

  it('shows a policy without a name too', async () => {
    await vscode.window.showTextDocument(
      await vscode.workspace.openTextDocument({
        language: 'json',
        content:
          '{"Statement":[{"Effect":"Deny","Principal":"*","Action":"glacier:DeleteArchive","Resource":"*"}]}',
      }),
    );
    await command('policy.showEffect');
    await until(() => (effects()[0]?.startsWith('Effect of Untitled') ? true : undefined), 'the page');
  });
});
