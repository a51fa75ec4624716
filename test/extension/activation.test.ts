import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension in VS Code', () => {
  it('activates', async () => {
    const extension = vscode.extensions.getExtension('glacier-vault-lock.glacier-vault-lock');
    assert.ok(extension, 'VS Code knows no such extension');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('runs in the VS Code that the suite was started for', () => {
    assert.match(vscode.version, new RegExp(`^${process.env['VAULT_LOCK_TEST_VERSION'] ?? ''}\\.`));
  });

  it('finds files, for which VS Code needs its ripgrep', async () => {
    const found = await vscode.workspace.findFiles('*.vault-lock.json');
    assert.ok(found.length >= 6, `found ${found.length}`);
  });
});
