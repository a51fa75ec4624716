/**
 * Writes the rules into the manifest: their names, which the setting `glacierVaultLock.rules` completes and checks, and
 * their titles, which it shows beside them. To be run after a rule was added or got another title; a test says when.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';
import { root } from './setup/root.mjs';

/**
 * What the manifest and its texts say once the rules are in them.
 * @param {string} manifestText
 * @param {string} textsText
 * @param {readonly { readonly code: string; readonly title: string }[]} rules
 */
export function withRules(manifestText, textsText, rules) {
  const sorted = [...rules].sort((a, b) => (a.code < b.code ? -1 : 1));
  const manifest = JSON.parse(manifestText);
  manifest.contributes.configuration.properties['glacierVaultLock.rules'].propertyNames = {
    enum: sorted.map(({ code }) => code),
    enumDescriptions: sorted.map(({ code }) => `%rule.${code}%`),
    errorMessage: '%setting.rules.unknown%',
  };
  const others = Object.entries(JSON.parse(textsText)).filter(([key]) => !key.startsWith('rule.'));
  const titles = sorted.map(({ code, title }) => [`rule.${code}`, title]);
  return { manifest: print(manifest), texts: print(Object.fromEntries([...others, ...titles])) };
}

/** @param {unknown} value */
const print = (value) => `${JSON.stringify(value, undefined, 2)}\n`;

/** The rules as the source has them now. */
async function readRules() {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['src/policy/index.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    mainFields: ['module', 'main'],
  });
  const [output] = outputFiles;
  if (output === undefined) throw new Error('The policy language was not built.');
  const source = Buffer.from(output.contents).toString('base64');
  /** @type {typeof import('../src/policy')} */
  const policy = await import(`data:text/javascript;base64,${source}`);
  return policy.ruleCodes.map((code) => ({ code, title: policy.rules[code].title }));
}

const listRules = async () => {
  const files = { manifest: path.join(root, 'package.json'), texts: path.join(root, 'package.nls.json') };
  const [manifest, texts, rules] = await Promise.all([
    readFile(files.manifest, 'utf8'),
    readFile(files.texts, 'utf8'),
    readRules(),
  ]);
  const written = withRules(manifest, texts, rules);
  await writeFile(files.manifest, written.manifest);
  await writeFile(files.texts, written.texts);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) void listRules();
