import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readAudit } from '../../tools/audit.mjs';
import { allowedLicences, noticesOf } from '../../tools/notices.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const read = async (name: string): Promise<unknown> =>
  JSON.parse(await readFile(path.join(root, name), 'utf8')) as unknown;

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

interface Lock {
  readonly lockfileVersion: number;
  readonly packages: Readonly<
    Record<
      string,
      Partial<Manifest> & {
        readonly version?: string;
        readonly integrity?: string;
        readonly resolved?: string;
        readonly license?: string;
        readonly dev?: boolean;
        readonly hasInstallScript?: boolean;
      }
    >
  >;
}

describe('the dependencies', () => {
  let manifest: Manifest;
  let lock: Lock;
  before(async () => {
    manifest = (await read('package.json')) as Manifest;
    lock = (await read('package-lock.json')) as Lock;
  });

  it('are pinned: one version each, the one that the lock file has', () => {
    const { dependencies, devDependencies } = manifest;
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      // Typings of the oldest VS Code that is supported: its patches only.
      const isExact = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version) || name === '@types/vscode';
      assert.ok(isExact, `${name}: ${version}`);
      const locked = lock.packages[`node_modules/${name}`];
      if (name !== '@types/vscode') assert.equal(locked?.version, version, name);
    }
    const top = lock.packages[''];
    assert.deepEqual([top?.dependencies, top?.devDependencies], [dependencies, devDependencies]);
  });

  it('are only these at run time', () => {
    assert.deepEqual(Object.keys(manifest.dependencies), [
      '@aws-sdk/client-glacier',
      '@aws-sdk/credential-providers',
      '@smithy/core',
      '@smithy/node-http-handler',
      '@smithy/signature-v4',
      'jsonc-parser',
    ]);
  });

  it('are known by their content, not by where they were downloaded from', () => {
    assert.equal(lock.lockfileVersion, 3);
    for (const [name, { integrity, resolved }] of Object.entries(lock.packages)) {
      assert.equal(resolved, undefined, name);
      if (name !== '') assert.match(integrity ?? '', /^sha512-/, name);
    }
  });

  it('run nothing on installation of what the extension carries, and have a licence that allows carrying it', () => {
    for (const [name, { dev, license, hasInstallScript }] of Object.entries(lock.packages)) {
      if (name === '' || dev === true) continue;
      assert.notEqual(hasInstallScript, true, name);
      assert.ok(license !== undefined && allowedLicences.has(license), `${name}: ${String(license)}`);
    }
  });

  it('are told in the notices, each licence once', async () => {
    const notices = await readFile(path.join(root, 'dist', 'thirdPartyNotices.txt'), 'utf8');
    for (const name of Object.keys(manifest.dependencies)) assert.ok(notices.includes(`${name} `), name);
    assert.equal(notices.split('TERMS AND CONDITIONS FOR USE').length, 2);
    assert.match(notices, /jsonc-parser \d+\.\d+\.\d+, Copyright \(c\) Microsoft/);
    assert.match(notices, /Permission is hereby granted, free of charge/);
    assert.doesNotMatch(notices, /node_modules|\/work\//);
  });

  it('stop the build where nobody has looked at a licence', () => {
    const carried = (licence: string, text?: string) => [{ name: 'x', version: '1.0.0', licence, text }];
    assert.throws(() => noticesOf(carried('GPL-3.0', 'text')), /x \(GPL-3\.0\)/);
    assert.throws(() => noticesOf(carried('none', 'text')), /x \(none\)/);
    assert.throws(() => noticesOf(carried('MIT')), /No package brings the text/);
    assert.match(
      noticesOf(carried('MIT', 'Copyright (c) Somebody\n\nDo.')),
      /^x 1\.0\.0, Copyright \(c\) Somebody$/m,
    );
  });
});

describe('the audit of dependencies', () => {
  const audited = (vulnerabilities: object) => readAudit(JSON.stringify({ vulnerabilities }));

  it('is content where nothing is known, and where what is known is moderate', () => {
    assert.deepEqual(audited({}), {
      answered: true,
      weak: false,
      lines: ['No weakness is known of what the extension carries.'],
    });
    assert.equal(audited({ a: { severity: 'moderate', range: '<2' } }).weak, false);
  });

  it('fails on what is high or critical, and names it', () => {
    for (const severity of ['high', 'critical'])
      assert.deepEqual(audited({ a: { severity, range: '<2' } }), {
        answered: true,
        weak: true,
        lines: [`a <2: ${severity}`],
      });
  });

  it('fails nothing where the registry gives no answer, and says so without its address', () => {
    for (const output of [
      '',
      'npm error network',
      '{"message":"405 Method Not Allowed - POST https://registry.example/-/npm/v1/security/advisories/bulk"}',
    ]) {
      const { answered, weak, lines } = readAudit(output);
      assert.equal(answered || weak, false);
      assert.match(lines.join(), /^The registry did not say what is known/);
      assert.doesNotMatch(lines.join(), /https/);
    }
  });
});
