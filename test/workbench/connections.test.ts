import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import type { Locator } from 'playwright-core';
import { Gate } from './support/gate';
import { lockOf } from './support/glacierApi';
import { useWorkbench } from './support/useWorkbench';

/** A port of this machine where nothing answers: it was in use a moment ago, and is not any more. */
async function deafPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Each test goes on where the one before ended. */
describe('several connections', () => {
  const workbench = useWorkbench({ gated: true });
  let silent: Gate | undefined;
  /** Where nobody listens, as host and port. */
  let deaf = '';

  before(async () => {
    // The rows of all connections at once: VS Code draws only those that are in sight.
    await workbench().page.setViewportSize({ width: 1280, height: 1600 });
  });

  after(() => silent?.shut());

  const host = (): string => new URL(workbench().gate.url).host;
  /** The row of the Glacier that the environment names. */
  const environment = (): Locator => workbench().row(`Local Glacier (${host()}) us-west-2`);
  /** The row of the Glacier that is built into the extension. */
  const builtIn = (): Locator => workbench().row(/^Local Glacier us-west-2/);

  const failed = (url: string): Locator =>
    workbench().row(new RegExp(`Nothing answers at ${url.replaceAll('.', '\\.')}`));

  async function addEndpoint(url: string): Promise<void> {
    const { quickInput } = workbench();
    await quickInput.runAndPick('Glacier Vault Lock: Add Connection…', 'Another endpoint');
    await quickInput.says(/Where a Glacier API answers/).waitFor();
    await quickInput.enter(url);
    await quickInput.rows('eu-central-1').first().waitFor();
    await quickInput.input.press('Enter');
    await workbench()
      .row(`${new URL(url).host} us-west-2`)
      .waitFor();
  }

  it('stand in the tree under names of their own, each with its account', async () => {
    await workbench().showView();
    await workbench().row('my-vault, no lock').waitFor();
    await workbench().quickInput.run('Glacier Vault Lock: Use the Local Glacier');
    for (const row of [environment(), builtIn()]) {
      await row.filter({ hasText: '111122223333' }).waitFor();
      assert.equal(await row.count(), 1);
    }
    await workbench().row('my-vault, no lock').nth(1).waitFor();
  });

  it('leave the list and come back with Undo', async () => {
    const { notifications } = workbench();
    await workbench().chooseFromMenu(builtIn(), 'Remove Connection…');
    await builtIn().waitFor({ state: 'detached' });
    await workbench().row('my-vault, no lock').waitFor();
    assert.equal(await workbench().row('my-vault, no lock').count(), 1);
    await notifications.press(/Connection Local Glacier removed/, 'Undo');
    await builtIn().filter({ hasText: '111122223333' }).waitFor();
    await workbench().row('my-vault, no lock').nth(1).waitFor();
  });

  it('say which one does not answer, and offer another try and the details', async () => {
    const { page } = workbench();
    const url = `http://127.0.0.1:${await deafPort()}`;
    deaf = new URL(url).host;
    await addEndpoint(url);
    await failed(url).waitFor();
    await failed(url).hover();
    await failed(url).getByRole('button', { name: 'Refresh Vaults' }).waitFor();
    await failed(url).getByRole('button', { name: 'Show Details' }).click();
    await page.getByRole('tab', { name: /^Nothing answers at/ }).waitFor();
    await page.locator('.view-lines', { hasText: 'ECONNREFUSED' }).waitFor();
    assert.equal(await workbench().row('my-vault, no lock').count(), 2);
    await workbench().screenshot('several-connections');
  });

  it('tell of a command that fails in one message, with its details, and of nothing that failed by itself', async () => {
    const { page, quickInput, notifications } = workbench();
    await quickInput.runAndPick('Glacier Vault Lock: Create Vault…', deaf);
    // The list of places has a title that begins alike.
    await quickInput
      .says(/Create a Vault in/)
      .first()
      .waitFor();
    await quickInput.enter('claims');
    await notifications.arrived();
    await notifications.show(/Vault "claims" was not created\. Nothing answers at .*Start the local Glacier/);
    assert.equal((await notifications.all()).length, 1);
    await notifications.press(/Vault "claims" was not created/, 'Details');
    await page.locator('.view-lines', { hasText: 'CreateVault' }).waitFor();
    await workbench().screenshot('failure-details');
    await notifications.clear();
  });

  it('do not wait for one that never answers', async () => {
    const { page, quickInput, dialog } = workbench();
    silent = await Gate.open('http://127.0.0.1:9');
    silent.stall();
    await addEndpoint(silent.url);
    await workbench().row('Listing vaults…').waitFor();
    // Far less than the half minute after which the silent one is given up.
    page.setDefaultTimeout(10_000);
    try {
      await quickInput.open('seven-years.vault-lock.json');
      await quickInput.runAndPick(
        'Glacier Vault Lock: Initiate Vault Lock…',
        new RegExp(`my-vault[^]*${host()}`),
      );
      assert.match(await dialog.text(), new RegExp(`Account 111122223333 · us-west-2 · .*${host()}`));
      await dialog.press('Initiate Lock');
      await workbench()
        .row(/^my-vault, lock in progress, 23 hours/)
        .waitFor();
    } finally {
      page.setDefaultTimeout(30_000);
    }
    assert.equal((await lockOf(workbench().glacierUrl ?? '', 'my-vault')).state, 'InProgress');
    await workbench().row('Listing vaults…').waitFor();
    assert.ok(silent.requests.some((request) => /^GET \/.*\/vaults/.test(request)));
  });

  it('keep their rows while Glacier is down, and go on with one click when it is back', async () => {
    const { gate } = workbench();
    await gate.shut();
    await workbench().chooseFromMenu(environment(), 'Refresh Vaults');
    await failed(gate.url).waitFor();
    await workbench()
      .row(/^my-vault, lock in progress, 23 hours/)
      .waitFor();
    await workbench().row('finance-records, locked for good').nth(1).waitFor();
    await gate.listen();
    await failed(gate.url).click();
    await failed(gate.url).waitFor({ state: 'detached' });
    await workbench().row('finance-records, locked for good').nth(1).waitFor();
  });
});
