import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import esbuild, { type Metafile } from 'esbuild';
import ts from 'typescript';
import { options, pageOptions } from '../../tools/build.mjs';
import { rooms, roots } from '../../tools/rooms.mjs';
import { root } from '../../tools/setup/root.mjs';

const source = path.join(root, 'src');
const posix = (file: string): string => file.split(path.sep).join('/');

/** Files of `src`, relative to it. */
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map(posix);

/** What a file of `src` names in its imports: files from the top of the checkout without extension, or packages. */
const importsOf = (file: string): readonly string[] =>
  ts
    .preProcessFile(readFileSync(path.join(source, file), 'utf8'), true, true)
    .importedFiles.map(({ fileName }) =>
      fileName.startsWith('.') ? path.posix.join('src', path.posix.dirname(file), fileName) : fileName,
    );

/** The package's own name and version, which any room may know. */
const manifest = 'package.json';

const roomOf = (file: string): string => file.split('/')[0] ?? '';

/** `node_modules/@a/b/c.js` → `@a/b` */
const packageOf = (input: string): string | undefined =>
  /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1];

describe('the walls between the rooms', () => {
  it('every source belongs to a room of the table or is a composition root', () => {
    const homeless = files.filter((file) => !roots.includes(file) && !(roomOf(file) in rooms));
    assert.deepEqual(homeless, []);
  });

  for (const [room, wall] of Object.entries(rooms)) {
    it(`the room "${room}" imports what it may`, () => {
      const allowed = (imported: string): boolean =>
        imported.startsWith('src/')
          ? [room, ...wall.rooms].includes(imported.split('/')[1] ?? '')
          : imported === manifest || wall.packages.some((pattern) => pattern.test(imported));
      const trespassers = files
        .filter((file) => roomOf(file) === room)
        .flatMap((file) => importsOf(file).map((imported) => ({ file, imported })))
        .filter(({ imported }) => !allowed(imported));
      assert.deepEqual(trespassers, []);
    });
  }

  it('no room is in the table twice over: each knows only rooms that do not know it', () => {
    const reach = (room: string, seen: readonly string[] = []): readonly string[] =>
      (rooms[room]?.rooms ?? []).flatMap((other) =>
        seen.includes(other) ? [other] : [other, ...reach(other, [...seen, other])],
      );
    for (const room of Object.keys(rooms)) assert.ok(!reach(room).includes(room), `${room} reaches itself`);
  });
});

describe('the bundles', () => {
  let metafile: Metafile;

  before(async () => {
    ({ metafile } = await esbuild.build({ ...options, metafile: true, write: false }));
  });

  /** The sources that have a byte in a bundle. */
  const inputsOf = (bundle: string): readonly string[] => {
    const output = metafile.outputs[`dist/${bundle}.js`];
    assert.ok(output, `dist/${bundle}.js is not built`);
    return Object.entries(output.inputs)
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([input]) => input);
  };
  const sdk = /^@(?:aws-sdk|smithy)\//;

  for (const bundle of ['extension', 'localGlacier']) {
    it(`${bundle}.js holds no byte of the AWS SDK`, () => {
      assert.deepEqual(
        inputsOf(bundle).filter((input) => sdk.test(packageOf(input) ?? '')),
        [],
      );
    });
  }

  it('extension.js leaves the commands, the local Glacier and the AWS adapter to their own bundles', () => {
    assert.deepEqual(
      inputsOf('extension').filter((input) =>
        /^src\/(?:localGlacier|glacier\/aws|commands\/(?!index\.ts)|views\/effectView\/(?!viewType\.ts)|views\/reminders\/|webview\/)/.test(
          input,
        ),
      ),
      [],
    );
    const asked = metafile.outputs['dist/extension.js']?.imports.map((each) => each.path) ?? [];
    for (const bundle of [
      './aws.js',
      './localGlacier.js',
      './commands.js',
      './effectView.js',
      './reminders.js',
    ])
      assert.ok(asked.includes(bundle), `${bundle} is never loaded`);
  });

  it('a page in a webview gets nothing but its own room: no policy language, no Node, no VS Code', async () => {
    const pages = await esbuild.build({ ...pageOptions, write: false });
    const strangers = Object.keys(pages.metafile.inputs).filter((input) => !input.startsWith('src/webview/'));
    assert.deepEqual(strangers, []);
    for (const { imports } of Object.values(pages.metafile.outputs)) assert.deepEqual(imports, []);
  });

  it('only the room "glacier" imports the AWS SDK by value', () => {
    const importers = Object.entries(metafile.inputs)
      .filter(([input]) => input.startsWith('src/'))
      .filter(([, { imports }]) => imports.some((each) => sdk.test(packageOf(each.path) ?? '')))
      .map(([input]) => roomOf(input.slice('src/'.length)));
    assert.deepEqual([...new Set(importers)], ['glacier']);
  });

  it('the room "policy" takes nothing from outside but jsonc-parser', () => {
    const taken = Object.entries(metafile.inputs)
      .filter(([input]) => input.startsWith('src/policy/'))
      .flatMap(([, { imports }]) => imports)
      .filter((each) => !each.path.startsWith('src/policy/'))
      .map((each) => (each.external === true ? each.path : packageOf(each.path)));
    assert.deepEqual([...new Set(taken)], ['jsonc-parser']);
  });
});
