import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { options } from '../../tools/build.mjs';
import { pack } from '../../tools/pack.mjs';
import { openGuard, type Guard } from '../../tools/setup/guard.mjs';
import { relativeLinks } from '../support/links';
import { filesInZip } from '../support/zip';

describe('the package', () => {
  let guard: Guard;
  let vsix: string;
  let files: ReadonlyMap<string, Buffer>;

  before(async function () {
    // It is compressed as far as it goes.
    this.timeout(180_000);
    guard = openGuard();
    vsix = path.join(await guard.folder('vl-package-'), 'extension.vsix');
    await pack(guard, vsix);
    files = await filesInZip(vsix);
  });

  after(() => guard.close());

  it('holds these files and no others', () => {
    const bundles = Object.keys(options.entryPoints).map((name) => `extension/dist/${name}.js`);
    assert.deepEqual(
      [...files.keys()].sort(),
      [
        '[Content_Types].xml',
        'extension.vsixmanifest',
        'extension/LICENSE.txt',
        'extension/changelog.md',
        ...bundles,
        'extension/dist/rulePages.json',
        'extension/dist/thirdPartyNotices.txt',
        'extension/dist/webview/effect.css',
        'extension/dist/webview/effect.js',
        'extension/dist/webview/report.css',
        'extension/media/activity.svg',
        'extension/media/icon.png',
        'extension/media/schemas/vault-lock-evidence.schema.json',
        'extension/media/schemas/vault-lock-policy.schema.json',
        'extension/media/schemas/vault-lock-policy.strict.schema.json',
        'extension/media/schemas/vault-lock-test.schema.json',
        'extension/media/screenshots/overview.png',
        ...['connect', 'effect', 'lock', 'rehearse', 'write'].map(
          (name) => `extension/media/walkthrough/${name}.svg`,
        ),
        'extension/package.json',
        'extension/package.nls.json',
        'extension/readme.md',
      ].sort(),
    );
  });

  it('is at most 500 KB', async () => {
    assert.ok((await stat(vsix)).size <= 500 * 1024);
  });

  it('has no link and no picture that leads to nothing', () => {
    const there = (target: string) =>
      files.has(target) || [...files.keys()].some((name) => name.startsWith(`${target.replace(/\/$/, '')}/`));
    const pages = [...files].filter(([name]) => name.endsWith('.md'));
    const broken = pages.flatMap(([name, content]) =>
      relativeLinks(content.toString('utf8'), name)
        .filter((target) => !there(target))
        .map((target) => `${name}: ${target}`),
    );
    assert.deepEqual(broken, []);
  });

  it('shows in its README the picture, and nothing that only a clone can do', () => {
    const readme = files.get('extension/readme.md')?.toString('utf8') ?? '';
    assert.ok(
      relativeLinks(readme, 'extension/readme.md').includes('extension/media/screenshots/overview.png'),
    );
    assert.match(readme, /^# Glacier Vault Lock\n/);
    assert.match(readme, /What a vault lock means/);
    assert.doesNotMatch(readme, /\bnpm\b|\bin a clone\b|<!--/);
  });
});
