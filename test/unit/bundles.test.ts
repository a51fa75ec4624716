import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import * as glacier from '@aws-sdk/client-glacier';
import * as signin from '@aws-sdk/nested-clients/signin';
import * as sso from '@aws-sdk/nested-clients/sso';
import * as ssoOidc from '@aws-sdk/nested-clients/sso-oidc';
import * as sts from '@aws-sdk/nested-clients/sts';
import { NormalizedSchema } from '@smithy/core/schema';
import type { StaticOperationSchema } from '@smithy/types';
import esbuild, { type Metafile } from 'esbuild';
import { options } from '../../tools/build.mjs';
import { late } from '../../tools/lateModules.mjs';
import { withOrdinaryImports } from '../../tools/sdkModules.mjs';
import { openGuard, type Guard } from '../../tools/setup/guard.mjs';

/**
 * Loads one file after the other, with something in place of VS Code's API that answers everything with itself, and
 * prints which files of ours each of them asked for.
 */
const loader = `
  const anything = new Proxy(class {}, {
    get: (target, name) => (name === 'prototype' ? target.prototype : name === Symbol.toPrimitive ? () => '' : anything),
    apply: () => anything,
    construct: () => ({}),
    getPrototypeOf: () => anything,
  });
  const module = require('node:module');
  const load = module._load;
  let asked = [];
  module._load = (name, ...rest) => {
    if (name.startsWith('./')) asked.push(name);
    return name === 'vscode' ? anything : load(name, ...rest);
  };
  const found = process.argv.slice(1).map((file) => {
    asked = [];
    require(file);
    return asked;
  });
  console.log(JSON.stringify(found));
`;

/** The SDK describes an operation by a tuple that begins so. */
const isOperation = (exported: unknown): exported is StaticOperationSchema =>
  Array.isArray(exported) && exported[0] === 9;

describe('the files of the extension', () => {
  let guard: Guard;
  let folder: string;
  let metafile: Metafile;

  before(async () => {
    guard = openGuard();
    folder = await guard.folder('vl-bundles-');
    ({ metafile } = await esbuild.build({ ...options, outdir: folder, metafile: true, sourcemap: false }));
  });

  after(() => guard.close());

  it('ask for no other file while they are being loaded', async () => {
    // The command line starts at once.
    const names = Object.keys(options.entryPoints).filter((name) => name !== 'cli');
    const files = names.map((name) => path.join(folder, `${name}.js`));
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', loader, ...files]);
    assert.deepEqual(
      JSON.parse(stdout),
      names.map(() => []),
    );
  });

  it('hold what lies in a file of its own there and nowhere else', () => {
    const holders = (module: string): readonly string[] =>
      Object.entries(metafile.outputs)
        .filter(([, { inputs }]) => (inputs[`src/${module}.ts`]?.bytesInOutput ?? 0) > 0)
        .map(([output]) => path.basename(output, '.js'));
    for (const [file, modules] of Object.entries(late))
      for (const module of modules.filter((name) => !name.endsWith('/index')))
        assert.deepEqual(holders(module), [file], module);
  });
});

describe('the imports of the SDK', () => {
  it('become ordinary ones of the names that are used, each line where it was', () => {
    const source = [
      'const f = async () => {',
      '  const { fromA, fromB } = await import("@aws-sdk/a");',
      '  return fromA(fromB);',
      '};',
    ];
    assert.deepEqual(withOrdinaryImports(source.join('\n')).split('\n'), [
      `import { fromA as imported_0_fromA, fromB as imported_0_fromB } from "@aws-sdk/a";${source[0] ?? ''}`,
      '  const fromA = imported_0_fromA, fromB = imported_0_fromB;',
      ...source.slice(2),
    ]);
  });

  it('of what is part of Node stay as they are, and so does what is written otherwise', () => {
    const source = 'const { request } = await import("node:http"); const whole = await import("@aws-sdk/a");';
    assert.equal(withOrdinaryImports(source), source);
  });

  it('all are of the form that is known', async () => {
    const { metafile } = await esbuild.build({ ...options, metafile: true, write: false });
    const held = Object.entries(metafile.outputs['dist/aws.js']?.inputs ?? {})
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([input]) => input);
    const others = held.flatMap((input) =>
      (metafile.inputs[input]?.imports ?? [])
        .filter((each) => each.kind === 'dynamic-import' && !each.path.startsWith('node:'))
        .map((each) => `${input} → ${each.path}`),
    );
    assert.ok(held.length > 100);
    assert.deepEqual(others, []);
  });

  it('bring no operation with a stream of events, for which the codec is left out', async () => {
    const clients: Readonly<Record<string, object>> = {
      '@aws-sdk/client-glacier/dist-es': glacier,
      '@aws-sdk/nested-clients/dist-es/submodules/signin': signin,
      '@aws-sdk/nested-clients/dist-es/submodules/sso': sso,
      '@aws-sdk/nested-clients/dist-es/submodules/sso-oidc': ssoOidc,
      '@aws-sdk/nested-clients/dist-es/submodules/sts': sts,
    };
    const { metafile } = await esbuild.build({ ...options, metafile: true, write: false });
    const described = Object.keys(metafile.outputs['dist/aws.js']?.inputs ?? {}).flatMap(
      (input) => /node_modules\/(.*)\/schemas\/schemas_0\.js$/.exec(input)?.[1] ?? [],
    );
    assert.deepEqual(described.sort(), Object.keys(clients));
    for (const [name, client] of Object.entries(clients)) {
      const operations = Object.values(client).filter(isOperation);
      assert.ok(operations.length > 0, name);
      for (const [, , operation, , input, output] of operations)
        for (const shape of [input, output])
          assert.equal(NormalizedSchema.of(shape).getEventStreamMember(), '', `${name}: ${operation}`);
    }
  });
});
