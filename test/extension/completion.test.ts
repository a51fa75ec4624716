import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { extensionApi, open, until, vaultIn } from './support/host';

type Item = vscode.CompletionItem;

async function itemsAt(document: vscode.TextDocument, offset: number): Promise<readonly Item[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    document.positionAt(offset),
  );
  return list.items;
}

function nameOf({ label }: Item): string {
  return typeof label === 'string' ? label : label.label;
}

/** Behind the first occurrence of a text. */
function after(document: vscode.TextDocument, text: string): number {
  const at = document.getText().indexOf(text);
  assert.ok(at >= 0, text);
  return at + text.length;
}

async function untitled(marked: string): Promise<{ document: vscode.TextDocument; offset: number }> {
  const offset = marked.indexOf('|');
  const content = marked.replace('|', '');
  const document = await vscode.workspace.openTextDocument({ language: 'json', content });
  return { document, offset };
}

describe('completion in the editor', () => {
  before(async () => {
    const api = await extensionApi();
    await vscode.commands.executeCommand('glacierVaultLock.vaults.refresh');
    await vaultIn(api, 'examplevault', 'none');
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('offers actions with level and description, and replaces the whole string', async () => {
    const { document } = await open('seven-years.vault-lock.json');
    const items = await itemsAt(document, after(document, '"Action": "glac'));
    const item = items.find((each) => nameOf(each) === 'glacier:DeleteVault');
    assert.ok(item, items.map(nameOf).join());
    assert.deepEqual(item.label, { label: 'glacier:DeleteVault', description: 'Write' });
    assert.ok(item.documentation instanceof vscode.MarkdownString);
    assert.match(item.documentation.value, /Deletes an empty vault/);
    assert.ok(item.range instanceof vscode.Range);
    assert.equal(document.getText(item.range), '"glacier:DeleteArchive"');
    assert.equal(item.insertText, '"glacier:DeleteVault"');
  });

  it('knows the vaults in sight', async () => {
    const { document, offset } = await untitled(
      '{"Statement":[{"Action":"glacier:DeleteArchive","Resource":"|"}]}',
    );
    const names = (await itemsAt(document, offset)).map(nameOf);
    assert.ok(names.includes('arn:aws:glacier:us-west-2:111122223333:vaults/examplevault'), names.join());
    assert.ok(names.includes('arn:aws:glacier:us-west-2:111122223333:vaults/*'), names.join());
  });

  it("writes escaped text into the wrapper's string", async () => {
    const { document } = await open('for-the-aws-cli.vault-lock.json');
    const items = await itemsAt(document, after(document, 'glacier:Delete'));
    const item = items.find((each) => nameOf(each) === 'glacier:DeleteVault');
    assert.equal(item?.insertText, '\\"glacier:DeleteVault\\"');
  });

  it('helps with a new document from the first brace on, and leaves other JSON alone', async () => {
    const begun = await untitled('{|}');
    const names = (await itemsAt(begun.document, begun.offset)).map(nameOf);
    assert.ok(names.includes('Policy: keep archives for 7 years'), names.join());
    const other = await untitled('{"name":"x",|}');
    const others = (await itemsAt(other.document, other.offset)).map(nameOf);
    assert.ok(!others.includes('Statement'), others.join());
  });

  it("offers nothing twice beside VS Code's own JSON support", async () => {
    const { document } = await open('legal-hold.vault-lock.json');
    const places = [
      '"Version": "',
      '"Statement": [',
      '"Effect": "De',
      '"Principal": "',
      '"NumericLessThan": {',
    ];
    for (const place of [
      ...places,
      '"Effect": "Deny",',
      '"Effec',
      '"Action": "',
      '"glacier:ArchiveAgeInDays": "',
    ]) {
      const names = (await itemsAt(document, after(document, place))).map((each) =>
        nameOf(each).replaceAll('"', ''),
      );
      const twice = names.filter((name, index) => names.indexOf(name) !== index);
      assert.deepEqual(twice, [], `${place}: ${names.join()}`);
    }
  });
});

describe('the command for a new policy', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('writes a policy for a vault that nothing can be said against', async () => {
    const api = await extensionApi();
    await vscode.commands.executeCommand('glacierVaultLock.vaults.refresh');
    const vault = await vaultIn(api, 'examplevault', 'none');
    const done = vscode.commands.executeCommand('glacierVaultLock.policy.newForVault', vault.key);
    // The first answer to each question, as Enter gives it.
    const editor = await until(() => {
      void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      const active = vscode.window.activeTextEditor;
      const isIt = active?.document.uri.path.endsWith('/examplevault.vault-lock.json') === true;
      return isIt && active.document.getText() !== '' ? active : undefined;
    }, 'the new policy');
    await done;
    const { document } = editor;
    assert.equal(document.isUntitled, true);
    assert.equal(document.languageId, 'json');
    assert.match(document.uri.path, /\/examplevault\.vault-lock\.json$/);
    const policy = JSON.parse(document.getText()) as { Statement: { Resource: string; Action: string }[] };
    assert.deepEqual(
      policy.Statement.map(({ Resource, Action }) => [Resource, Action]),
      [
        [vault.arn, 'glacier:DeleteArchive'],
        [vault.arn, 'glacier:DeleteVault'],
      ],
    );
    // Something is found in it once something is wrong with it: then it has been looked at.
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
    const at = document.positionAt(document.getText().indexOf('"Deny"'));
    await editor.edit((edit) => edit.replace(new vscode.Range(at, at.translate(0, 6)), '"deny"'));
    const found = await until(() => {
      const all = vscode.languages.getDiagnostics(document.uri);
      return all.length > 0 ? all : undefined;
    }, 'a finding');
    assert.ok(found.length > 0);
    await vscode.commands.executeCommand('undo');
    await until(
      () => (vscode.languages.getDiagnostics(document.uri).length === 0 ? true : undefined),
      'no finding left',
    );
  });
});
