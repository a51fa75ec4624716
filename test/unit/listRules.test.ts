import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ruleCodes, rules } from '../../src/policy';
import { withRules } from '../../tools/listRules.mjs';
import { root } from '../../tools/setup/root.mjs';

const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

describe('the setting for the rules', () => {
  it('lists every rule by name and title in the manifest, and no other', () => {
    const manifest = read('package.json');
    const texts = read('package.nls.json');
    const all = ruleCodes.map((code) => ({ code, title: rules[code].title }));
    const written = withRules(manifest, texts, all);
    const advice = 'The manifest lists other rules than there are. Run: npm run rules';
    assert.deepEqual(JSON.parse(written.manifest), JSON.parse(manifest), advice);
    assert.deepEqual(JSON.parse(written.texts), JSON.parse(texts), advice);
  });
});
