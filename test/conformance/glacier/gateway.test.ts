import assert from 'node:assert/strict';
import dns from 'node:dns';
import { openGateway } from '../../../src/glacier/aws';
import type { GatewayTarget, GlacierGateway } from '../../../src/glacier/gateway';
import { GlacierError } from '../../../src/glacier/glacierError';
import {
  endDisturbed,
  glacierFault,
  latch,
  startDisturbed,
  type Answer,
  type DisturbedGlacier,
} from '../support/disturbedGlacier';
import { endTested, startTested, type TestedGlacier } from '../support/localGlacier';
import { arnOf, dayInSeconds, region, retention } from '../support/sdk';

const gateways: GlacierGateway[] = [];

async function open(endpoint: string, more: Partial<GatewayTarget> = {}): Promise<GlacierGateway> {
  const gateway = await openGateway({ region, endpoint, practice: true, ...more });
  gateways.push(gateway);
  return gateway;
}

/** The GlacierError that a call rejects with. */
async function failure(call: Promise<unknown>): Promise<GlacierError> {
  try {
    await call;
  } catch (error) {
    assert.ok(error instanceof GlacierError, String(error));
    return error;
  }
  return assert.fail('The call succeeded.');
}

async function end(): Promise<void> {
  for (const gateway of gateways.splice(0)) gateway.dispose();
  endDisturbed();
  await endTested();
}

describe('the gateway, on a local Glacier', () => {
  afterEach(end);

  let glacier: TestedGlacier;
  let gateway: GlacierGateway;
  beforeEach(async () => {
    glacier = await startTested();
    gateway = await open(glacier.url);
  });

  it('walks through the life of a lock', async () => {
    const made = await gateway.createVault('claims');
    assert.equal(made.value.location, '/111122223333/vaults/claims');
    assert.deepEqual((await gateway.getVaultLock('claims')).value, { state: 'none' });
    const policy = retention('claims', 365);
    const { value, requestId, serverTime, localTime } = await gateway.initiateVaultLock('claims', policy);
    assert.match(value.lockId, /^[A-Za-z0-9_-]{24}$/);
    assert.ok(requestId !== undefined && requestId.length > 0);
    assert.ok(serverTime !== undefined && Math.abs(serverTime - localTime) < 5_000);
    const reading = (await gateway.getVaultLock('claims')).value;
    assert.ok(reading.state === 'inProgress');
    assert.equal(reading.policy, policy);
    assert.equal(reading.expires - reading.created, dayInSeconds * 1_000);
    await gateway.abortVaultLock('claims');
    assert.deepEqual((await gateway.getVaultLock('claims')).value, { state: 'none' });
    const again = await gateway.initiateVaultLock('claims', policy);
    await gateway.completeVaultLock('claims', again.value.lockId);
    const locked = (await gateway.getVaultLock('claims')).value;
    assert.equal(locked.state, 'locked');
  });

  it('tells vaults page by page, with what is not known left out', async () => {
    const names = Array.from({ length: 23 }, (_, index) => `v${String(index).padStart(2, '0')}`);
    for (const name of names) await gateway.createVault(name);
    const seen: string[] = [];
    const sizes: number[] = [];
    let marker: string | undefined;
    do {
      const { value } = await gateway.listVaults(marker === undefined ? {} : { marker });
      seen.push(...value.vaults.map(({ name }) => name));
      sizes.push(value.vaults.length);
      marker = value.marker;
    } while (marker !== undefined);
    assert.deepEqual(seen, names);
    assert.deepEqual(sizes, [10, 10, 3]);
    const { value } = await gateway.describeVault('v07');
    assert.equal(value.arn, arnOf('v07'));
    assert.ok(Math.abs(value.created - Date.now()) < 60_000);
    assert.equal(value.lastInventory, undefined);
  });

  it('reads tags and access policy as they are, and that there are none', async () => {
    await gateway.createVault('claims');
    assert.deepEqual((await gateway.listTagsForVault('claims')).value, {});
    assert.equal((await gateway.getVaultAccessPolicy('claims')).value, undefined);
    const policy = `  ${retention('claims', 365)}`;
    const set = async (method: string, path: string, body: object): Promise<void> => {
      const { status } = await fetch(`${glacier.url}/-/vaults/claims/${path}`, {
        method,
        headers: {
          'x-amz-glacier-version': '2012-06-01',
          Authorization: 'AWS4-HMAC-SHA256 Credential=x/20260101/us-west-2/glacier/aws4_request',
        },
        body: JSON.stringify(body),
      });
      assert.equal(status, 204);
    };
    await set('POST', 'tags?operation=add', { Tags: { LegalHold: 'true', Empty: '' } });
    await set('PUT', 'access-policy', { Policy: policy });
    const tags = await gateway.listTagsForVault('claims');
    assert.deepEqual(tags.value, { LegalHold: 'true', Empty: '' });
    assert.ok(tags.requestId !== undefined && tags.serverTime !== undefined);
    assert.equal((await gateway.getVaultAccessPolicy('claims')).value, policy);
    for (const gone of [gateway.listTagsForVault('gone'), gateway.getVaultAccessPolicy('gone')])
      assert.equal((await failure(gone)).code, 'ResourceNotFoundException');
  });

  it("has Glacier's clock from each reply, also hours away, and goes on signing", async () => {
    await gateway.createVault('claims');
    await glacier.advance(7 * 3_600);
    const { serverTime } = await gateway.getVaultLock('claims');
    assert.ok(serverTime !== undefined && Math.abs(serverTime - Date.now() - 7 * 3_600_000) < 10_000);
    await gateway.initiateVaultLock('claims', retention('claims', 1));
  });

  const refusals: readonly (readonly [
    what: string,
    call: (to: GlacierGateway) => Promise<unknown>,
    code: string,
    status: number,
  ])[] = [
    ['a vault that is not there', (to) => to.describeVault('gone'), 'ResourceNotFoundException', 404],
    [
      'the lock of a vault that is not there',
      (to) => to.getVaultLock('gone'),
      'ResourceNotFoundException',
      404,
    ],
    [
      'a second Initiate',
      (to) => to.initiateVaultLock('running', retention('running', 2)),
      'AccessDeniedException',
      403,
    ],
    [
      'a wrong lock ID',
      (to) => to.completeVaultLock('running', 'w'.repeat(24)),
      'InvalidParameterValueException',
      400,
    ],
    [
      'Complete without a lock',
      (to) => to.completeVaultLock('free', 'w'.repeat(24)),
      'ResourceNotFoundException',
      404,
    ],
    [
      'an unusable policy',
      (to) => to.initiateVaultLock('free', '{"a":1}'),
      'InvalidParameterValueException',
      400,
    ],
    ['Abort of a locked vault', (to) => to.abortVaultLock('locked'), 'AccessDeniedException', 403],
  ];
  for (const [what, call, code, status] of refusals) {
    it(`explains ${what}`, async () => {
      for (const name of ['free', 'running', 'locked']) await gateway.createVault(name);
      await gateway.initiateVaultLock('running', retention('running', 1));
      const { value } = await gateway.initiateVaultLock('locked', retention('locked', 1));
      await gateway.completeVaultLock('locked', value.lockId);
      const error = await failure(call(gateway));
      assert.equal(error.code, code);
      assert.equal(error.details.httpStatus, status);
      assert.ok(error.details.requestId !== undefined);
      assert.equal(error.details.ambiguous, false);
    });
  }
});

describe('the gateway, when things go wrong', () => {
  afterEach(end);

  let glacier: TestedGlacier;
  let way: DisturbedGlacier;
  let gateway: GlacierGateway;
  const lockPath = '/-/vaults/claims/lock-policy';
  beforeEach(async () => {
    glacier = await startTested();
    way = await startDisturbed(glacier.url);
    gateway = await open(way.url);
    await gateway.createVault('claims');
  });

  const lostInitiates: readonly (readonly [string, DisturbedGlacier['disturb'], string])[] = [
    ['its reply is lost', () => ({ kind: 'loseReply' }), 'ECONNRESET'],
    ['the request is lost', () => ({ kind: 'lose' }), 'ECONNRESET'],
    [
      'it is answered 500',
      () => ({ kind: 'replaceReply', ...glacierFault(500, 'ServiceUnavailableException') }),
      'ServiceUnavailableException',
    ],
    [
      'it is answered by the 502 page of a proxy',
      () => ({
        kind: 'answer',
        status: 502,
        body: '<html>Bad gateway</html>',
        headers: { 'content-type': 'text/html' },
      }),
      'ServerError',
    ],
    ['its reply has no lock ID', () => ({ kind: 'replaceReply', status: 201 }), 'MalformedReply'],
  ];
  for (const [what, disturb, code] of lostInitiates) {
    it(`sends Initiate exactly once when ${what}, and says that it is in doubt`, async () => {
      way.disturb = (request, earlier) => (request.path === lockPath ? disturb(request, earlier) : undefined);
      const error = await failure(gateway.initiateVaultLock('claims', retention('claims', 1)));
      assert.equal(error.code, code);
      assert.equal(error.details.ambiguous, true);
      assert.equal(way.count('POST', lockPath), 1);
    });
  }

  it('sends a throttled Initiate once, too, and knows that it was refused', async () => {
    way.disturb = ({ method }) =>
      method === 'POST' ? { kind: 'answer', ...glacierFault(400, 'ThrottlingException') } : undefined;
    const error = await failure(gateway.initiateVaultLock('claims', retention('claims', 1)));
    assert.equal(error.code, 'ThrottlingException');
    assert.equal(error.details.ambiguous, false);
    assert.equal(way.count('POST', lockPath), 1);
  });

  it('uses a fresh connection for Initiate, because a kept one may be dead', async () => {
    await gateway.initiateVaultLock('claims', retention('claims', 1));
    const connections = way.seen.map(({ headers }) => headers.connection);
    assert.equal(connections.at(-1), 'close');
    assert.equal(connections[0], 'keep-alive');
  });

  for (const disturbance of ['lose', 'loseReply'] as const) {
    it(`asks again for reads, Complete and Abort (${disturbance})`, async () => {
      const { value } = await gateway.initiateVaultLock('claims', retention('claims', 1));
      let turn = 0;
      way.disturb = () => (turn++ % 2 === 0 ? { kind: disturbance } : undefined);
      assert.equal((await gateway.getVaultLock('claims')).value.state, 'inProgress');
      await gateway.completeVaultLock('claims', value.lockId);
      assert.equal((await gateway.getVaultLock('claims')).value.state, 'locked');
    });
  }

  it('says that Complete is in doubt when an earlier attempt may have been acted on', async () => {
    const { value } = await gateway.initiateVaultLock('claims', retention('claims', 1));
    way.disturb = (_, earlier) =>
      earlier === 0
        ? { kind: 'loseReply' }
        : { kind: 'answer', ...glacierFault(403, 'ExpiredTokenException') };
    const error = await failure(gateway.completeVaultLock('claims', value.lockId));
    assert.equal(error.code, 'ExpiredTokenException');
    assert.equal(error.details.ambiguous, true);
  });

  it('goes without a time when a reply has no Date', async () => {
    way.disturb = () => ({ kind: 'change', headers: (headers) => ({ ...headers, date: undefined }) });
    const reply = await gateway.getVaultLock('claims');
    assert.equal(reply.serverTime, undefined);
    assert.ok(Math.abs(reply.localTime - Date.now()) < 5_000);
  });

  it('cancels a read, and leaves the gateway usable', async () => {
    const held = latch();
    way.disturb = () => ({ kind: 'hold', until: held.opened });
    const abort = new AbortController();
    const reading = failure(gateway.getVaultLock('claims', { signal: abort.signal }));
    while (way.seen.length < 2) await new Promise(setImmediate);
    abort.abort();
    assert.equal((await reading).code, 'Cancelled');
    held.open();
    way.disturb = () => undefined;
    assert.equal((await gateway.getVaultLock('claims')).value.state, 'none');
  });

  it('ends reads when it is disposed, but lets Initiate bring its lock ID home', async () => {
    const held = latch();
    way.disturb = () => ({ kind: 'hold', until: held.opened });
    const reading = failure(gateway.getVaultLock('claims'));
    const initiating = gateway.initiateVaultLock('claims', retention('claims', 1));
    while (way.seen.length < 3) await new Promise(setImmediate);
    gateway.dispose();
    assert.equal((await reading).code, 'ConnectionClosed');
    held.open();
    assert.match((await initiating).value.lockId, /^[A-Za-z0-9_-]{24}$/);
    assert.equal((await failure(gateway.getVaultLock('claims'))).code, 'ConnectionClosed');
  });

  for (const name of ['', 'a/b', '..', 'a b']) {
    it(`sends nothing for the vault name ${JSON.stringify(name)}`, async () => {
      const before = way.seen.length;
      for (const call of [
        gateway.createVault(name),
        gateway.describeVault(name),
        gateway.getVaultLock(name),
        gateway.initiateVaultLock(name, '{}'),
        gateway.completeVaultLock(name, 'x'.repeat(24)),
        gateway.abortVaultLock(name),
      ]) {
        assert.equal((await failure(call)).code, 'InvalidVaultName');
      }
      assert.equal(way.seen.length, before);
    });
  }

  it('names itself in the user agent', async () => {
    await gateway.listVaults();
    assert.match(way.seen.at(-1)?.headers['user-agent'] ?? '', /app\/glacier-vault-lock/);
  });

  it('sends no empty segment for an endpoint with a trailing slash', async () => {
    const other = await open(`${way.url}/`);
    await other.listVaults();
    assert.equal(way.seen.at(-1)?.path, '/-/vaults');
  });
});

describe('the gateway, on answers that make no sense', () => {
  afterEach(end);

  const lock = {
    Policy: '{}',
    State: 'InProgress',
    CreationDate: '2026-03-01T12:00:00.000Z',
    ExpirationDate: '2026-03-02T12:00:00.000Z',
  };
  const vault = {
    VaultARN: arnOf('claims'),
    VaultName: 'claims',
    CreationDate: '2026-03-01T12:00:00.000Z',
    LastInventoryDate: null,
    NumberOfArchives: null,
    SizeInBytes: null,
  };
  const json = (body: unknown): Answer => ({
    status: 200,
    headers: { 'content-type': 'application/json', 'x-amzn-requestid': 'R-9' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

  const cases: readonly (readonly [
    what: string,
    answer: Answer,
    call: (to: GlacierGateway) => Promise<unknown>,
    isWrong: boolean,
  ])[] = [
    ['a proper lock', json(lock), (to) => to.getVaultLock('claims'), false],
    [
      'a locked one without an end',
      json({ ...lock, State: 'Locked', ExpirationDate: null }),
      (to) => to.getVaultLock('claims'),
      false,
    ],
    ['a state of its own', json({ ...lock, State: 'Unlocked' }), (to) => to.getVaultLock('claims'), true],
    [
      "the state with AWS's typing error",
      json({ ...lock, State: 'InProgess' }),
      (to) => to.getVaultLock('claims'),
      true,
    ],
    ['tags', json({ Tags: {} }), (to) => to.listTagsForVault('claims'), false],
    ['no tags', json({}), (to) => to.listTagsForVault('claims'), true],
    ['tags that are none', json({ Tags: { a: 1 } }), (to) => to.listTagsForVault('claims'), true],
    ['no access policy', json({ Policy: '' }), (to) => to.getVaultAccessPolicy('claims'), true],
    ['no state', json({ ...lock, State: null }), (to) => to.getVaultLock('claims'), true],
    ['no policy', json({ ...lock, Policy: null }), (to) => to.getVaultLock('claims'), true],
    ['no creation date', json({ ...lock, CreationDate: null }), (to) => to.getVaultLock('claims'), true],
    ['no end', json({ ...lock, ExpirationDate: null }), (to) => to.getVaultLock('claims'), true],
    [
      'a date that is none',
      json({ ...lock, CreationDate: 'yesterday' }),
      (to) => to.getVaultLock('claims'),
      true,
    ],
    [
      'a day that is none',
      json({ ...lock, CreationDate: '2026-13-01T12:00:00Z' }),
      (to) => to.getVaultLock('claims'),
      true,
    ],
    ['half a JSON', json('{"Policy":"{'), (to) => to.getVaultLock('claims'), true],
    [
      'a log-in page',
      { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Log in</html>' },
      (to) => to.getVaultLock('claims'),
      true,
    ],
    ['a 404 without a code', { status: 404, body: '' }, (to) => to.getVaultLock('claims'), true],
    ['a proper list', json({ Marker: null, VaultList: [vault] }), (to) => to.listVaults(), false],
    ['no list', json({ Marker: null }), (to) => to.listVaults(), true],
    [
      'a vault without an ARN',
      json({ VaultList: [{ ...vault, VaultARN: null }] }),
      (to) => to.listVaults(),
      true,
    ],
    [
      'an ARN of something else',
      json({ VaultList: [{ ...vault, VaultARN: 'arn:aws:s3:::x' }] }),
      (to) => to.listVaults(),
      true,
    ],
    ['a negative count', json({ ...vault, NumberOfArchives: -1 }), (to) => to.describeVault('claims'), true],
  ];
  for (const [what, answer, call, isWrong] of cases) {
    it(`${what}: ${isWrong ? 'MalformedReply' : 'accepted'}`, async () => {
      const way = await startDisturbed();
      way.disturb = () => ({ kind: 'answer', ...answer });
      const gateway = await open(way.url);
      if (!isWrong) {
        await call(gateway);
        return;
      }
      const error = await failure(call(gateway));
      assert.equal(error.code, 'MalformedReply');
      assert.equal(error.details.ambiguous, false);
    });
  }

  it('keeps the request ID of such an answer', async () => {
    const way = await startDisturbed();
    way.disturb = () => ({ kind: 'answer', ...json({ ...lock, State: 'Unlocked' }) });
    const error = await failure((await open(way.url)).getVaultLock('claims'));
    assert.equal(error.details.requestId, 'R-9');
  });

  it('takes an empty marker for the last page', async () => {
    const way = await startDisturbed();
    way.disturb = () => ({ kind: 'answer', ...json({ Marker: '', VaultList: [] }) });
    assert.equal((await (await open(way.url)).listVaults()).value.marker, undefined);
  });
});

describe('the gateway and the environment', () => {
  afterEach(end);

  const names = [
    'AWS_ENDPOINT_URL_GLACIER',
    'AWS_ENDPOINT_URL',
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_SESSION_TOKEN',
    'AWS_PROFILE',
    'AWS_CONFIG_FILE',
    'AWS_SHARED_CREDENTIALS_FILE',
    'AWS_MAX_ATTEMPTS',
    'AWS_USE_FIPS_ENDPOINT',
    'AWS_EC2_METADATA_DISABLED',
  ];
  const before = new Map(names.map((name) => [name, process.env[name]]));
  const set = (values: Readonly<Record<string, string>>) => Object.assign(process.env, values);
  afterEach(() => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  });

  const empty: Answer = {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ Marker: null, VaultList: [] }),
  };

  it('sends to the endpoint of the connection, whatever the environment says', async () => {
    const here = await startDisturbed();
    const there = await startDisturbed();
    here.disturb = there.disturb = () => ({ kind: 'answer', ...empty });
    set({ AWS_ENDPOINT_URL_GLACIER: there.url, AWS_ENDPOINT_URL: there.url, AWS_USE_FIPS_ENDPOINT: 'true' });
    await (await open(here.url)).listVaults();
    assert.deepEqual([here.seen.length, there.seen.length], [1, 0]);
  });

  it('sends to AWS when the connection has no endpoint, whatever the environment says', async () => {
    const elsewhere = await startDisturbed();
    elsewhere.disturb = () => ({ kind: 'answer', ...empty });
    set({
      AWS_ENDPOINT_URL_GLACIER: elsewhere.url,
      AWS_ENDPOINT_URL: elsewhere.url,
      AWS_ACCESS_KEY_ID: 'AKIAREAL',
      AWS_SECRET_ACCESS_KEY: 'real',
    });
    Reflect.deleteProperty(process.env, 'AWS_PROFILE');
    const asked: string[] = [];
    const { lookup } = dns;
    // No test leaves this machine: every name is unknown here.
    const unknown = (host: string, ...rest: readonly unknown[]) => {
      asked.push(host);
      const answer = rest.at(-1) as (error: Error) => void;
      answer(Object.assign(new Error('unknown'), { code: 'ENOTFOUND', syscall: 'getaddrinfo' }));
    };
    Object.assign(dns, { lookup: unknown });
    try {
      const gateway = await openGateway({ region, practice: false });
      gateways.push(gateway);
      assert.equal((await failure(gateway.listVaults())).code, 'ENOTFOUND');
    } finally {
      Object.assign(dns, { lookup });
    }
    assert.deepEqual([...new Set(asked)], ['glacier.us-west-2.amazonaws.com']);
    assert.equal(elsewhere.seen.length, 0);
  });

  it('sends nobody’s real credentials to a practice endpoint', async () => {
    const way = await startDisturbed();
    way.disturb = () => ({ kind: 'answer', ...empty });
    set({
      AWS_ACCESS_KEY_ID: 'AKIAREAL',
      AWS_SECRET_ACCESS_KEY: 'real',
      AWS_SESSION_TOKEN: 'token',
      AWS_PROFILE: 'x',
    });
    await (await open(way.url)).listVaults();
    const [request] = way.seen;
    assert.match(request?.headers.authorization ?? '', /Credential=PRACTICE\//);
    assert.equal(request?.headers['x-amz-security-token'], undefined);
  });

  it('sends Initiate once, whatever number of attempts the environment asks for', async () => {
    const way = await startDisturbed();
    way.disturb = () => ({ kind: 'lose' });
    set({ AWS_MAX_ATTEMPTS: '5' });
    await failure((await open(way.url)).initiateVaultLock('claims', '{}'));
    assert.equal(way.seen.length, 1);
  });

  it('says of a profile that does not exist that there are no credentials, and asks nobody else', async () => {
    const way = await startDisturbed();
    way.disturb = () => ({ kind: 'answer', ...empty });
    set({
      AWS_CONFIG_FILE: '/nonexistent/config',
      AWS_SHARED_CREDENTIALS_FILE: '/nonexistent/credentials',
      AWS_ACCESS_KEY_ID: 'AKIAREAL',
      AWS_SECRET_ACCESS_KEY: 'real',
    });
    const gateway = await open(way.url, { practice: false, profile: 'missing' });
    const error = await failure(gateway.listVaults());
    assert.equal(error.code, 'CredentialsProviderError');
    assert.match(error.message, /profile "missing"/);
    assert.equal(way.seen.length, 0);
  });

  it('looks credentials up again after Glacier refused them', async () => {
    const way = await startDisturbed();
    set({ AWS_ACCESS_KEY_ID: 'AKIAOLD', AWS_SECRET_ACCESS_KEY: 'old', AWS_EC2_METADATA_DISABLED: 'true' });
    Reflect.deleteProperty(process.env, 'AWS_PROFILE');
    way.disturb = ({ headers }) => ({
      kind: 'answer',
      ...(headers.authorization?.includes('AKIANEW') === true
        ? empty
        : glacierFault(403, 'ExpiredTokenException')),
    });
    const gateway = await open(way.url, { practice: false });
    assert.equal((await failure(gateway.listVaults())).code, 'ExpiredTokenException');
    set({ AWS_ACCESS_KEY_ID: 'AKIANEW', AWS_SECRET_ACCESS_KEY: 'new' });
    assert.deepEqual((await gateway.listVaults()).value.vaults, []);
  });

  it('refuses an endpoint that is no address', async () => {
    for (const endpoint of ['nonsense', 'ftp://host', '']) {
      assert.equal(
        (await failure(openGateway({ region, endpoint, practice: true }))).code,
        'InvalidEndpoint',
      );
    }
  });

  it('says that nothing listens there', async () => {
    const way = await startDisturbed();
    const { url } = way;
    endDisturbed();
    const error = await failure((await open(url)).initiateVaultLock('claims', '{}'));
    assert.equal(error.code, 'ECONNREFUSED');
    assert.equal(error.details.ambiguous, false);
  });
});
