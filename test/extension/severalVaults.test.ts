import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { VaultLockApi } from '../../src/extension';
import { command, extensionApi, glacier, vaultIn } from './support/host';

describe('several vaults', () => {
  let api: VaultLockApi;
  /** What a menu hands over when several rows are selected: the row, and all of them. */
  let rows: readonly [{ readonly key: string }, readonly { readonly key: string }[]];

  before(async () => {
    api = await extensionApi();
    await command('vaults.refresh');
    await api.settled();
    const first = await vaultIn(api, 'audit-logs-2024', 'inProgress');
    const second = await vaultIn(api, 'examplevault', 'none');
    rows = [{ key: first.key }, [{ key: first.key }, { key: second.key }]];
  });

  it('are copied one a line', async () => {
    await command('vault.copyName', ...rows);
    assert.equal(await vscode.env.clipboard.readText(), 'audit-logs-2024\nexamplevault');
    await command('vault.copyArn', ...rows);
    const arns = (await vscode.env.clipboard.readText()).split('\n');
    assert.deepEqual(
      arns.map((arn) => arn.split('/').at(-1)),
      ['audit-logs-2024', 'examplevault'],
    );
  });

  it('are read again', async () => {
    await command('vaults.refresh', ...rows);
    await vaultIn(api, 'audit-logs-2024', 'inProgress');
  });

  it('are never completed, and not restarted', async () => {
    const state = async (): Promise<unknown> =>
      (await glacier('GET', '/-/vaults/audit-logs-2024/lock-policy')).json();
    const before = await state();
    for (const id of ['lock.complete', 'lock.restart']) await command(id, ...rows);
    assert.deepEqual(await state(), before);
    assert.equal((await glacier('GET', '/-/vaults/examplevault/lock-policy')).status, 404);
  });
});
