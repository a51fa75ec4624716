import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { extensionApi, marks, open, ownDiagnostics, until } from './support/host';

async function actionsAt(
  document: vscode.TextDocument,
  range: vscode.Range,
  only?: string,
): Promise<vscode.CodeAction[]> {
  const found = await vscode.commands.executeCommand<(vscode.CodeAction | vscode.Command)[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
    only,
  );
  return found.filter(
    (action): action is vscode.CodeAction => action instanceof vscode.CodeAction && action.edit !== undefined,
  );
}

function find(uri: vscode.Uri, code: string): vscode.Diagnostic | undefined {
  return ownDiagnostics(uri).find((one) => typeof one.code === 'object' && one.code.value === code);
}

describe('diagnostics in the editor', () => {
  before(async () => {
    await extensionApi();
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('mark what is wrong with a policy, with code, place and severity', async () => {
    const { document } = await open('broken.vault-lock.json');
    await until(() => (marks(document.uri).length > 0 ? true : undefined), 'diagnostics');
    const codes = marks(document.uri);
    for (const expected of [
      'invalid-version 2:14-2:26 error',
      'invalid-effect 6:17-6:23 error',
      'age-operator 22:9-22:23 error',
    ]) {
      assert.ok(codes.includes(expected), `${expected} is not among\n${codes.join('\n')}`);
    }
  });

  it("stay silent at severity error on AWS's own example", async () => {
    const { document } = await open('one-year.vault-lock.json');
    await until(() => (marks(document.uri).length > 0 ? true : undefined), 'diagnostics');
    assert.deepEqual(
      marks(document.uri).filter((mark) => mark.endsWith(' error')),
      [],
    );
  });

  it('follow the typing, and go when the cause goes', async () => {
    const editor = await open('seven-years.vault-lock.json');
    const { document } = editor;
    const at = document.positionAt(document.getText().indexOf('NumericLessThan'));
    await editor.edit((edit) => edit.replace(new vscode.Range(at, at.translate(0, 7)), 'Date'));
    await until(() => find(document.uri, 'age-operator'), 'age-operator');
    await vscode.commands.executeCommand('undo');
    await until(() => (find(document.uri, 'age-operator') === undefined ? true : undefined), 'its end');
  });

  it("map into the string of the CLI's wrapper", async () => {
    const editor = await open('for-the-aws-cli.vault-lock.json');
    const { document } = editor;
    const start = document.positionAt(document.getText().indexOf('NumericLessThanEquals'));
    const name = new vscode.Range(start, start.translate(0, 'NumericLessThanEquals'.length));
    await editor.edit((edit) => edit.replace(name, 'DateLessThan'));
    const found = await until(() => find(document.uri, 'age-operator'), 'age-operator');
    assert.equal(document.getText(found.range).replaceAll('\\"', ''), 'DateLessThan');
  });

  it('link to a page of the rule, and a fix that is certain repairs the text', async () => {
    const { document } = await open('broken.vault-lock.json');
    const found = await until(() => find(document.uri, 'age-operator'), 'age-operator');
    assert.ok(typeof found.code === 'object');
    assert.equal(found.code.target.scheme, 'command');
    await vscode.commands.executeCommand('glacierVaultLock.rule.open', 'age-operator');
    const page = await until(
      () => vscode.workspace.textDocuments.find(({ uri }) => uri.path === '/age-operator.md'),
      'the page of the rule',
    );
    assert.match(page.getText(), /`age-operator`/);
    const actions = await actionsAt(document, found.range, vscode.CodeActionKind.QuickFix.value);
    const fix = actions.find(({ title }) => title === 'Use NumericLessThan');
    assert.ok(fix?.edit, actions.map(({ title }) => title).join());
    await vscode.workspace.applyEdit(fix.edit);
    await until(() => (find(document.uri, 'age-operator') === undefined ? true : undefined), 'its end');
    assert.match(document.getText(), /"NumericLessThan": \{\s*"glacier:ArchiveAgeInDays"/);
  });

  it('mark the obvious repair as the preferred one', async () => {
    const { document } = await open('broken.vault-lock.json');
    const found = await until(() => find(document.uri, 'invalid-effect'), 'invalid-effect');
    const actions = await actionsAt(document, found.range, vscode.CodeActionKind.QuickFix.value);
    assert.deepEqual(
      actions.filter(({ isPreferred }) => isPreferred).map(({ title }) => title),
      ['Use Deny'],
    );
  });

  it('leave syntax errors of json files to VS Code, and repair them all the same', async () => {
    const { document } = await open('not-json.vault-lock.json');
    const builtIn = await until(
      () =>
        vscode.languages.getDiagnostics(document.uri).find(({ message }) => /trailing comma/i.test(message)),
      "VS Code's own diagnostic",
    );
    assert.notEqual(builtIn.source, 'Vault Lock');
    assert.equal(find(document.uri, 'json-syntax'), undefined);
    const actions = await actionsAt(document, builtIn.range, vscode.CodeActionKind.QuickFix.value);
    const fix = actions.find(({ title }) => /comma/i.test(title));
    assert.ok(fix?.edit, actions.map(({ title }) => title).join());
  });

  it('come for a policy of any name, and not for other JSON', async () => {
    const policy = await vscode.workspace.openTextDocument({
      language: 'json',
      content:
        '{"Statement":[{"Effect":"deny","Principal":"*","Action":"glacier:DeleteArchive","Resource":"*"}]}',
    });
    await until(() => find(policy.uri, 'invalid-effect'), 'invalid-effect');
    const other = await vscode.workspace.openTextDocument({
      language: 'json',
      content: '{"Statement":[{"Effect":"deny","Principal":"*","Action":"s3:GetObject","Resource":"*"}]}',
    });
    await open('seven-years.vault-lock.json');
    assert.deepEqual(marks(other.uri), []);
  });

  it('fix all repairs spelling and structure at once', async () => {
    const { document } = await open('broken.vault-lock.json');
    await until(() => find(document.uri, 'invalid-effect'), 'invalid-effect');
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const [fix] = await actionsAt(document, whole, 'source.fixAll.glacierVaultLock');
    assert.ok(fix?.edit);
    await vscode.workspace.applyEdit(fix.edit);
    await until(() => (find(document.uri, 'invalid-effect') === undefined ? true : undefined), 'its end');
    assert.equal(find(document.uri, 'invalid-version'), undefined);
    assert.doesNotThrow(() => void JSON.parse(document.getText()));
  });
});
