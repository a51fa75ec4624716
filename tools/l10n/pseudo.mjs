/**
 * A language that nobody speaks, for the tests: every text in marks, with accents on its letters and about a third
 * longer. What stands outside the marks in a window was not translated.
 */
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../setup/root.mjs';
import { bundle } from './bundle.mjs';

/** By the name that Microsoft gave it: a locale for private use. */
export const pseudoLanguage = 'qps-ploc';

export const marks = { open: '⟦', close: '⟧' };

const accents = new Map(
  [...'aeiouyncszAEIOUYNCSZ'].map((letter, index) => [letter, [...'àéîöûýñçšžÀÉÎÖÛÝÑÇŠŽ'][index] ?? letter]),
);

/** Places for values, icons, code, targets of links and names of settings: a translator leaves them as they are. */
const untouched = /\{\d+\}|\$\([\w~-]+\)|`[^`]*`|\]\([^)]*\)|#[\w.]+#|\b(?:https?|command):\S+/g;

/** @param {string} text */
const accented = (text) =>
  [...text]
    .map((letter) => {
      const other = accents.get(letter);
      if (other === undefined) return letter;
      return /[aeiou]/i.test(letter) ? `${other}${other.toLowerCase()}` : other;
    })
    .join('');

/**
 * A line. A link that is a line by itself stays one: VS Code makes buttons of those.
 * @param {string} line
 * @returns {string}
 */
const line = (line) => {
  const link = /^\[([^\]]*)\]\(([^)]*)\)$/.exec(line);
  if (link !== null) return `[${pseudo(link[1] ?? '')}](${link[2] ?? ''})`;
  if (line.trim() === '') return line;
  let text = '';
  let from = 0;
  for (const kept of line.matchAll(untouched)) {
    text += accented(line.slice(from, kept.index)) + kept[0];
    from = kept.index + kept[0].length;
  }
  return `${marks.open}${text}${accented(line.slice(from))}${marks.close}`;
};

/** The text in the pseudo-language. @param {string} text */
export function pseudo(text) {
  return text.split('\n').map(line).join('\n');
}

/**
 * What of a text of the window stands outside the marks, without blanks. Values may be translated, too, so marks nest.
 * @param {string} text
 */
export function outsideMarks(text) {
  let depth = 0;
  let outside = '';
  for (const letter of text) {
    if (letter === marks.open) depth += 1;
    else if (letter === marks.close) depth -= 1;
    else if (depth === 0) outside += letter;
  }
  return outside.trim();
}

/** @param {Readonly<Record<string, string>>} texts */
const inPseudo = (texts) =>
  Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, pseudo(text)]));

/**
 * Puts into `folder` the extension as a person would have it who speaks the pseudo-language.
 * @param {string} folder It must not exist yet.
 */
export async function makePseudoExtension(folder) {
  await mkdir(path.join(folder, 'l10n'), { recursive: true });
  // VS Code tells extensions apart by the places of their files, with links followed.
  for (const name of ['dist', 'media', 'package.json', 'package.nls.json'])
    await cp(path.join(root, name), path.join(folder, name), {
      recursive: true,
      filter: (file) => !/\.map$|meta\.json$|\.png$/.test(file),
    });
  const manifest = JSON.parse(await readFile(path.join(root, 'package.nls.json'), 'utf8'));
  await writeFile(
    path.join(folder, `package.nls.${pseudoLanguage}.json`),
    JSON.stringify(inPseudo(manifest)),
  );
  await writeFile(
    path.join(folder, 'l10n', `bundle.l10n.${pseudoLanguage}.json`),
    JSON.stringify(inPseudo(bundle())),
  );
}
