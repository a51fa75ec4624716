import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { extensionApi, marks, open, ownDiagnostics, until } from './support/host';

const [folder] = vscode.workspace.workspaceFolders ?? [];

async function setRules(rules: Readonly<Record<string, unknown>> | undefined): Promise<void> {
  await vscode.workspace
    .getConfiguration('glacierVaultLock', folder?.uri ?? null)
    .update('rules', rules, vscode.ConfigurationTarget.WorkspaceFolder);
}

const codeOf = ({ code }: vscode.Diagnostic): unknown => (typeof code === 'object' ? code.value : code);

describe('the setting for the rules', () => {
  before(async () => {
    await extensionApi();
  });
  afterEach(async () => {
    await setRules(undefined);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('changes how loudly a rule speaks, switches it off, and is followed at once', async () => {
    const { document } = await open('broken.vault-lock.json');
    const effect = (): string | undefined =>
      marks(document.uri).find((mark) => mark.startsWith('invalid-effect'));
    await until(() => (effect()?.endsWith(' error') === true ? true : undefined), 'the error');
    await setRules({ 'invalid-effect': 'hint' });
    await until(() => (effect()?.endsWith(' hint') === true ? true : undefined), 'the hint');
    await setRules({ 'invalid-effect': 'off' });
    await until(() => (effect() === undefined ? true : undefined), 'silence');
    const others = marks(document.uri).filter((mark) => mark.startsWith('invalid-version'));
    assert.equal(others.length, 1, 'other rules still speak');
  });

  it('is told above the policy where it names no rule, with the way to it', async () => {
    await setRules({ 'invalid-efect': 'off' });
    const { document } = await open('broken.vault-lock.json');
    const found = await until(
      () => ownDiagnostics(document.uri).find((one) => codeOf(one) === 'glacierVaultLock.rules'),
      'what is wrong with the setting',
    );
    assert.match(found.message, /"invalid-efect".*no rule/s);
    assert.match(found.message, /Did you mean "invalid-effect"\?/);
    assert.equal(found.severity, vscode.DiagnosticSeverity.Warning);
    assert.equal(found.range.start.line, 0);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      found.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    assert.ok(actions.some(({ command }) => command?.command === 'workbench.action.openSettings'));
    await setRules({ 'invalid-effect': 'hint' });
    const about = (): number =>
      ownDiagnostics(document.uri).filter((one) => codeOf(one) === 'glacierVaultLock.rules').length;
    await until(() => (about() === 0 ? true : undefined), 'its end');
  });

  it('is completed and checked in settings.json', async () => {
    assert.ok(folder);
    await setRules({ 'invalid-efect': 'of' });
    const file = vscode.Uri.joinPath(folder.uri, '.vscode', 'settings.json');
    const { document } = await vscode.window.showTextDocument(file);
    const messages = await until(() => {
      const all = vscode.languages.getDiagnostics(file).map(({ message }) => message);
      return all.length > 1 ? all : undefined;
    }, "VS Code's own diagnostics");
    assert.ok(
      messages.some((message) => message.includes('no rule of this name')),
      messages.join('\n'),
    );
    const within = document.positionAt(document.getText().indexOf('invalid-efect') + 3);
    const names = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      file,
      within,
    );
    const labels = names.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    for (const code of ['age-operator', 'invalid-effect']) assert.ok(labels.includes(code), labels.join());
    const value = document.positionAt(document.getText().indexOf('"of"') + 2);
    const severities = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      file,
      value,
    );
    const offered = severities.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.deepEqual(offered.sort(), ['"error"', '"hint"', '"information"', '"off"', '"warning"']);
  });
});
