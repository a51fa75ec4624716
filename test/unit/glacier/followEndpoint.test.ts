import assert from 'node:assert/strict';
import { followEndpoint } from '../../../src/glacier/followEndpoint';
import type { GatewayTarget, GlacierGateway } from '../../../src/glacier/gateway';
import { GlacierError } from '../../../src/glacier/glacierError';

const failure = (code: string): GlacierError =>
  new GlacierError({
    code,
    operation: 'InitiateVaultLock',
    message: 'It failed.',
    advice: 'Look.',
    httpStatus: undefined,
    requestId: undefined,
    ambiguous: code !== 'ECONNREFUSED',
    cause: undefined,
  });

/** Gateways that fail with a code as long as their endpoint is among the dead ones; every call is written down. */
function world(code: string): {
  readonly dead: Set<string>;
  readonly calls: string[];
  readonly disposed: string[];
  readonly open: (target: GatewayTarget) => Promise<GlacierGateway>;
} {
  const dead = new Set<string>();
  const calls: string[] = [];
  const disposed: string[] = [];
  const reply = { requestId: undefined, serverTime: undefined, localTime: 0 };
  return {
    dead,
    calls,
    disposed,
    open: (target) => {
      const endpoint = target.endpoint ?? '';
      const answer = <T>(call: string, value: T) => {
        calls.push(`${endpoint} ${call}`);
        return dead.has(endpoint) ? Promise.reject(failure(code)) : Promise.resolve({ ...reply, value });
      };
      return Promise.resolve({
        region: target.region,
        listVaults: () => answer('list', { vaults: [], marker: undefined }),
        describeVault: () => Promise.reject(failure('ResourceNotFoundException')),
        createVault: () => answer('create', { location: undefined }),
        getVaultLock: () => answer('get', { state: 'none' as const }),
        initiateVaultLock: () => answer('initiate', { lockId: 'id' }),
        completeVaultLock: () => answer('complete', undefined),
        abortVaultLock: () => answer('abort', undefined),
        dispose: () => disposed.push(endpoint),
      });
    },
  };
}

const target: GatewayTarget = { region: 'us-west-2', practice: true };

describe('a gateway that follows its endpoint', () => {
  it('asks for the new address when the connection is refused, and sends once more', async () => {
    const { open, dead, calls, disposed } = world('ECONNREFUSED');
    const addresses = ['one', 'two'];
    const gateway = await followEndpoint(open, () => Promise.resolve(addresses.shift() ?? 'none'))(target);
    await gateway.listVaults();
    dead.add('one');
    await gateway.initiateVaultLock('v', '{}');
    await gateway.getVaultLock('v');
    assert.deepEqual(calls, ['one list', 'one initiate', 'two initiate', 'two get']);
    assert.deepEqual(disposed, ['one']);
  });

  it('does not send again after any other failure: Glacier may have acted', async () => {
    for (const code of ['ECONNRESET', 'TimeoutError', 'ServiceUnavailableException']) {
      const { open, dead, calls } = world(code);
      const gateway = await followEndpoint(open, () => Promise.resolve('one'))(target);
      dead.add('one');
      await assert.rejects(gateway.initiateVaultLock('v', '{}'), { code });
      assert.deepEqual(calls, ['one initiate'], code);
    }
  });

  it('says that the connection is refused when it is refused at the new address too', async () => {
    const { open, dead, calls } = world('ECONNREFUSED');
    const gateway = await followEndpoint(open, () => Promise.resolve('one'))(target);
    dead.add('one');
    await assert.rejects(gateway.abortVaultLock('v'), { code: 'ECONNREFUSED' });
    assert.equal(calls.length, 2);
  });

  it('stays closed once it is disposed', async () => {
    const { open, dead, calls } = world('ECONNREFUSED');
    const gateway = await followEndpoint(open, () => Promise.resolve('one'))(target);
    dead.add('one');
    gateway.dispose();
    await assert.rejects(gateway.listVaults(), { code: 'ECONNREFUSED' });
    assert.equal(calls.length, 1);
  });

  it('asks once for the new address when several calls are refused at the same time', async () => {
    const { open, dead, calls, disposed } = world('ECONNREFUSED');
    let asked = 0;
    const gateway = await followEndpoint(open, () => Promise.resolve(asked++ === 0 ? 'one' : 'two'))(target);
    dead.add('one');
    await Promise.all([gateway.listVaults(), gateway.getVaultLock('v'), gateway.getVaultLock('w')]);
    assert.equal(asked, 2);
    assert.deepEqual(calls.slice(3), ['two list', 'two get', 'two get']);
    assert.deepEqual(disposed, ['one']);
  });

  it('lets the calls of the former address end before it is closed', async () => {
    const { open, dead, disposed } = world('ECONNREFUSED');
    let asked = 0;
    let answer = (): void => undefined;
    const slow = new Promise<void>((resolve) => (answer = resolve));
    const gateway = await followEndpoint(
      async (at) => {
        const inner = await open(at);
        return { ...inner, abortVaultLock: (name) => slow.then(() => inner.abortVaultLock(name)) };
      },
      () => Promise.resolve(asked++ === 0 ? 'one' : 'two'),
    )(target);
    const aborting = gateway.abortVaultLock('v');
    dead.add('one');
    await gateway.listVaults();
    assert.deepEqual(disposed, []);
    dead.delete('one');
    answer();
    await aborting;
    assert.deepEqual(disposed, ['one']);
  });
});
