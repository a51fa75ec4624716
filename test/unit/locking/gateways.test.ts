import assert from 'node:assert/strict';
import type { GatewayTarget, GlacierGateway } from '../../../src/glacier/gateway';
import { createGateways, isStill, sameTarget, targetKey, targetOf } from '../../../src/locking/gateways';
import { createGlacierClock } from '../../../src/locking/glacierClock';
import type { Connection } from '../../../src/locking/model';
import { awsConnection, practiceConnection, region } from './support/samples';
import { gate, scriptedGlacier, until, type ScriptedGlacier } from './support/scriptedGlacier';

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
      [{ ...awsConnection, account: '222233334444' }, region],
      [{ ...awsConnection, credentialsDigest: 'another' }, region],
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

  it('opens every way anew when the network has changed, lets answers come, and closes the former with the rest', async () => {
    const before = await gateways.get(awsConnection, region);
    const glacier = opened[0]?.glacier;
    assert.ok(glacier);
    const doors = gate(glacier, () => true);
    const asked = before.listVaults();
    await until(() => doors.held.length === 1);
    gateways.renew();
    await gateways.get(awsConnection, region);
    assert.equal(opened.length, 2);
    doors.open();
    await asked;
    assert.equal(glacier.disposed, false);
    gateways.drop(awsConnection.id);
    await until(() => opened.every((each) => each.glacier.disposed));
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

  it('answers no question of a connection that was dropped meanwhile, and takes none', async () => {
    const gateway = await gateways.get(awsConnection, region);
    const glacier = opened[0]?.glacier;
    assert.ok(glacier);
    glacier.vaults.set('claims', { state: 'none' });
    const doors = gate(glacier, () => true);
    const asked = [gateway.listVaults(), gateway.describeVault('claims'), gateway.getVaultLock('claims')];
    await until(() => doors.held.length === asked.length);
    gateways.drop(awsConnection.id);
    doors.open();
    for (const late of asked) await assert.rejects(late, { code: 'ConnectionClosed' });
    const calls = glacier.calls.length;
    await assert.rejects(gateway.getVaultLock('claims'), { code: 'ConnectionClosed' });
    await assert.rejects(gateway.initiateVaultLock('claims', '{}'), { code: 'ConnectionClosed' });
    await assert.rejects(gateway.completeVaultLock('claims', 'L'), { code: 'ConnectionClosed' });
    await assert.rejects(gateway.abortVaultLock('claims'), { code: 'ConnectionClosed' });
    await assert.rejects(gateway.createVault('other'), { code: 'ConnectionClosed' });
    assert.equal(glacier.calls.length, calls);
    assert.equal((await gateway.callerIdentity()).known, false);
  });

  it('passes on the answer to a change that Glacier had before: it holds the lock ID', async () => {
    const gateway = await gateways.get(awsConnection, region);
    const glacier = opened[0]?.glacier;
    assert.ok(glacier);
    let answer: () => void = () => undefined;
    glacier.gateway.initiateVaultLock = () =>
      new Promise((resolve) => {
        answer = () =>
          resolve({ value: { lockId: 'L-1' }, requestId: 'R', serverTime: undefined, localTime: 0 });
      });
    const sent = gateway.initiateVaultLock('claims', '{}');
    gateways.drop(awsConnection.id);
    answer();
    assert.equal((await sent).value.lockId, 'L-1');
  });

  describe('of connections that change', () => {
    const asA = { ...awsConnection, credentialsDigest: 'A' };
    const asB = { ...awsConnection, credentialsDigest: 'B' };
    let list: readonly Connection[];
    let strict: ReturnType<typeof createGateways>;
    beforeEach(() => {
      list = [asA];
      strict = createGateways(open, clock, (held) => list.find((each) => isStill(held, each)));
    });
    afterEach(() => strict.dispose());

    it('are not opened for what a connection was', async () => {
      await strict.get({ ...asA, name: 'renamed', regions: [] }, region);
      list = [asB];
      await assert.rejects(strict.get(asA, region), { code: 'ConnectionClosed' });
      assert.equal(opened.length, 1);
      await strict.get(asB, region);
      list = [];
      await assert.rejects(strict.get(asB, region), { code: 'ConnectionClosed' }, 'removed');
    });

    it('are not handed out when the connection changes while they open', async () => {
      let finish: () => void = () => undefined;
      opening = () => new Promise((resolve) => (finish = resolve));
      const waiting = strict.get(asA, region);
      list = [asB];
      finish();
      await assert.rejects(waiting, { code: 'ConnectionClosed' });
    });

    it('are opened anew when only then it becomes known what the credentials come to', async () => {
      list = [awsConnection];
      opening = () => Promise.resolve(void (list = [asA]));
      await strict.get(awsConnection, region);
      assert.deepEqual(
        opened.map(({ glacier }) => glacier.disposed),
        [true, false],
      );
      await strict.get(asA, region);
      assert.equal(opened.length, 2);
    });
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
    assert.ok(!same({ account: '222233334444' }));
    assert.ok(!same({ credentialsDigest: 'x' }));
    assert.equal(new Set(['us-east-1', 'eu-west-1'].map((each) => targetKey(awsConnection, each))).size, 2);
    assert.deepEqual(targetOf(practiceConnection, 'x'), {
      region: 'x',
      practice: true,
      endpoint: practiceConnection.endpoint,
    });
    assert.equal(targetOf({ ...awsConnection, account: '222233334444' }, 'x').account, '222233334444');
  });

  it('takes a connection of which nobody knew what its credentials come to as it is now', () => {
    const known = { ...awsConnection, credentialsDigest: 'A' };
    assert.ok(isStill(awsConnection, known));
    assert.ok(isStill(known, known));
    assert.ok(!isStill(known, awsConnection));
    assert.ok(!isStill({ ...awsConnection, profile: 'x' }, known));
  });
});
