import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { VaultLockApi } from '../../src/extension';
import { command, extensionApi, glacier, open, until, vaultIn } from './support/host';

const name = 'backups-nightly';
const lockPath = `/-/vaults/${name}/lock-policy`;
const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'keep',
      Effect: 'Deny',
      Principal: '*',
      Action: 'glacier:DeleteArchive',
      Resource: `arn:aws:glacier:us-west-2:111122223333:vaults/${name}`,
      Condition: { NumericLessThan: { 'glacier:ArchiveAgeInDays': '366' } },
    },
  ],
});

const [folder] = vscode.workspace.workspaceFolders ?? [];
assert.ok(folder);
const workspaceSettings = vscode.Uri.joinPath(folder.uri, '.vscode', 'settings.json');

const settings = (): vscode.WorkspaceConfiguration =>
  vscode.workspace.getConfiguration('glacierVaultLock', folder.uri);

type Setting = 'allowComplete' | 'readOnly';

async function switchByUser(setting: Setting, value: boolean | undefined): Promise<void> {
  await settings().update(setting, value, vscode.ConfigurationTarget.Global);
  await until(
    () => (settings().inspect(setting)?.globalValue === value ? true : undefined),
    `${setting} to be ${String(value)}`,
  );
}

describe('what a user has switched off', () => {
  let api: VaultLockApi;

  const stateAtGlacier = async (): Promise<string> => {
    const answer = await glacier('GET', lockPath);
    return answer.status === 404 ? 'none' : ((await answer.json()) as { State: string }).State;
  };

  before(async () => {
    api = await extensionApi();
    assert.equal((await glacier('POST', lockPath, JSON.stringify({ Policy: policy }))).status, 201);
    await command('vaults.refresh');
    await vaultIn(api, name, 'inProgress');
  });

  afterEach(async () => {
    await switchByUser('allowComplete', undefined);
    await switchByUser('readOnly', undefined);
  });

  after(async () => {
    await glacier('DELETE', lockPath);
    await command('vaults.refresh');
    await vscode.workspace.fs.delete(workspaceSettings);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('no workspace switches on again', async () => {
    const text = JSON.stringify({
      'glacierVaultLock.allowComplete': true,
      'glacierVaultLock.readOnly': false,
      'glacierVaultLock.codeLens': false,
    });
    await switchByUser('allowComplete', false);
    await switchByUser('readOnly', true);
    await vscode.workspace.fs.writeFile(workspaceSettings, new TextEncoder().encode(text));
    // The file was read: what it may say has changed.
    await until(
      () => (settings().get<boolean>('codeLens') === false ? true : undefined),
      'the settings of the workspace',
    );
    for (const [setting, value] of [
      ['allowComplete', false],
      ['readOnly', true],
    ] as const) {
      assert.equal(settings().get(setting), value);
      const seen = settings().inspect<boolean>(setting);
      assert.equal(seen?.globalValue, value);
      assert.equal(seen.workspaceValue, undefined);
      assert.equal(seen.workspaceFolderValue, undefined);
      for (const target of [vscode.ConfigurationTarget.Workspace, vscode.ConfigurationTarget.WorkspaceFolder])
        await assert.rejects(async () => {
          await settings().update(setting, !value, target);
        }, /Unable to write/);
    }
    // Were it taken for switched on, this would ask, and never end.
    await command('lock.complete', (await vaultIn(api, name, 'inProgress')).key);
    assert.equal(await stateAtGlacier(), 'InProgress');
  });

  it('is Complete alone, or everything that changes something, and it takes effect at once', async () => {
    const vault = await vaultIn(api, name, 'inProgress');
    await switchByUser('allowComplete', false);
    await command('lock.complete', vault.key);
    assert.equal(await stateAtGlacier(), 'InProgress');
    await switchByUser('allowComplete', undefined);
    await switchByUser('readOnly', true);
    const { document } = await open('seven-years.vault-lock.json');
    for (const [id, ...args] of [
      ['lock.complete', vault.key],
      ['lock.abort', vault.key],
      ['lock.restart', vault.key],
      ['lock.initiate', document.uri, vault.key],
      ['vault.create'],
      ['localGlacier.moveClock'],
    ] as const)
      await command(id, ...args);
    assert.equal(await stateAtGlacier(), 'InProgress');
    // What only looks goes on.
    await command('policy.open', vault.key);
    await until(
      () => (vscode.window.activeTextEditor?.document.uri.scheme === 'glacier-vault-lock' ? true : undefined),
      'the policy in force',
    );
    await switchByUser('readOnly', undefined);
    await command('lock.abort', vault.key);
    await vaultIn(api, name, 'none');
    assert.equal(await stateAtGlacier(), 'none');
  });
});
