import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { allJudged, extensionApi, marks, open, until } from './support/host';

const { CodeActionKind } = vscode;
const [folder] = vscode.workspace.workspaceFolders ?? [];
const own = 'glacierVaultLock';

async function untitled(content: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ language: 'json', content });
  return await vscode.window.showTextDocument(document);
}

/**
 * Asks VS Code again where it took its question back: it does when the text changes while somebody is asked, as by an
 * undo whose end comes late on a slow machine.
 */
async function unlessTakenBack<T>(document: vscode.TextDocument, ask: () => Thenable<T>): Promise<T> {
  return await until(async () => {
    const { version } = document;
    try {
      return { answer: await ask() };
    } catch (error) {
      const isTakenBack = error instanceof Error && error.name === 'Canceled';
      // Whatever changed the text must not be done a second time.
      if (!isTakenBack || document.version !== version) throw error;
      return undefined;
    }
  }, 'an answer').then(({ answer }) => answer);
}

/** What is offered at the first place where this text stands, of this kind. */
async function offeredAt(
  { document }: vscode.TextEditor,
  text: string,
  kind: vscode.CodeActionKind,
): Promise<readonly vscode.CodeAction[]> {
  const at = document.positionAt(document.getText().indexOf(text) + 1);
  const found = await unlessTakenBack(document, () =>
    vscode.commands.executeCommand<(vscode.CodeAction | vscode.Command)[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(at, at),
      kind.value,
    ),
  );
  return found.filter((action): action is vscode.CodeAction => action instanceof vscode.CodeAction);
}

async function perform(action: vscode.CodeAction | undefined): Promise<void> {
  assert.ok(action?.edit);
  assert.ok(await vscode.workspace.applyEdit(action.edit));
  if (action.command)
    await vscode.commands.executeCommand(
      action.command.command,
      ...((action.command.arguments ?? []) as unknown[]),
    );
}

/** Lets VS Code itself do the one thing of a kind that is offered where this text stands, as a click would. */
async function performAt(
  editor: vscode.TextEditor,
  text: string,
  kind: vscode.CodeActionKind,
): Promise<void> {
  const { document } = await vscode.window.showTextDocument(editor.document, editor.viewColumn);
  const active = vscode.window.activeTextEditor;
  assert.ok(active);
  const at = document.positionAt(document.getText().indexOf(text) + 1);
  active.selection = new vscode.Selection(at, at);
  await unlessTakenBack(document, () =>
    vscode.commands.executeCommand('editor.action.codeAction', { kind: kind.value, apply: 'first' }),
  );
}

function titles(actions: readonly vscode.CodeAction[]): readonly string[] {
  return actions.map(({ title }) => title);
}

async function write(name: string, content: unknown): Promise<vscode.TextEditor> {
  assert.ok(folder);
  const text = typeof content === 'string' ? content : JSON.stringify(content, undefined, 2);
  await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder.uri, name), new TextEncoder().encode(text));
  return await open(name);
}

async function remove(...names: readonly string[]): Promise<void> {
  assert.ok(folder);
  for (const name of names)
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder.uri, name)).then(undefined, () => undefined);
}

const vault = 'arn:aws:glacier:us-west-2:210987654321:vaults/ledger';
const deny = {
  Sid: 'keep',
  Effect: 'Deny',
  Principal: '*',
  Action: ['glacier:DeleteArchive', 'glacier:DeleteVault'],
  Resource: vault,
};
const allow = {
  Sid: 'let-read',
  Effect: 'Allow',
  Principal: { AWS: '210987654321' },
  Action: 'glacier:InitiateJob',
  Resource: vault,
};
const policy = (...statements: readonly unknown[]): unknown => ({
  Version: '2012-10-17',
  Statement: statements,
});

describe('refactorings in the editor', () => {
  before(async () => {
    await extensionApi();
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await remove('moving.vault-lock.json', 'moving.access-policy.json', 'saved.vault-lock.json');
  });

  it('wrap and unwrap a policy, each undone in one step', async () => {
    const editor = await untitled(JSON.stringify(policy(deny), undefined, 2));
    const { document } = editor;
    const before = document.getText();
    const wraps = CodeActionKind.RefactorRewrite.append(`${own}.wrap`);
    await perform((await offeredAt(editor, '{', wraps))[0]);
    assert.deepEqual(JSON.parse(document.getText()), { Policy: before });
    await vscode.commands.executeCommand('undo');
    await until(() => (document.getText() === before ? true : undefined), 'the text before');
    await vscode.commands.executeCommand('redo');
    await until(() => (document.getText() === before ? undefined : true), 'the wrapper');
    const unwraps = CodeActionKind.RefactorRewrite.append(`${own}.unwrap`);
    await perform((await offeredAt(editor, 'Deny', unwraps))[0]);
    assert.equal(document.getText(), before);
  });

  it('split a statement inside the wrapper', async () => {
    const editor = await untitled(JSON.stringify({ Policy: JSON.stringify(policy(deny)) }));
    const offered = await offeredAt(editor, 'glacier:DeleteVault', CodeActionKind.RefactorRewrite);
    const split = offered.find(({ title }) => title.startsWith('Split off'));
    assert.ok(split?.kind?.value === `refactor.rewrite.${own}.splitStatement`, titles(offered).join());
    await perform(split);
    const wrapper = JSON.parse(editor.document.getText()) as { readonly Policy: string };
    assert.deepEqual(
      JSON.parse(wrapper.Policy),
      policy(
        { ...deny, Action: ['glacier:DeleteArchive'] },
        { ...deny, Sid: 'keep-2', Action: 'glacier:DeleteVault' },
      ),
    );
  });

  it('insert a retention statement with a choice of days, laid out like the others', async () => {
    const keepVault = { ...deny, Action: 'glacier:DeleteVault' };
    const editor = await untitled(JSON.stringify(policy(keepVault), undefined, 2));
    const kind = CodeActionKind.RefactorRewrite.append(`${own}.insertRetention`);
    await perform((await offeredAt(editor, '"Version"', kind))[0]);
    const { document } = editor;
    await until(() => (document.getText().includes('keep-archives') ? true : undefined), 'the statement');
    const expected = policy(keepVault, {
      Sid: 'keep-archives',
      Effect: 'Deny',
      Principal: '*',
      Action: 'glacier:DeleteArchive',
      Resource: vault,
      Condition: { NumericLessThan: { 'glacier:ArchiveAgeInDays': '366' } },
    });
    assert.equal(document.getText(), JSON.stringify(expected, undefined, 2));
    // The days are a choice: what is selected is replaced by typing.
    assert.equal(document.getText(editor.selection), '366');
  });

  it('move an Allow into a new access policy beside the file, which is no lock policy', async () => {
    const editor = await write('moving.vault-lock.json', policy(deny, allow));
    const kind = CodeActionKind.RefactorMove;
    const [move] = await offeredAt(editor, 'let-read', kind);
    assert.equal(move?.title, 'Move to the vault access policy (moving.access-policy.json)');
    await performAt(editor, 'let-read', kind);
    const beside = await until(
      () =>
        vscode.window.visibleTextEditors.find(({ document }) =>
          document.uri.path.endsWith('/moving.access-policy.json'),
        ),
      'the access policy beside',
    );
    assert.deepEqual(JSON.parse(editor.document.getText()), policy(deny));
    assert.deepEqual(JSON.parse(beside.document.getText()), policy(allow));
    await allJudged();
    assert.deepEqual(marks(beside.document.uri), []);

    // The next one goes into the same file.
    const next = { ...allow, Action: 'glacier:ListJobs' };
    const edit = new vscode.WorkspaceEdit();
    edit.replace(
      editor.document.uri,
      new vscode.Range(0, 0, editor.document.lineCount, 0),
      JSON.stringify(policy(deny, next)),
    );
    assert.ok(await vscode.workspace.applyEdit(edit));
    // What was just put into the text may not be judged yet: then a person asks once more.
    const both = policy(allow, { ...next, Sid: 'let-read-2' });
    await until(async () => {
      if (editor.document.getText().includes('let-read')) await performAt(editor, 'let-read', kind);
      return beside.document.getText().includes('let-read-2') ? true : undefined;
    }, 'the second statement');
    assert.deepEqual(JSON.parse(beside.document.getText()), both);
  });

  it('move an Allow out of a document without a file into another one', async () => {
    const editor = await untitled(JSON.stringify(policy(deny, allow)));
    const [move] = await offeredAt(editor, 'let-read', CodeActionKind.RefactorMove);
    assert.equal(move?.title, 'Move to the vault access policy');
    await perform(move);
    assert.deepEqual(JSON.parse(editor.document.getText()), policy(deny));
    const beside = await until(
      () => vscode.window.visibleTextEditors.find(({ document }) => document !== editor.document),
      'the access policy',
    );
    assert.deepEqual(JSON.parse(beside.document.getText()), policy(allow));
    await allJudged();
    assert.deepEqual(marks(beside.document.uri), []);
  });

  it('are the repair of an Allow that could never be withdrawn', async () => {
    const editor = await untitled(JSON.stringify(policy(deny, allow)));
    const { document } = editor;
    await until(
      () => marks(document.uri).find((mark) => mark.startsWith('permanent-allow ')),
      'the diagnostic',
    );
    const moves = await offeredAt(editor, 'Allow', CodeActionKind.RefactorMove);
    assert.deepEqual(titles(moves), ['Move to the vault access policy']);
    const fixes = await offeredAt(editor, 'Allow', CodeActionKind.QuickFix);
    await perform(fixes.find(({ title }) => title === 'Move to the vault access policy'));
    assert.deepEqual(JSON.parse(document.getText()), policy(deny));
  });

  it('leave the only statement where it is', async () => {
    const editor = await untitled(JSON.stringify(policy(allow)));
    const [move] = await offeredAt(editor, 'let-read', CodeActionKind.RefactorMove);
    assert.equal(move?.edit, undefined);
  });

  it('offer nothing in other JSON', async () => {
    const editor = await untitled('{"Version": "2012-10-17", "Statement": [{"Action": ["s3:a", "s3:b"]}]}');
    assert.deepEqual(titles(await offeredAt(editor, 's3:b', CodeActionKind.Refactor)), []);
  });
});

describe('fix all in the editor', () => {
  const faulty =
    '{"Version": "2012-10-17", "Statement": [{"effect": "deny", "Principal": "*", "Action": "glacier:DeleteArchive", "Resource": "*"}]}';
  const repaired =
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "glacier:DeleteArchive", "Resource": "*"}]}';

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await remove('saved.vault-lock.json');
  });

  it('happens on save where a person wants it', async () => {
    assert.ok(folder);
    const configuration = vscode.workspace.getConfiguration('editor', folder.uri);
    const set = (value: unknown): Thenable<void> =>
      configuration.update('codeActionsOnSave', value, vscode.ConfigurationTarget.WorkspaceFolder);
    const { document } = await write('saved.vault-lock.json', '{}');
    await set({ 'source.fixAll.glacierVaultLock': 'explicit' });
    try {
      const edit = new vscode.WorkspaceEdit();
      edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), faulty);
      await vscode.workspace.applyEdit(edit);
      await vscode.commands.executeCommand('workbench.action.files.save');
      await until(() => (document.isDirty ? undefined : true), 'the file to be saved');
      assert.equal(document.getText(), repaired);
    } finally {
      await set(undefined);
    }
  });

  it('happens by a command of the palette', async () => {
    const { document } = await untitled(faulty);
    await vscode.commands.executeCommand('glacierVaultLock.policy.fixAll');
    assert.equal(document.getText(), repaired);
  });
});
