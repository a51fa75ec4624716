import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { runTestsAbout } from '../../src/testing/testsAbout';
import { open } from './support/host';

const [folder] = vscode.workspace.workspaceFolders ?? [];
assert.ok(folder);
const at = (name: string): vscode.Uri => vscode.Uri.joinPath(folder.uri, name);
const write = (name: string, text: string): Thenable<void> =>
  vscode.workspace.fs.writeFile(at(name), new TextEncoder().encode(text));

// Files of its own: what other groups leave open about the samples is about them, too.
const policyName = 'tests-about.vault-lock.json';
const policy = at(policyName);
const beside = 'tests-about.vault-lock.test.json';
const named = 'about-it.vault-lock.test.json';
const failing = '{ "action": "DeleteArchive", "age": "0-9999", "expect": "denied" }';

describe('the tests about a policy file', () => {
  let text: string;

  before(async () => {
    const sample = async (name: string): Promise<string> =>
      new TextDecoder().decode(await vscode.workspace.fs.readFile(at(name)));
    text = await sample('seven-years.vault-lock.json');
    await write(policyName, text);
    const tests = await sample('seven-years.vault-lock.test.json');
    await write(beside, tests.replaceAll('seven-years.vault-lock', 'tests-about.vault-lock'));
  });

  after(async () => {
    for (const name of [policyName, beside]) await vscode.workspace.fs.delete(at(name), { useTrash: false });
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.workspace.fs.delete(at(named), { useTrash: false }).then(undefined, () => undefined);
  });

  it('are those beside it and those that name it, run on the given text whatever the file says', async () => {
    const { verdict, passed, files } = await runTestsAbout([policy], text);
    assert.deepEqual([verdict, passed, files.length], ['passed', 4, 1]);
    const shorter = text.replace('2557', '2190');
    assert.notEqual(shorter, text);
    assert.equal((await runTestsAbout([policy], shorter)).verdict, 'failed');
    await write(named, `{ "policy": "${policyName}", "tests": [${failing}] }`);
    const both = await runTestsAbout([policy], text);
    assert.deepEqual([both.verdict, both.passed, both.failed, both.files.length], ['failed', 4, 1, 2]);
    await write(named, `{ "policy": "${policyName}", "tests": [{}] }`);
    assert.equal((await runTestsAbout([policy], text)).verdict, 'unrunnable');
  });

  it('are none for another file and for none', async () => {
    assert.equal((await runTestsAbout([at('legal-hold.vault-lock.json')], text)).verdict, 'none');
    assert.equal((await runTestsAbout([], text)).verdict, 'none');
  });

  it('count as they stand in their editors, saved or not', async () => {
    await write(named, `{ "policy": "legal-hold.vault-lock.json", "tests": [${failing}] }`);
    assert.equal((await runTestsAbout([policy], text)).verdict, 'passed');
    const editor = await open(named);
    const start = editor.document.getText().indexOf('legal-hold');
    const range = new vscode.Range(
      editor.document.positionAt(start),
      editor.document.positionAt(start + 'legal-hold'.length),
    );
    assert.ok(await editor.edit((edit) => edit.replace(range, 'tests-about')));
    assert.equal((await runTestsAbout([policy], text)).verdict, 'failed');
  });
});
