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
        getVaultAccessPolicy: () => answer('access policy', undefined),
        listTagsForVault: () => answer('tags', {}),
        initiateVaultLock: () => answer('initiate', { lockId: 'id' }),
        completeVaultLock: () => answer('complete', undefined),
        abortVaultLock: () => answer('abort', undefined),
        callerIdentity: () => Promise.resolve({ known: false as const, why: 'not asked' }),
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

  describe('when nobody can say the address', () => {
    /** Has the shape of a LocalGlacierError, which this room does not know. */
    const damaged = Object.assign(new Error('The state file is damaged.'), {
      code: 'stateFileDamaged',
      advice: 'Move it away.',
    });
    const rows: readonly (readonly [title: string, reason: unknown, told: object])[] = [
      [
        'tells why, and what to do, in the words of whoever knows',
        damaged,
        { code: 'stateFileDamaged', message: 'The state file is damaged.', advice: 'Move it away.' },
      ],
      [
        'has words of its own for a failure without any',
        Object.assign(new Error("ENOENT: no such file, open '/x'"), { code: 'ENOENT' }),
        { code: 'ENOENT', message: 'The local Glacier could not be started, so nothing was sent.' },
      ],
      [
        'has a code for a failure without any',
        'no',
        { code: 'Error', message: 'The local Glacier could not be started, so nothing was sent.' },
      ],
    ];
    for (const [title, reason, told] of rows) {
      const asExpected = (operation: string) => (error: unknown) => {
        assert.ok(error instanceof GlacierError);
        const { details } = error;
        assert.notEqual(details.advice, '');
        const { advice, cause, ...rest } = details;
        const expected = {
          operation,
          ambiguous: false,
          httpStatus: undefined,
          requestId: undefined,
          ...told,
        };
        assert.deepEqual('advice' in told ? { ...rest, advice } : rest, expected);
        assert.equal(error.message, details.message);
        assert.deepEqual([error.cause, cause], [reason, reason]);
        return true;
      };

      it(`${title}, at first`, async () => {
        const { open } = world('ECONNREFUSED');
        await assert.rejects(followEndpoint(open, () => reject(reason))(target), asExpected('ListVaults'));
      });

      it(`${title}, later, for every call that waited`, async () => {
        const { open, dead } = world('ECONNREFUSED');
        let asked = 0;
        const gateway = await followEndpoint(open, () =>
          asked++ === 0 ? Promise.resolve('one') : reject(reason),
        )(target);
        dead.add('one');
        const calls = [gateway.initiateVaultLock('v', '{}'), gateway.getVaultLock('v')];
        const [initiated, read] = await Promise.allSettled(calls);
        assert.ok(initiated?.status === 'rejected' && read?.status === 'rejected');
        asExpected('InitiateVaultLock')(initiated.reason);
        asExpected('GetVaultLock')(read.reason);
        assert.equal(asked, 2);
      });
    }

    it('leaves a GlacierError as it is', async () => {
      const { open } = world('ECONNREFUSED');
      const known = failure('InvalidEndpoint');
      await assert.rejects(followEndpoint(open, () => reject(known))(target), (error) => error === known);
    });
  });
});

/** Rejects with anything, as code does that is not one's own. */
async function reject(reason: unknown): Promise<never> {
  return await new Promise<never>((_resolve, rejects) => {
    (rejects as (reason: unknown) => void)(reason);
  });
}
