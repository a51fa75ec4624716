import path from 'node:path';
import { startProxy } from '../../support/standIns/proxy';
import { call, type ErrorCase } from './errorCase';

/** Lists the vaults of an address that is not on this machine, with these variables. */
async function withVariables(wanted: Readonly<Record<string, string>>): Promise<unknown> {
  const variables = { AWS_ACCESS_KEY_ID: 'AKIAANA', AWS_SECRET_ACCESS_KEY: 'secret', ...wanted };
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  try {
    return await call('ListVaults', { endpoint: 'https://glacier.example', practice: false });
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  }
}

/** By way of a proxy that knows no hosts, and may want a password. */
async function withProxy(authorization?: string): Promise<unknown> {
  const proxy = await startProxy({ hosts: {}, ...(authorization === undefined ? {} : { authorization }) });
  try {
    return await withVariables({ HTTPS_PROXY: proxy.url });
  } finally {
    proxy.close();
  }
}

const one = (
  source: ErrorCase['source'],
  what: string,
  kind: string,
  produce: ErrorCase['produce'],
): ErrorCase => ({
  ...{ source, what, kind, operation: 'ListVaults', produce },
});

/** What keeps requests from getting through a proxy, where it is we who lead them through one. */
export const proxyCases: readonly ErrorCase[] = [
  one('proxy', 'CONNECT: 407', 'proxyAuthentication', async () => await withProxy('Basic secret')),
  one('proxy', 'CONNECT: refused', 'proxyRefused', async () => await withProxy()),
  one('proxy', 'nobody at its address', 'proxyUnreachable', async () => {
    return await withVariables({ HTTPS_PROXY: 'http://127.0.0.1:1' });
  }),
  one('proxy', 'an address of another kind', 'proxyUnusable', async () => {
    return await withVariables({ HTTPS_PROXY: 'socks5://ana:secret@127.0.0.1:1' });
  }),
  one('certificate', 'AWS_CA_BUNDLE without a certificate', 'authoritiesUnusable', async () => {
    const key = path.join(import.meta.dirname, '../../../fixtures/network/key.pem');
    return await withVariables({ AWS_CA_BUNDLE: key });
  }),
];
