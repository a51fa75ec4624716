import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { allJudged, command, extensionApi, marks, open, until } from './support/host';

const [folder] = vscode.workspace.workspaceFolders ?? [];
const faulty = (action: string): string =>
  JSON.stringify({ Statement: [{ Effect: 'deny', Principal: '*', Action: action, Resource: '*' }] });
const lockPolicy = faulty('glacier:DeleteArchive');

async function write(name: string, content: string): Promise<vscode.TextDocument> {
  assert.ok(folder);
  const uri = vscode.Uri.joinPath(folder.uri, name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(content));
  return (await open(name)).document;
}

const isJudged = ({ uri }: vscode.TextDocument): boolean => marks(uri).length > 0;

async function judged(document: vscode.TextDocument, expected: boolean): Promise<void> {
  if (expected)
    await until(() => (isJudged(document) ? true : undefined), `${document.uri.path} to be judged`);
  else await until(() => (isJudged(document) ? undefined : true), `${document.uri.path} to be left alone`);
}

describe('which documents are lock policies', () => {
  before(async () => {
    await extensionApi();
  });
  afterEach(async () => {
    assert.ok(folder);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const name of ['a.vault-lock.json', 'b.json', 'c.access-policy.json', 'd.json', 'renamed.json'])
      await vscode.workspace.fs
        .delete(vscode.Uri.joinPath(folder.uri, name))
        .then(undefined, () => undefined);
  });

  it('by name: whatever is in them', async () => {
    await judged(await write('a.vault-lock.json', '{}'), true);
  });

  it('by content: bare and wrapped, files and documents without one', async () => {
    await judged(await write('b.json', lockPolicy), true);
    const wrapped = await vscode.workspace.openTextDocument({
      language: 'json',
      content: JSON.stringify({ Policy: lockPolicy }),
    });
    await judged(wrapped, true);
    const withComments = await vscode.workspace.openTextDocument({
      language: 'jsonc',
      content: `// a draft\n${lockPolicy}`,
    });
    await judged(withComments, true);
  });

  it('not an access policy, not policies of other services, not other JSON', async () => {
    const others = [
      await write('c.access-policy.json', lockPolicy),
      await vscode.workspace.openTextDocument({ language: 'json', content: faulty('s3:PutObject') }),
      await vscode.workspace.openTextDocument({ language: 'json', content: faulty('iam:PassRole') }),
      await vscode.workspace.openTextDocument({
        language: 'json',
        content: '{"name": "x", "version": "1.0.0", "dependencies": {}}',
      }),
      await vscode.workspace.openTextDocument({ language: 'plaintext', content: lockPolicy }),
    ];
    await allJudged();
    for (const document of others) assert.deepEqual(marks(document.uri), [], document.uri.toString());
  });

  it('by choice: a file that nobody would take for one, until it is taken back', async () => {
    const document = await write('d.json', faulty('s3:PutObject'));
    await allJudged();
    await judged(document, false);
    await vscode.window.showTextDocument(document);
    await command('policy.treat');
    await judged(document, true);
    await command('policy.ignore');
    await judged(document, false);
  });

  it('by choice: not one that has its name and its content, also under another name', async () => {
    assert.ok(folder);
    const document = await write('b.json', lockPolicy);
    await judged(document, true);
    await command('policy.ignore', document.uri);
    await judged(document, false);
    const renamed = vscode.Uri.joinPath(folder.uri, 'renamed.json');
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(document.uri, renamed);
    assert.ok(await vscode.workspace.applyEdit(edit));
    const other = await vscode.workspace.openTextDocument(renamed);
    await vscode.window.showTextDocument(other);
    await allJudged();
    await judged(other, false);
    await command('policy.treat', renamed);
    await judged(other, true);
  });

  it('by choice: a document without a file, wrapped or bare, as long as it is open', async () => {
    for (const content of [faulty('s3:PutObject'), JSON.stringify({ Policy: faulty('s3:PutObject') })]) {
      const document = await vscode.workspace.openTextDocument({ language: 'json', content });
      await vscode.window.showTextDocument(document);
      await allJudged();
      await judged(document, false);
      await command('policy.treat');
      await judged(document, true);
    }
  });
});
