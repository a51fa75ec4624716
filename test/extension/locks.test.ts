import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { VaultLockApi } from '../../src/extension';
import { command, extensionApi, glacier, open, until, vaultIn } from './support/host';

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

describe('vaults and their locks', () => {
  let api: VaultLockApi;

  before(async () => {
    api = await extensionApi();
    await command('vaults.refresh');
    await api.settled();
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('are all there, with each of the three states', async () => {
    assert.ok(api.vaults.length > 10, `more than a page: ${api.vaults.length}`);
    await vaultIn(api, 'examplevault', 'none');
    await vaultIn(api, 'audit-logs-2024', 'inProgress');
    await vaultIn(api, 'finance-records', 'locked');
  });

  it('show a lock that was initiated elsewhere as one without a lock ID, and its abort', async () => {
    const initiated = await glacier(
      'POST',
      '/-/vaults/research-data/lock-policy',
      JSON.stringify({ Policy: policy }),
    );
    assert.equal(initiated.status, 201);
    await command('vaults.refresh');
    const vault = await vaultIn(api, 'research-data', 'inProgress');
    assert.ok(vault.lock.known === 'read' && vault.lock.lock.state === 'inProgress');
    assert.deepEqual(vault.lock.lock.lockId, { held: false });
    assert.equal(vault.lock.lock.expires - vault.lock.lock.created, 24 * 3_600_000);

    // From a message about a former lock.
    const created = vault.lock.lock.created - 3_600_000;
    for (const id of ['lock.abort', 'lock.complete', 'lock.restart', 'lockId.enter']) {
      await command(id, { key: vault.key, created });
    }
    assert.equal((await glacier('GET', '/-/vaults/research-data/lock-policy')).status, 200);

    await command('lock.abort', { key: vault.key, created: vault.lock.lock.created });
    await vaultIn(api, 'research-data', 'none');
    assert.equal((await glacier('GET', '/-/vaults/research-data/lock-policy')).status, 404);
  });

  it('open the policy in force, laid out for reading', async () => {
    const vault = await vaultIn(api, 'finance-records', 'locked');
    await command('policy.open', vault.key);
    const editor = await until(() => vscode.window.activeTextEditor, 'an editor');
    assert.equal(editor.document.uri.scheme, 'glacier-vault-lock');
    assert.equal(editor.document.languageId, 'json');
    assert.ok(vault.lock.known === 'read' && vault.lock.lock.state === 'locked');
    assert.deepEqual(JSON.parse(editor.document.getText()), JSON.parse(vault.lock.lock.policy));
    assert.ok(editor.document.lineCount > 5);
  });

  it('compare the policy in force with a file', async () => {
    const vault = await vaultIn(api, 'finance-records', 'locked');
    const { document } = await open('seven-years.vault-lock.json');
    await command('policy.compare', vault.key, document.uri);
    const input = await until(() => {
      const shown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return shown instanceof vscode.TabInputTextDiff ? shown : undefined;
    }, 'a comparison');
    assert.equal(input.original.scheme, 'glacier-vault-lock');
    assert.equal(input.modified.toString(), document.uri.toString());
  });

  it('copy ARN and name', async () => {
    const vault = await vaultIn(api, 'examplevault', 'none');
    await command('vault.copyArn', vault.key);
    assert.equal(
      await vscode.env.clipboard.readText(),
      'arn:aws:glacier:us-west-2:111122223333:vaults/examplevault',
    );
    await command('vault.copyName', vault.key);
    assert.equal(await vscode.env.clipboard.readText(), 'examplevault');
  });

  it('offer in the code lens what is possible with the vault that the policy names', async () => {
    const { document } = await open('one-year.vault-lock.json');
    const titles = await until(async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
        10,
      );
      const found = lenses.flatMap(({ command: action }) => (action === undefined ? [] : [action.title]));
      return found.length > 0 ? found : undefined;
    }, 'code lenses');
    assert.deepEqual(titles, [
      '$(shield) Initiate vault lock on examplevault…',
      '$(book) Explain',
      '$(graph) Effect',
      `${Buffer.byteLength(document.getText())} of 20,480 bytes`,
    ]);
  });
});
