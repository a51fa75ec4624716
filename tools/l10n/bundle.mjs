/**
 * `npm run l10n` writes `l10n/bundle.l10n.json`, which a translator turns into `l10n/bundle.l10n.de.json`: every sentence
 * of the sources, as its own key. It is made anew whenever it is wanted, and neither kept nor packed.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../setup/root.mjs';
import { sentences } from './sentences.mjs';

/** @returns {Readonly<Record<string, string>>} Key to English sentence, by the alphabet. */
export function bundle() {
  const texts = [...new Set(sentences().map(({ text }) => text))].sort();
  return Object.fromEntries(texts.map((text) => [text, text]));
}

const write = async () => {
  const texts = bundle();
  const file = path.join(root, 'l10n', 'bundle.l10n.json');
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(texts, undefined, 2)}\n`);
  console.log(`${Object.keys(texts).length} sentences in ${path.relative(root, file)}`);
};

// No `await` out here: tests import this module in a way that knows none.
if (process.argv[1] === fileURLToPath(import.meta.url)) void write();
