import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { VaultLockApi } from '../../src/extension';
import type { Vault } from '../../src/locking/model';
import { command, extensionApi, glacier, open, until, vaultIn } from './support/host';

const file = 'seven-years.vault-lock.json';

/** What the row of the policy file says below a vault. */
async function fileRow({ key }: Vault): Promise<string> {
  await vscode.env.clipboard.writeText('');
  await command('value.copy', { type: 'property', property: 'file', key });
  return await vscode.env.clipboard.readText();
}

async function says(vault: Vault, text: string): Promise<void> {
  await until(async () => ((await fileRow(vault)) === text ? true : undefined), `the row: ${text}`);
}

async function replaceIn(document: vscode.TextDocument, words: string, by: string): Promise<void> {
  const at = document.getText().indexOf(words);
  assert.ok(at >= 0, words);
  const edit = new vscode.WorkspaceEdit();
  const range = new vscode.Range(document.positionAt(at), document.positionAt(at + words.length));
  edit.replace(document.uri, range, by);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

describe('a policy file and the policy in force', () => {
  let api: VaultLockApi;
  let vault: Vault;
  let original: string;

  before(async () => {
    api = await extensionApi();
    const { document } = await open(file);
    original = document.getText();
    const path = '/-/vaults/my-vault/lock-policy';
    const initiated = await glacier('POST', path, JSON.stringify({ Policy: document.getText() }));
    assert.equal(initiated.status, 201);
    await command('vaults.refresh');
    vault = await vaultIn(api, 'my-vault', 'inProgress');
  });
  after(async () => {
    // VS Code may have saved what was typed: to revert the editor would not be enough.
    const { document } = await open(file);
    await replaceIn(document, document.getText(), original);
    assert.ok(await document.save());
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await command('lock.abort', vault.key);
    await vaultIn(api, 'my-vault', 'none');
  });

  it('are told to mean the same, however the file is written', async () => {
    await says(vault, `means the same as ${file}`);
    const { document } = await open(file);
    await replaceIn(document, '"glacier:DeleteArchive"', '[ "Glacier:deletearchive" ]');
    await replaceIn(document, '"2557"', '2557.0');
    await replaceIn(document, '"Principal": "*"', '"Principal": {"AWS": "*"}');
    await says(vault, `means the same as ${file}`);
  });

  it('are told to differ while the file is edited, and what would change', async () => {
    const { document } = await open(file);
    await replaceIn(document, '2557.0', '3650');
    await says(vault, `differs from ${file}`);
    await command('policy.compare', vault.key);
    const page = await until(
      () => vscode.workspace.textDocuments.find(({ uri }) => uri.path.includes('What would change')),
      'the page',
    );
    assert.match(
      page.getText(),
      /## Becomes denied\n\n- \*\*DeleteArchive at ages 2,557 to 3,649 days, everyone, root included\*\*: was left to other policies/,
    );
    await until(
      () =>
        vscode.window.tabGroups.all
          .flatMap(({ tabs }) => tabs)
          .find(({ input }) => input instanceof vscode.TabInputTextDiff),
      'the two texts',
    );
    await replaceIn(document, '3650', '2556');
    await until(
      () => (/## Is not denied any more[^]*at the age of 2,556 days/.test(page.getText()) ? true : undefined),
      'the page to follow',
    );
  });

  it('are told to have the same effect in other words', async () => {
    const { document } = await open(file);
    const days = '"NumericLessThan": {\n          "glacier:ArchiveAgeInDays": 2556';
    assert.ok(document.getText().includes(days), document.getText());
    await replaceIn(document, days, days.replace('LessThan', 'LessThanEquals'));
    await says(vault, `has the same effect as ${file}`);
  });
});
