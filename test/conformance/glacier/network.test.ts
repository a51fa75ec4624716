import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import path from 'node:path';
import { openGateway } from '../../../src/glacier/aws';
import { GlacierError } from '../../../src/glacier/glacierError';
import type { NetworkSettings } from '../../../src/glacier/network';
import { endDisturbed, startDisturbed } from '../support/disturbedGlacier';
import { ownEnvironment, type OwnEnvironment } from '../support/environment';
import { region } from '../support/sdk';
import { startProxy, type ProxyOptions, type StandInProxy } from '../support/standIns/proxy';
import { startTokenService } from '../support/standIns/tokenService';

const file = (name: string): string => path.join(import.meta.dirname, '../../fixtures/network', name);
const cert = readFileSync(file('server.pem'), 'utf8');
const key = readFileSync(file('key.pem'), 'utf8');

const basic = `Basic ${Buffer.from('ana:secret password').toString('base64')}`;
const named = 'ana:secret%20password@';

describe('the network', function () {
  this.timeout(60_000);
  let env: OwnEnvironment;
  /** Glacier, over HTTPS, with a certificate of an authority that nobody knows. */
  let glacier: { readonly port: number; readonly seen: string[]; close(): void };
  let proxies: StandInProxy[];

  beforeEach(async () => {
    env = await ownEnvironment();
    env.set({ AWS_ACCESS_KEY_ID: 'AKIAANA', AWS_SECRET_ACCESS_KEY: 'secret-of-AKIAANA' });
    glacier = await startSecureGlacier();
    proxies = [];
  });
  afterEach(async () => {
    for (const proxy of proxies) proxy.close();
    glacier.close();
    endDisturbed();
    await env.end();
  });

  const proxy = async (options: Omit<ProxyOptions, 'hosts'> = {}): Promise<StandInProxy> => {
    const started = await startProxy({ hosts: { 'glacier.test:443': glacier.port }, ...options });
    proxies.push(started);
    return started;
  };
  const list = async (endpoint: string, network?: NetworkSettings, profile?: string): Promise<number> => {
    const target = { region, endpoint, practice: false, ...(profile === undefined ? {} : { profile }) };
    const gateway = await openGateway(target, network);
    try {
      return (await gateway.listVaults()).value.vaults.length;
    } finally {
      gateway.dispose();
    }
  };
  const code = async (task: Promise<unknown>): Promise<string> => {
    const error = await task.then(
      () => assert.fail('it is reached'),
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof GlacierError, String(error));
    assert.doesNotMatch(`${error.message} ${error.details.advice}`, /secret/);
    assert.equal(error.details.ambiguous, false);
    return error.code;
  };
  const far = 'https://glacier.test';
  const trusting = (): void => env.set({ AWS_CA_BUNDLE: file('authority.pem') });

  describe('trusts', () => {
    const near = (): string => `https://127.0.0.1:${String(glacier.port)}`;

    it('nobody unknown, and whom AWS_CA_BUNDLE or the profile names', async () => {
      assert.equal(await code(list(near())), 'CertificateNotTrusted');
      trusting();
      assert.equal(await list(near()), 0);
      env.set({ AWS_CA_BUNDLE: '' });
      await mkdir(path.join(env.home, '.aws'));
      await writeFile(
        path.join(env.home, '.aws', 'config'),
        `[profile x]\nca_bundle = ${file('authority.pem')}\naws_access_key_id = AKIAX\naws_secret_access_key = x\n`,
      );
      assert.equal(await list(near(), undefined, 'x'), 0);
    });

    it('nobody where the bundle is missing or holds no certificate', async () => {
      for (const name of ['missing.pem', 'key.pem']) {
        env.set({ AWS_CA_BUNDLE: file(name) });
        assert.equal(await code(list(near())), 'CaBundleUnusable');
      }
      assert.equal(glacier.seen.length, 0);
    });

    it('the same for STS', async () => {
      await mkdir(path.join(env.home, '.aws'));
      await writeFile(
        path.join(env.home, '.aws', 'config'),
        '[profile x]\nrole_arn = arn:aws:iam::111122223333:role/x\ncredential_source = Environment\n',
      );
      env.set({ AWS_ENDPOINT_URL_STS: near(), AWS_MAX_ATTEMPTS: '1' });
      assert.equal(await code(list(far, undefined, 'x')), 'CredentialServiceUnreachable');
      trusting();
      // What is behind is no STS; but it was reached.
      await code(list(far, undefined, 'x'));
      assert.deepEqual(glacier.seen, ['POST /']);
    });
  });

  describe('goes through a proxy', () => {
    beforeEach(trusting);

    it('of the environment, in either spelling', async () => {
      const through = await proxy();
      for (const name of ['HTTPS_PROXY', 'https_proxy']) {
        env.set({ HTTPS_PROXY: '', https_proxy: '', [name]: through.url });
        assert.equal(await list(far), 0);
      }
      env.set({ HTTPS_PROXY: through.url.replace('http://', ''), https_proxy: '' });
      assert.equal(await list(far), 0);
      assert.deepEqual(new Set(through.asked), new Set(['CONNECT glacier.test:443']));
      assert.deepEqual(through.authorizations, [undefined, undefined, undefined]);
      assert.equal(glacier.seen.length, 3);
    });

    it('of the settings, which go before the environment', async () => {
      const through = await proxy();
      env.set({ HTTPS_PROXY: 'http://127.0.0.1:1' });
      assert.equal(await list(far, { proxies: 'here', proxy: through.url }), 0);
      assert.equal(through.asked.length, 1);
    });

    it('with name and password, or with what the settings say', async () => {
      const through = await proxy({ authorization: basic });
      env.set({ HTTPS_PROXY: through.url.replace('//', `//${named}`) });
      assert.equal(await list(far), 0);
      const settings = { proxies: 'here', proxy: through.url, proxyAuthorization: basic } as const;
      assert.equal(await list(far, settings), 0);
      assert.equal(
        await code(list(far, { proxies: 'here', proxy: through.url })),
        'ProxyWantsAuthentication',
      );
      assert.equal(glacier.seen.length, 2);
    });

    it('several requests one after the other over the same connection', async () => {
      const through = await proxy();
      env.set({ HTTPS_PROXY: through.url });
      const gateway = await openGateway({ region, endpoint: far, practice: false });
      await gateway.listVaults();
      await gateway.listVaults();
      gateway.dispose();
      assert.equal(through.asked.length, 1);
      assert.equal(glacier.seen.length, 2);
    });

    it('that is spoken to over TLS, whose own certificate may be waived, but not that of Glacier', async () => {
      const through = await proxy({ tls: { cert, key } });
      assert.equal(await list(far, { proxies: 'here', proxy: through.url }), 0);
      env.set({ AWS_CA_BUNDLE: '' });
      const lax = { proxies: 'here', proxy: through.url, strictProxy: false } as const;
      assert.equal(await code(list(far, { ...lax, strictProxy: true })), 'ProxyUnreachable');
      assert.equal(await code(list(far, lax)), 'CertificateNotTrusted');
      assert.equal(through.asked.length, 2);
      assert.equal(glacier.seen.length, 1);
    });

    it('for plain HTTP in the form that proxies want', async () => {
      const plain = await startDisturbed();
      plain.disturb = () => ({ kind: 'answer', ...emptyList });
      const through = await startProxy({
        hosts: { 'glacier.test:80': Number(new URL(plain.url).port) },
        authorization: basic,
      });
      proxies.push(through);
      env.set({ HTTP_PROXY: through.url.replace('//', `//${named}`) });
      assert.equal(await list('http://glacier.test'), 0);
      assert.deepEqual(through.asked, ['GET http://glacier.test/-/vaults']);
      assert.equal(plain.seen[0]?.headers.host, 'glacier.test');
    });

    it('to assume a role, too', async () => {
      const service = await startTokenService([
        {
          arn: 'arn:aws:iam::111122223333:role/x',
          gives: 'ASIAX',
          trusts: { keys: { accessKeyId: 'AKIAANA', secretAccessKey: 'secret-of-AKIAANA' } },
        },
      ]);
      const through = await startProxy({
        hosts: { 'glacier.test:443': glacier.port, 'sts.test:80': Number(new URL(service.url).port) },
      });
      proxies.push(through);
      await mkdir(path.join(env.home, '.aws'));
      await writeFile(
        path.join(env.home, '.aws', 'config'),
        '[profile x]\nrole_arn = arn:aws:iam::111122223333:role/x\ncredential_source = Environment\n',
      );
      env.set({ AWS_ENDPOINT_URL_STS: 'http://sts.test', HTTPS_PROXY: through.url, HTTP_PROXY: through.url });
      assert.equal(await list(far, undefined, 'x'), 0);
      assert.deepEqual(through.asked, ['POST http://sts.test/', 'CONNECT glacier.test:443']);
    });

    it('and says what the proxy said, or that it is none', async () => {
      const through = await proxy();
      env.set({ HTTPS_PROXY: through.url });
      assert.equal(await code(list('https://other.test')), 'ProxyRefused');
      env.set({ HTTPS_PROXY: 'http://127.0.0.1:1' });
      assert.equal(await code(list(far)), 'ProxyUnreachable');
      env.set({ HTTPS_PROXY: `socks5://${named}127.0.0.1:1` });
      assert.equal(await code(list(far)), 'ProxyUnusable');
    });
  });

  describe('goes directly', () => {
    const direct = (network?: NetworkSettings): Promise<string> =>
      code(list('https://glacier.invalid', network));

    it('to what NO_PROXY or the settings spare, and everywhere where proxies are switched off or led by the host', async () => {
      const through = await proxy();
      env.set({ HTTPS_PROXY: through.url });
      for (const spared of ['glacier.invalid', '.invalid', '*.invalid', 'a.b, glacier.invalid:443', '*']) {
        env.set({ NO_PROXY: spared });
        assert.match(await direct(), /ENOTFOUND|EAI_AGAIN/, spared);
      }
      env.set({ NO_PROXY: 'glacier.invalid:444,acier.invalid' });
      assert.equal(await direct(), 'ProxyRefused');
      env.set({ NO_PROXY: '' });
      assert.match(await direct({ proxies: 'here', noProxy: ['glacier.invalid'] }), /ENOTFOUND|EAI_AGAIN/);
      assert.match(await direct({ proxies: 'nobody', proxy: through.url }), /ENOTFOUND|EAI_AGAIN/);
      assert.match(await direct({ proxies: 'host', proxy: through.url }), /ENOTFOUND|EAI_AGAIN/);
      assert.equal(through.asked.length, 1);
    });

    it('to this machine', async () => {
      trusting();
      env.set({ HTTPS_PROXY: 'http://127.0.0.1:1', HTTP_PROXY: 'http://127.0.0.1:1' });
      assert.equal(await list(`https://127.0.0.1:${String(glacier.port)}`), 0);
    });
  });
});

const emptyList = {
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: '{"Marker":null,"VaultList":[]}',
};

async function startSecureGlacier() {
  const seen: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer({ cert, key }, ({ method, url }, response) => {
    seen.push(`${method ?? ''} ${url ?? ''}`);
    response.writeHead(emptyList.status, emptyList.headers).end(emptyList.body);
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    seen,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
