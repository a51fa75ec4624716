import assert from 'node:assert/strict';
import type { GatewayTarget, GlacierGateway } from '../../../src/glacier/gateway';
import { createGateways, sameTarget, targetOf } from '../../../src/locking/gateways';
import { createGlacierClock } from '../../../src/locking/glacierClock';
import type { Connection } from '../../../src/locking/model';
import { awsConnection, practiceConnection, region } from './support/samples';
import { scriptedGlacier, until, type ScriptedGlacier } from './support/scriptedGlacier';

describe('Gateways', () => {
  const opened: { readonly target: GatewayTarget; readonly glacier: ScriptedGlacier }[] = [];
  let opening: (target: GatewayTarget) => Promise<void>;
  const clock = createGlacierClock();
  const open = async (target: GatewayTarget): Promise<GlacierGateway> => {
    await opening(target);
    const glacier = scriptedGlacier(target);
    opened.push({ target, glacier });
    return glacier.gateway;
  };
  let gateways: ReturnType<typeof createGateways>;
  beforeEach(() => {
    opened.length = 0;
    opening = () => Promise.resolve();
    gateways = createGateways(open, clock);
  });
  afterEach(() => gateways.dispose());

  it('opens one gateway for each way to Glacier, and keeps it', async () => {
    await Promise.all([gateways.get(awsConnection, region), gateways.get(awsConnection, region)]);
    await gateways.get({ ...awsConnection, name: 'renamed' }, region);
    assert.equal(opened.length, 1);
    const different: readonly (readonly [Connection, string])[] = [
      [awsConnection, 'eu-west-1'],
      [{ ...awsConnection, id: 'other' }, region],
      [{ ...awsConnection, profile: 'other' }, region],
      [{ ...awsConnection, endpoint: 'https://glacier.example' }, region],
      [practiceConnection, region],
    ];
    for (const [connection, inRegion] of different) await gateways.get(connection, inRegion);
    assert.equal(opened.length, 1 + different.length);
    assert.deepEqual(opened[0]?.target, { region, practice: false, profile: 'audit' });
  });

  it('closes all of a connection when it is dropped, and opens anew', async () => {
    await gateways.get(awsConnection, region);
    await gateways.get(awsConnection, 'eu-west-1');
    await gateways.get(practiceConnection, region);
    gateways.drop(awsConnection.id);
    await until(() => opened[0]?.glacier.disposed === true && opened[1]?.glacier.disposed === true);
    assert.equal(opened[2]?.glacier.disposed, false);
    await gateways.get(awsConnection, region);
    assert.equal(opened.length, 4);
  });

  it('never hands out a gateway that was dropped while it was opening', async () => {
    let finish: () => void = () => undefined;
    opening = () => new Promise((resolve) => (finish = resolve));
    const waiting = gateways.get(awsConnection, region);
    gateways.drop(awsConnection.id);
    finish();
    await assert.rejects(waiting, { code: 'ConnectionClosed' });
    await until(() => opened[0]?.glacier.disposed === true);
  });

  it('tries again after a gateway could not be opened', async () => {
    opening = () => Promise.reject(new Error('not now'));
    await assert.rejects(gateways.get(awsConnection, region), /not now/);
    opening = () => Promise.resolve();
    assert.equal((await gateways.get(awsConnection, region)).region, region);
  });

  it('hands out nothing once it is disposed', async () => {
    await gateways.get(awsConnection, region);
    gateways.dispose();
    await until(() => opened[0]?.glacier.disposed === true);
    await assert.rejects(gateways.get(awsConnection, region), { code: 'ConnectionClosed' });
  });

  it("sets the connection's clock with each reply", async () => {
    const glacier = scriptedGlacier();
    const ahead = createGateways(() => Promise.resolve(glacier.gateway), clock);
    glacier.gateway.listVaults = () =>
      Promise.resolve({
        value: { vaults: [], marker: undefined },
        requestId: undefined,
        serverTime: Date.now() + 9 * 3_600_000,
        localTime: Date.now(),
      });
    await (await ahead.get(practiceConnection, region)).listVaults();
    assert.ok(clock.now(practiceConnection.id) - Date.now() > 8 * 3_600_000);
    ahead.dispose();
  });

  it('takes a connection for the same while the way to it is', () => {
    const same = (change: Partial<Connection>) => sameTarget(awsConnection, { ...awsConnection, ...change });
    assert.ok(same({ name: 'x', regions: [] }));
    assert.ok(!same({ profile: 'x' }));
    assert.ok(!same({ endpoint: 'http://x' }));
    assert.ok(!same({ practice: true }));
    assert.ok(!same({ id: 'x' }));
    assert.deepEqual(targetOf(practiceConnection, 'x'), {
      region: 'x',
      practice: true,
      endpoint: practiceConnection.endpoint,
    });
  });
});
