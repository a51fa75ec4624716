import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { VaultLockApi } from '../../src/extension';
import { command, extensionApi, until } from './support/host';

/** The tabs that show evidence reports, by their titles. */
function reports(): readonly string[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('Evidence'))
    .map(({ label }) => label);
}

const titled = (label: string): Promise<true> =>
  until(() => (reports().includes(label) ? true : undefined), `the report ${label}`);

describe('the evidence report', () => {
  let api: VaultLockApi;

  before(async () => {
    api = await extensionApi();
    await command('vaults.refresh');
    await api.settled();
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('is shown for a vault of the tree', async () => {
    const locked = api.vaults.find(({ name }) => name === 'finance-records');
    assert.ok(locked);
    await command('report.create', locked.key);
    await titled('Evidence of finance-records');
  });

  it('is shown for all vaults of a region, and of a connection', async () => {
    const [{ connection, region } = assert.fail('no vault')] = api.vaults;
    const count = api.vaults.filter((vault) => vault.connection.id === connection.id).length;
    await command('report.create', { connection, region });
    await titled(`Evidence of ${count} vaults`);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await command('report.create', { connection });
    await titled(`Evidence of ${count} vaults`);
  });
});
