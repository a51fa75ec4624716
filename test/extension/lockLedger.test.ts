import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { VaultLockApi } from '../../src/extension';
import { command, extensionApi, glacier, until, vaultIn } from './support/host';

const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'keep',
      Effect: 'Deny',
      Principal: '*',
      Action: 'glacier:DeleteArchive',
      Resource: 'arn:aws:glacier:us-west-2:111122223333:vaults/research-data',
      Condition: { NumericLessThan: { 'glacier:ArchiveAgeInDays': '366' } },
    },
  ],
});

describe('the lock ledger', () => {
  let api: VaultLockApi;

  before(async () => {
    api = await extensionApi();
    await command('vaults.refresh');
    await api.settled();
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('is shown read-only with its verdict, and follows what is done', async () => {
    await command('ledger.show');
    const editor = await until(() => vscode.window.activeTextEditor, 'an editor');
    const { document } = editor;
    assert.equal(document.uri.scheme, 'glacier-vault-lock-ledger');
    const initiated = await glacier(
      'POST',
      '/-/vaults/research-data/lock-policy',
      JSON.stringify({ Policy: policy }),
    );
    assert.equal(initiated.status, 201);
    await command('vaults.refresh');
    const vault = await vaultIn(api, 'research-data', 'inProgress');
    const before = document.getText().split('Abort: accepted by Glacier').length;
    await command('lock.abort', vault.key);
    await vaultIn(api, 'research-data', 'none');
    await until(
      () => document.getText().split('Abort: accepted by Glacier').length > before || undefined,
      'the abort to be shown',
    );
    assert.match(document.getText(), /^The lock ledger is whole: \d+ entr/);
    assert.match(document.getText(), /^Head: [0-9a-f]{64} \(line \d+\)$/m);
  });
});
