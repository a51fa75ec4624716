/**
 * Writes the rules into the manifest: their names, which the setting `glacierVaultLock.rules` completes and checks, and
 * their titles, which it shows beside them. To be run after a rule was added or got another title; a test says when.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readPolicyLanguage } from './policyLanguage.mjs';
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
  /** @type {readonly { properties: Record<string, { propertyNames?: unknown }> }[]} */
  const groups = manifest.contributes.configuration;
  const setting = groups.flatMap(({ properties }) => properties['glacierVaultLock.rules'] ?? [])[0];
  if (setting === undefined) throw new Error('The manifest has no setting glacierVaultLock.rules.');
  setting.propertyNames = {
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

const listRules = async () => {
  const files = { manifest: path.join(root, 'package.json'), texts: path.join(root, 'package.nls.json') };
  const [manifest, texts, policy] = await Promise.all([
    readFile(files.manifest, 'utf8'),
    readFile(files.texts, 'utf8'),
    readPolicyLanguage(),
  ]);
  const rules = policy.ruleCodes.map((code) => ({ code, title: policy.rules[code].title }));
  const written = withRules(manifest, texts, rules);
  await writeFile(files.manifest, written.manifest);
  await writeFile(files.texts, written.texts);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) void listRules();
