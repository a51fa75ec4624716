import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { VaultLockApi } from '../../src/extension';
import { startLocalGlacier, type LocalGlacier } from '../../src/localGlacier';
import type { Vault } from '../../src/locking/model';
import { openAccountsFront, type AccountsFront } from './support/accountsFront';
import { command, extensionApi, until } from './support/host';

const accounts = { A: '444455556666', B: '777788889999' } as const;
const keys = { A: 'AKIAWORKINGFORA', B: 'AKIAWORKINGFORB' } as const;

/** Each test goes on where the one before ended: the connection leads to A, then to B, then nowhere. */
describe('a connection whose profile leads to another account by now', () => {
  let api: VaultLockApi;
  let home: string;
  let front: AccountsFront;
  let glaciers: readonly LocalGlacier[] = [];
  const former: Record<string, string | undefined> = {};

  const signInTo = (which: 'A' | 'B') =>
    writeFile(
      path.join(home, 'credentials'),
      `[work]\naws_access_key_id = ${keys[which]}\naws_secret_access_key = secret-of-${which}\n`,
    );
  const own = (): readonly Vault[] => api.vaults.filter(({ connection }) => connection.profile === 'work');
  const ofAccount = (account: string) => own().filter((vault) => vault.account === account);
  const vaultOf = (account: string, name: string) => ofAccount(account).find((vault) => vault.name === name);
  const isRead = (vault: Vault | undefined) => vault?.lock.known === 'read';

  before(async () => {
    api = await extensionApi();
    glaciers = await Promise.all([
      startLocalGlacier({ seed: 'sample', account: accounts.A }),
      startLocalGlacier({ seed: 'sample', account: accounts.B }),
    ]);
    front = await openAccountsFront({ [keys.A]: glaciers[0]?.url ?? '', [keys.B]: glaciers[1]?.url ?? '' });
    home = await mkdtemp(path.join(os.tmpdir(), 'vl-aws-'));
    for (const [name, value] of [
      ['AWS_CONFIG_FILE', path.join(home, 'config')],
      ['AWS_SHARED_CREDENTIALS_FILE', path.join(home, 'credentials')],
      ['AWS_ENDPOINT_URL_STS', front.url],
    ] as const) {
      former[name] = process.env[name];
      process.env[name] = value;
    }
    await writeFile(
      path.join(home, 'config'),
      `[profile work]\nregion = us-west-2\nservices = here\n[services here]\nglacier =\n  endpoint_url = ${front.url}\n`,
    );
    await signInTo('A');
  });

  after(async () => {
    for (const [name, value] of Object.entries(former)) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    const [vault] = own();
    if (vault !== undefined) await command('connection.remove', { connection: { id: vault.connection.id } });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await front.close();
    await Promise.all(glaciers.map((glacier) => glacier.close()));
    await rm(home, { recursive: true, force: true });
  });

  it('is added by the answers that are offered, and shows the vaults of its account', async () => {
    void command('connection.add');
    await until(async () => {
      // Whichever question is open: the profile, its endpoint, its region, its account.
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return own().length > 0 ? true : undefined;
    }, 'the connection');
    await until(() => (isRead(vaultOf(accounts.A, 'finance-records')) ? true : undefined), 'its vaults');
    const [vault] = own();
    assert.equal(vault?.connection.endpoint, front.url);
    assert.deepEqual([...new Set(own().map(({ account }) => account))], [accounts.A]);
    // Who signs is asked beside the vaults, and need not be known before them.
    const isSignerAsked = () => front.requests.some(({ key, line }) => key === keys.A && line === 'POST /');
    await until(() => (isSignerAsked() ? true : undefined), 'the question who signs');
  });

  it('shows nothing of the former account any more, also of what that answers late', async () => {
    const locked = vaultOf(accounts.A, 'finance-records');
    assert.ok(locked);
    await command('policy.open', locked.key);
    const shown = () =>
      vscode.workspace.textDocuments.some(({ uri, isClosed }) => uri.query === locked.key && !isClosed);
    assert.ok(shown());
    const letGo = front.hold(keys.A);
    const refreshing = command('vaults.refresh', { connection: locked.connection });
    await until(() => (front.held > 0 ? true : undefined), 'a request on its way');

    await signInTo('B');
    await until(() => {
      const seen = new Set(own().map(({ account }) => account));
      assert.ok(seen.size < 2, 'never both');
      return seen.has(accounts.B) ? true : undefined;
    }, 'the vaults of the other account');
    letGo();
    await refreshing;
    await api.settled();
    assert.deepEqual(ofAccount(accounts.A), []);
    assert.ok(isRead(vaultOf(accounts.B, 'finance-records')));
    const isOpen = () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .some(({ input }) => input instanceof vscode.TabInputText && input.uri.query === locked.key);
    await until(() => (isOpen() ? undefined : true), 'its policy to be closed');
  });

  it('changes nothing there for whoever still holds one of its vaults', async () => {
    const now = vaultOf(accounts.B, 'audit-logs-2024');
    assert.ok(now?.lock.known === 'read' && now.lock.lock.state === 'inProgress');
    const { created } = now.lock.lock;
    const formerKey = now.key.replace(accounts.B, accounts.A);
    const before = front.requests.length;
    for (const id of ['lock.abort', 'lock.complete', 'lock.restart', 'lockId.enter'])
      await command(id, { key: formerKey, created });
    const since = front.requests.slice(before);
    assert.deepEqual(
      since.filter(({ key, line }) => key === keys.A || !/^(GET|POST \/$)/.test(line)),
      [],
    );
  });

  it('leads nowhere once its profile is gone, and back when it is there again', async () => {
    await writeFile(path.join(home, 'credentials'), '');
    await until(() => (own().length === 0 ? true : undefined), 'all of it to vanish');
    await signInTo('A');
    await until(() => (isRead(vaultOf(accounts.A, 'finance-records')) ? true : undefined), 'its vaults');
    assert.deepEqual(ofAccount(accounts.B), []);
  });
});
