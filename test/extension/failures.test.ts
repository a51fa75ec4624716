import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { VaultLockApi } from '../../src/extension';
import { command, extensionApi, glacier, until } from './support/host';

const name = 'failures-here';
const vaultPath = `/-/vaults/${name}`;

/** In force from Initiate on: nobody may read the lock any more. */
const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'nobody-reads',
      Effect: 'Deny',
      Principal: '*',
      Action: 'glacier:GetVaultLock',
      Resource: `arn:aws:glacier:us-west-2:111122223333:vaults/${name}`,
    },
  ],
});

describe('failures', () => {
  let api: VaultLockApi;
  let key: string;

  const own = () => api.vaults.find((vault) => vault.name === name);

  before(async () => {
    api = await extensionApi();
    assert.equal((await glacier('PUT', vaultPath)).status, 201);
    assert.equal(
      (await glacier('POST', `${vaultPath}/lock-policy`, JSON.stringify({ Policy: policy }))).status,
      201,
    );
    await command('vaults.refresh');
    ({ key } = await until(
      () => (own()?.lock.known === 'failed' ? own() : undefined),
      'a lock that cannot be read',
    ));
  });
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
  after(async () => {
    await glacier('DELETE', `${vaultPath}/lock-policy`);
    await glacier('DELETE', vaultPath);
    await command('vaults.refresh');
  });

  /** The text that is opened beside nothing else. */
  const opened = async (): Promise<vscode.TextDocument> =>
    await until(() => {
      const document = vscode.window.activeTextEditor?.document;
      return document?.uri.scheme === 'glacier-vault-lock-failure' ? document : undefined;
    }, 'the details');

  it('of a row are told in parts', () => {
    const lock = own()?.lock;
    assert.ok(lock?.known === 'failed');
    const { explanation, requestId } = lock.error.details;
    assert.equal(explanation?.kind, 'deniedByVaultPolicy');
    assert.equal(explanation.outcome, `The lock of vault "${name}" could not be read.`);
    assert.ok(requestId);
  });

  it('of a row open as a text that cannot be changed, with all that is known', async () => {
    const lock = own()?.lock;
    assert.ok(lock?.known === 'failed');
    await command('error.show', key);
    const document = await opened();
    const text = document.getText();
    assert.match(text, /^The vault's own policy denies it\.\nThe lock of vault "failures-here" could not/);
    for (const known of [
      /Operation +GetVaultLock/,
      /Vault +failures-here/,
      /Region +us-west-2/,
      /HTTP status +403/,
      /Code +AccessDeniedException/,
      new RegExp(`Request ID +${lock.error.details.requestId ?? ''}`),
      /Attempts +1/,
      /Raw error\n +AccessDeniedException: .*with an explicit deny in a resource-based policy/,
    ])
      assert.match(text, known);
    assert.equal(vscode.workspace.fs.isWritableFileSystem(document.uri.scheme) ?? false, false);
    // The same once more is the same tab.
    await command('error.show', { key, connection: { id: 'environment' } });
    await until(
      () => (vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).length === 1 ? true : undefined),
      'one tab',
    );
  });

  it('that are over open nothing', async () => {
    await command('error.show', { key: 'gone' });
    await command('error.show', 7);
    assert.equal(vscode.window.activeTextEditor, undefined);
  });

  it('give their request ID to the clipboard, and nothing that is none', async () => {
    await vscode.env.clipboard.writeText('before');
    await command('error.copyRequestId', 'two\nlines');
    assert.equal(await vscode.env.clipboard.readText(), 'before');
    await command('error.copyRequestId', 'R-1');
    assert.equal(await vscode.env.clipboard.readText(), 'R-1');
  });

  it('of the AWS files open these, also where there are none yet', async () => {
    await command('connection.openFile', 'credentials');
    const editor = await until(() => vscode.window.activeTextEditor, 'an editor');
    assert.match(editor.document.uri.path, /\/\.aws\/credentials$/);
  });
});
