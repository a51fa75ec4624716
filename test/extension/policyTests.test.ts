import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { caseExplanationUri } from '../../src/testing/caseExplanations';
import type { Outcome, PolicyTestExplorer } from '../../src/testing/policyTestExplorer';
import { command, extensionApi, marks, open, ownDiagnostics, until } from './support/host';

const kept = 'Nobody deletes an archive in its first seven years';
const after = 'After that the policy does not stand in the way';

function inWorkspace(name: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  return vscode.Uri.joinPath(folder.uri, name);
}

function textOf(message: string | vscode.MarkdownString | undefined): string {
  return typeof message === 'string' ? message : (message?.value ?? '');
}

async function replaceAll(editor: vscode.TextEditor, text: string): Promise<void> {
  const { document } = editor;
  const all = new vscode.Range(new vscode.Position(0, 0), document.lineAt(document.lineCount - 1).range.end);
  assert.ok(await editor.edit((edit) => edit.replace(all, text)));
}

describe('policy tests', () => {
  let explorer: PolicyTestExplorer;
  const samples = inWorkspace('seven-years.vault-lock.test.json');
  const scratch = inWorkspace('scratch.vault-lock.test.json');

  /** What the documents said that a test has changed. */
  const originals = new Map<vscode.TextDocument, string>();
  const changed = async (name: string, change: (text: string) => string): Promise<vscode.TextEditor> => {
    const editor = await open(name);
    const text = editor.document.getText();
    if (!originals.has(editor.document)) originals.set(editor.document, text);
    await replaceAll(editor, change(text));
    return editor;
  };

  const itemsOf = (uri: vscode.Uri): readonly vscode.TestItem[] =>
    [...(explorer.controller.items.get(uri.toString())?.children ?? [])].map(([, item]) => item);
  const shown = async (
    uri: vscode.Uri,
    ready: (items: readonly vscode.TestItem[]) => boolean,
  ): Promise<readonly vscode.TestItem[]> =>
    await until(() => (ready(itemsOf(uri)) ? itemsOf(uri) : undefined), `the cases of ${uri.path}`);
  const outcome = async (uri: vscode.Uri, name: string, state: Outcome['state']): Promise<Outcome> =>
    await until(() => {
      const seen = explorer.outcomeOf(uri, name);
      return seen?.state === state ? seen : undefined;
    }, `${name} to have ${state}`);
  const run = async (uri: vscode.Uri, profile = explorer.runProfile): Promise<void> => {
    const item = explorer.controller.items.get(uri.toString());
    assert.ok(item);
    const { token } = new vscode.CancellationTokenSource();
    await profile.runHandler(new vscode.TestRunRequest([item], undefined, profile), token);
  };

  before(async () => {
    explorer = await (await extensionApi()).policyTests();
    await explorer.discover();
  });

  beforeEach(async () => {
    await vscode.workspace.fs.writeFile(
      scratch,
      new TextEncoder().encode(
        '{ "policy": "seven-years.vault-lock.json", "tests": [{ "name": "a", "action": "DeleteArchive", "age": "0-2556", "expect": "denied" }] }',
      ),
    );
  });

  afterEach(async () => {
    for (const [document, text] of originals) {
      await replaceAll(await vscode.window.showTextDocument(document), text);
      // Where it was saved by itself in the meantime there is nothing left to save.
      await document.save();
      await until(() => (document.isDirty ? undefined : true), 'the document to be saved');
    }
    originals.clear();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const name of ['scratch.vault-lock.test.json', 'one-year.vault-lock.test.json']) {
      try {
        await vscode.workspace.fs.delete(inWorkspace(name));
      } catch (error) {
        if (!(error instanceof vscode.FileSystemError)) throw error;
      }
    }
  });

  it('are found in the workspace, with their cases where they stand', async () => {
    const items = await shown(samples, ({ length }) => length === 4);
    assert.equal(items[0]?.label, kept);
    assert.equal(items[0].description, 'denied');
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(samples)).split('\n');
    assert.equal(text[items[0].range?.start.line ?? -1], '    {');
    assert.match(text[(items[0].range?.start.line ?? -1) + 1] ?? '', /Nobody deletes/);
  });

  it('open as JSON with comments, and are taken for no policy', async () => {
    const { document } = await open('seven-years.vault-lock.test.json');
    assert.equal(document.languageId, 'jsonc');
    await shown(samples, ({ length }) => length === 4);
    assert.deepEqual(ownDiagnostics(document.uri), []);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    assert.deepEqual(lenses, []);
  });

  it('run when they are asked for in the Testing view', async () => {
    await shown(samples, ({ length }) => length === 4);
    await vscode.commands.executeCommand('testing.runAll');
    await outcome(samples, kept, 'passed');
    await outcome(samples, after, 'passed');
  });

  it('fail on what the editor says, saved or not, with both sides and the statement that decides', async () => {
    const editor = await changed('seven-years.vault-lock.json', (text) => text.replace('2557', '2558'));
    await run(samples);
    assert.equal(explorer.outcomeOf(samples, kept)?.state, 'passed');
    const { messages } = await outcome(samples, after, 'failed');
    const [message] = messages;
    assert.ok(message);
    assert.match(textOf(message.message), /^Expected left to other policies, got denied: on day 2557/);
    assert.match(message.expectedOutput ?? '', /from day 2557 +left to other policies$/);
    assert.match(
      message.actualOutput ?? '',
      /day 2557 +denied by keep-every-archive-for-seven-years\n.*from day 2558/,
    );
    assert.equal(message.location?.uri.toString(), samples.toString());
    const [frame] = message.stackTrace ?? [];
    assert.equal(frame?.uri?.toString(), editor.document.uri.toString());
    assert.equal(editor.document.lineAt(frame.position?.line ?? 0).text.trim(), '{');
  });

  it('run again by themselves when the policy or the tests change', async () => {
    await explorer.discover();
    await shown(scratch, ({ length }) => length === 1);
    const cancel = new vscode.CancellationTokenSource();
    const profile = explorer.runProfile;
    await profile.runHandler(new vscode.TestRunRequest(undefined, undefined, profile, true), cancel.token);
    await outcome(scratch, 'a', 'passed');
    await changed('seven-years.vault-lock.json', (text) => text.replace('2557', '100'));
    await outcome(scratch, 'a', 'failed');
    await changed('scratch.vault-lock.test.json', (text) => text.replace('0-2556', '0-99'));
    await outcome(scratch, 'a', 'passed');
    cancel.cancel();
  });

  it('say what is wrong with a file where it is, and what cannot be run', async () => {
    await changed(
      'scratch.vault-lock.test.json',
      () =>
        '{\n "tests": [\n  { "name": "slip", "expect": "deny" },\n  { "name": "fine", "policy": 1, "expect": "denied" }\n ]\n}',
    );
    await until(() => (marks(scratch).length === 2 ? true : undefined), 'two marks');
    assert.deepEqual(marks(scratch), [
      'test-expectation 3:31-3:37 error',
      'test-unknown-field 4:21-4:29 error',
    ]);
    const items = await shown(scratch, ({ length }) => length === 2);
    assert.match(textOf(items[0]?.error), /Did you mean "denied"/);
    await run(scratch);
    const { messages } = await outcome(scratch, 'slip', 'errored');
    assert.match(textOf(messages[0]?.message), /Did you mean "denied"/);
  });

  it('say where the policy should be', async () => {
    await changed(
      'scratch.vault-lock.test.json',
      () => '{ "tests": [{ "name": "orphan", "expect": "denied" }] }',
    );
    await shown(scratch, (items) => items[0]?.label === 'orphan');
    await run(scratch);
    const { messages } = await outcome(scratch, 'orphan', 'errored');
    assert.match(textOf(messages[0]?.message), /scratch\.vault-lock\.json, scratch\.json/);
  });

  it('offer what only the policy knows', async () => {
    const editor = await changed(
      'scratch.vault-lock.test.json',
      () => '{ "policy": "seven-years.vault-lock.json", "tests": [{ "expect": "denied", "by": "" }] }',
    );
    const at = editor.document.positionAt(editor.document.getText().indexOf('""') + 1);
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      scratch,
      at,
    );
    const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.ok(labels.includes('keep-every-archive-for-seven-years'), labels.join());
  });

  it('are explained by a page that gives the reasons', async () => {
    await shown(samples, ({ length }) => length === 4);
    await run(samples, explorer.explainProfile);
    const page = await vscode.workspace.openTextDocument(caseExplanationUri(samples));
    assert.match(page.getText(), /## ✓ Nobody deletes an archive/);
    assert.match(page.getText(), /- ✓ days 0-2556: \*\*denied\*\* \(keep/);
  });

  it('can be written from what a policy does, and hold then', async () => {
    const { document } = await open('one-year.vault-lock.json');
    await command('policy.pinTests', document.uri);
    const pinned = inWorkspace('one-year.vault-lock.test.json');
    await until(
      () =>
        vscode.window.activeTextEditor?.document.uri.toString() === pinned.toString() ? true : undefined,
      'the pinned tests in the editor',
    );
    const items = await shown(pinned, ({ length }) => length > 0);
    await run(pinned);
    for (const { label } of items) assert.equal(explorer.outcomeOf(pinned, label)?.state, 'passed', label);
  });

  it('say which statement was expected to decide, where only that is otherwise', async () => {
    await changed('seven-years.vault-lock.test.json', (text) =>
      text.replace('"by": "keep-every-archive-for-seven-years"', '"by": "somebody-else"'),
    );
    await shown(samples, (items) => items.length > 0);
    await until(async () => {
      await run(samples);
      const { messages } = explorer.outcomeOf(samples, kept) ?? { messages: [] };
      return textOf(messages[0]?.message).startsWith(
        'Expected denied by somebody-else, got it by keep-every-archive-for-seven-years',
      )
        ? true
        : undefined;
    }, 'the statement in the message');
  });

  it('are not overwritten by others: both are shown side by side', async () => {
    const text = '{ "tests": [] } // mine\n';
    const pinned = inWorkspace('one-year.vault-lock.test.json');
    await vscode.workspace.fs.writeFile(pinned, new TextEncoder().encode(text));
    await command('policy.pinTests', inWorkspace('one-year.vault-lock.json'));
    const tab = await until(() => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof vscode.TabInputTextDiff ? input : undefined;
    }, 'the comparison');
    assert.equal(tab.modified.toString(), pinned.toString());
    assert.equal(new TextDecoder().decode(await vscode.workspace.fs.readFile(pinned)), text);
  });
});
