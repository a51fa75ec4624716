import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { extensionApi, open, ownDiagnostics, until, vaultIn } from './support/host';

async function hoverTexts(document: vscode.TextDocument, words: string): Promise<readonly string[]> {
  const at = document.positionAt(document.getText().indexOf(words) + 1);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    at,
  );
  // The JSON support of older editors answers with an empty text, which the editor does not show.
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
    .filter((text) => text.trim() !== '');
}

async function hints(document: vscode.TextDocument): Promise<readonly vscode.InlayHint[]> {
  return await vscode.commands.executeCommand<vscode.InlayHint[]>(
    'vscode.executeInlayHintProvider',
    document.uri,
    new vscode.Range(0, 0, document.lineCount, 0),
  );
}

async function lenses(document: vscode.TextDocument): Promise<readonly vscode.CodeLens[]> {
  return await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    document.uri,
  );
}

async function links(document: vscode.TextDocument): Promise<readonly vscode.DocumentLink[]> {
  return await vscode.commands.executeCommand<vscode.DocumentLink[]>(
    'vscode.executeLinkProvider',
    document.uri,
  );
}

describe('hovers, hints, lenses and links', () => {
  before(async () => {
    const api = await extensionApi();
    await vaultIn(api, 'examplevault', 'none');
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('explain each word, and nothing is said twice', async () => {
    const { document } = await open('legal-hold.vault-lock.json');
    for (const [words, said] of [
      ['365', /one year without a leap day/],
      ['glacier:DeleteArchive', /^\*\*DeleteArchive\*\* · Write/],
      ['"Effect"', /^\*\*Denies DeleteArchive to everyone/],
      ['"Statement"', /2 statements/],
      ['"Version"', /version of the policy language/],
      ['NumericLessThan', /the test fails and the statement does not apply/],
      ['glacier:ResourceTag/LegalHold', /archives have no tags/],
      ['"Principal"', /Whom the statement is about/],
      ['"Condition"', /all tests must hold/],
    ] as const) {
      const texts = await hoverTexts(document, words);
      assert.match(texts[0] ?? '', said, words);
      assert.equal(texts.length, 1, `${words}: ${texts.join('\n---\n')}`);
    }
  });

  it('leave to the finding what it says already', async () => {
    const { document } = await open('broken.vault-lock.json');
    const at = document.positionAt(document.getText().indexOf('2012-06-01') + 1);
    await until(
      () => ownDiagnostics(document.uri).find(({ range }) => range.contains(at)),
      'the finding on the version',
    );
    assert.deepEqual(await hoverTexts(document, '2012-06-01'), []);
    assert.match((await hoverTexts(document, '"Version"'))[0] ?? '', /version of the policy language/);
  });

  it('tell of a vault in sight how its lock stands', async () => {
    const { document } = await open('legal-hold.vault-lock.json');
    const [text] = await hoverTexts(document, 'arn:aws:glacier');
    assert.match(text ?? '', /^\$\(unlock\) No vault lock · Local Glacier/);
    assert.match(text ?? '', /US West \(Oregon\)/);
  });

  it("reach into the string of the CLI's wrapper and into files without a name", async () => {
    const { document } = await open('for-the-aws-cli.vault-lock.json');
    assert.match((await hoverTexts(document, 'glacier:DeleteArchive'))[0] ?? '', /^\*\*DeleteArchive\*\*/);
    const [hint] = await hints(document);
    assert.equal(hint?.label, '≈ 1 year · deletable from day 366');
    const before = document.getText(new vscode.Range(new vscode.Position(0, 0), hint.position));
    assert.ok(before.endsWith('\\"365\\"'), before.slice(-20));
    const [link] = await links(document);
    assert.equal(
      link && document.getText(link.range),
      'arn:aws:glacier:us-west-2:111122223333:vaults/examplevault',
    );

    const untitled = await vscode.workspace.openTextDocument({
      language: 'json',
      content: '{"Statement":[{"Effect":"Deny","Action":"glacier:DeleteArchive"',
    });
    assert.match((await hoverTexts(untitled, 'glacier:DeleteArchive'))[0] ?? '', /^\*\*DeleteArchive\*\*/);
  });

  it('show beside an age what it comes to, until the setting says no', async () => {
    const { document } = await open('seven-years.vault-lock.json');
    assert.deepEqual(
      (await hints(document)).map(({ label }) => label),
      ['7 years · deletable from day 2,557'],
    );
    const configuration = vscode.workspace.getConfiguration('glacierVaultLock', document.uri);
    await configuration.update('inlayHints', false, vscode.ConfigurationTarget.Workspace);
    try {
      assert.deepEqual(await hints(document), []);
    } finally {
      await configuration.update('inlayHints', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it('link the ARN of a vault in sight to the tree, and no other', async () => {
    const { document } = await open('legal-hold.vault-lock.json');
    const found = await links(document);
    assert.equal(found.length, 2);
    for (const { range, target } of found) {
      assert.match(document.getText(range), /^arn:aws:glacier:[^"]*examplevault$/);
      assert.match(target?.toString(true) ?? '', /^command:glacierVaultLock\.vault\.reveal\?/);
    }
    const { document: other } = await open('copied-from-aws.vault-lock.json');
    const elsewhere = other.getText().includes('999999999999') ? await links(other) : [];
    assert.deepEqual(elsewhere, []);
  });

  it('explain the whole policy in words, and follow the typing', async () => {
    const editor = await open('seven-years.vault-lock.json');
    const lens = (await lenses(editor.document)).find(({ command: it }) => it?.title.includes('Explain'));
    assert.ok(lens?.command);
    await vscode.commands.executeCommand(lens.command.command, editor.document.uri);
    assert.deepEqual(lens.command.arguments, [editor.document.uri]);
    const page = await until(
      () =>
        vscode.workspace.textDocuments.find(
          (document) =>
            document.uri.scheme === 'glacier-vault-lock-explanation' &&
            document.getText().startsWith('# What this policy does'),
        ),
      'the page',
    );
    assert.match(page.getText(), /Everyone, root included: from \*\*day 2,557\*\* on/);
    const at = editor.document.positionAt(editor.document.getText().indexOf('2557'));
    await vscode.window.showTextDocument(editor.document, vscode.ViewColumn.One);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(editor.document.uri, new vscode.Range(at, at.translate(0, 4)), '366');
    await vscode.workspace.applyEdit(edit);
    await until(() => (page.getText().includes('from **day 366** on') ? true : undefined), 'the new text');
    await vscode.commands.executeCommand('undo');
  });
});
