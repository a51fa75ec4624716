import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { options } from '../../tools/build.mjs';
import { pack } from '../../tools/pack.mjs';
import { root } from '../../tools/setup/root.mjs';
import { namesInZip } from '../support/zip';

describe('the package', () => {
  let folder: string;
  let vsix: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'vault-lock-package-'));
    vsix = path.join(folder, 'extension.vsix');
    await pack(vsix);
  });

  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('holds these files and no others', async () => {
    const rulePages = (await readdir(path.join(root, 'media', 'rules'))).map(
      (name) => `extension/media/rules/${name}`,
    );
    const bundles = Object.keys(options.entryPoints).map((name) => `extension/dist/${name}.js`);
    assert.deepEqual(
      [...(await namesInZip(vsix))].sort(),
      [
        '[Content_Types].xml',
        'extension.vsixmanifest',
        'extension/LICENSE.txt',
        'extension/changelog.md',
        ...bundles,
        'extension/media/activity.svg',
        'extension/media/icon.png',
        ...rulePages,
        'extension/package.json',
        'extension/package.nls.json',
        'extension/readme.md',
      ].sort(),
    );
  });

  it('is at most 500 KB', async () => {
    assert.ok((await stat(vsix)).size <= 500 * 1024);
  });
});
