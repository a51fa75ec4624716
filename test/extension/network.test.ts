import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import * as vscode from 'vscode';
import type { openGateway } from '../../src/glacier/aws';
import { GlacierError } from '../../src/glacier/glacierError';
import type { NetworkSettings } from '../../src/glacier/network';
import { networkSettings } from '../../src/shared/networkSettings';
import { startProxy, type StandInProxy } from '../conformance/support/standIns/proxy';
import { until } from './support/host';

/** What VS Code does with the requests of the AWS SDK: it works on Node's modules below them. */
describe("VS Code's network settings", () => {
  let glacier: Server;
  let proxy: StandInProxy;
  const http = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('http');
  const former: Record<string, string | undefined> = {};

  before(async () => {
    for (const [name, value] of [
      ['AWS_ACCESS_KEY_ID', 'AKIAANA'],
      ['AWS_SECRET_ACCESS_KEY', 'secret'],
    ] as const) {
      former[name] = process.env[name];
      process.env[name] = value;
    }
    glacier = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"Marker":null,"VaultList":[]}');
    });
    await new Promise<void>((resolve) => glacier.listen(0, '127.0.0.1', resolve));
    const { port } = glacier.address() as AddressInfo;
    proxy = await startProxy({ hosts: { 'glacier.test:80': port } });
    await set('proxy', proxy.url);
  });
  afterEach(async () => {
    await set('proxySupport', undefined);
    await set('noProxy', undefined);
  });
  after(async () => {
    await set('proxy', undefined);
    proxy.close();
    glacier.close();
    for (const [name, value] of Object.entries(former)) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  });

  const set = async (name: 'proxy' | 'proxySupport' | 'noProxy', value: unknown): Promise<void> => {
    await http().update(name, value, vscode.ConfigurationTarget.Global);
    await until(() => {
      const { globalValue } = http().inspect(name) ?? {};
      return JSON.stringify(globalValue) === JSON.stringify(value) ? true : undefined;
    }, `http.${name} to be set`);
  };
  /** Lists vaults of an address that only the proxy knows, by the extension's own bundle. */
  const list = async (settings: NetworkSettings): Promise<string> => {
    const extension = vscode.extensions.getExtension('glacier-vault-lock.glacier-vault-lock');
    assert.ok(extension);
    const bundle = path.join(extension.extensionPath, 'dist', 'aws.js');
    const aws = createRequire(bundle)(bundle) as { readonly openGateway: typeof openGateway };
    const target = { region: 'us-west-2', endpoint: 'http://glacier.test', practice: false };
    const gateway = await aws.openGateway(target, settings);
    try {
      await gateway.listVaults();
      return 'listed';
    } catch (error) {
      return error instanceof GlacierError ? error.code : String(error);
    } finally {
      gateway.dispose();
    }
  };
  const asked = (): number => proxy.asked.length;

  it('"override" and "fallback" lead requests through the proxy without our doing', async () => {
    for (const support of ['override', 'fallback']) {
      await set('proxySupport', support);
      const { proxies } = networkSettings();
      assert.equal(proxies, 'host');
      const before = asked();
      await until(async () => ((await list({ proxies })) === 'listed' ? true : undefined), support);
      assert.ok(asked() > before);
    }
  });

  it('"on" leaves the SDK to us, and what VS Code spares is spared', async () => {
    await set('proxySupport', 'on');
    assert.equal(networkSettings().proxies, 'here');
    const before = asked();
    assert.match(await list({ proxies: 'host' }), /ENOTFOUND|EAI_AGAIN/);
    assert.equal(asked(), before);
    assert.equal(await list(networkSettings()), 'listed');
    assert.equal(asked(), before + 1);
    await set('noProxy', ['glacier.test']);
    assert.match(await list(networkSettings()), /ENOTFOUND|EAI_AGAIN/);
  });

  it('"off" goes directly', async () => {
    await set('proxySupport', 'off');
    assert.equal(networkSettings().proxies, 'nobody');
    const before = asked();
    assert.match(await list(networkSettings()), /ENOTFOUND|EAI_AGAIN/);
    assert.equal(asked(), before);
  });
});
