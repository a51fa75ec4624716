/**
 * Whose work the bundles carry, and on what terms: each package, its copyright, and every licence's text once, as those
 * licences ask of whoever passes the work on. Throws for a package whose licence nobody has looked at.
 */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './setup/root.mjs';

/** Licences that let this extension carry the work, if their text and the copyright go with it. */
export const allowedLicences = new Set(['MIT', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', '0BSD']);

/** @typedef {{ name: string; version: string; licence: string; text: string | undefined }} Carried */

/**
 * The packages whose code is in the bundles.
 * @param {import('esbuild').Metafile} metafile
 * @returns {Promise<Carried[]>} By name. A package that ships no licence text has none here.
 */
export async function carriedPackages({ outputs }) {
  /** @type {Map<string, string>} */
  const folders = new Map();
  for (const { inputs } of Object.values(outputs)) {
    for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
      const [folder, name] =
        /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)(?=\/)/.exec(input.replaceAll('\\', '/')) ?? [];
      if (folder !== undefined && name !== undefined && bytesInOutput > 0) folders.set(folder, name);
    }
  }
  const carried = await Promise.all(
    [...folders].map(async ([folder, name]) => {
      const place = path.resolve(root, folder);
      /** @type {{ version: string; license?: string }} */
      const manifest = JSON.parse(await readFile(path.join(place, 'package.json'), 'utf8'));
      const file = (await readdir(place)).find((each) => /^licen[cs]e(?:\.\w+)?$/i.test(each));
      const text = file === undefined ? undefined : await readFile(path.join(place, file), 'utf8');
      return { name, version: manifest.version, licence: manifest.license ?? 'none', text };
    }),
  );
  return carried.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * The notices as one text.
 * @param {readonly Carried[]} carried
 */
export function noticesOf(carried) {
  const unknown = carried.filter(({ licence }) => !allowedLicences.has(licence));
  if (unknown.length > 0) {
    const named = unknown.map(({ name, licence }) => `${name} (${licence})`).join(', ');
    throw new Error(
      `The bundles carry what nobody has looked at the licence of: ${named}. See tools/notices.mjs.`,
    );
  }
  const licences = [...new Set(carried.map(({ licence }) => licence))].sort();
  const parts = licences.map((licence) => {
    const under = carried.filter((each) => each.licence === licence);
    // The longest is whole; some leave out the appendix on how to use the licence.
    const [text] = under.flatMap((each) => each.text ?? []).sort((a, b) => b.length - a.length);
    if (text === undefined) throw new Error(`No package brings the text of its licence ${licence}.`);
    const lines = under.map(({ name, version, text: own }) => {
      const [copyright] =
        /^\s*(Copyright (?:\(c\) )?(?!\[|notice|owner|license)\S.*)$/im.exec(own ?? '') ?? [];
      return `${name} ${version}${copyright === undefined ? '' : `, ${copyright.trim()}`}`;
    });
    return `${lines.join('\n')}\n\n${text.trim()}`;
  });
  const rule = `\n\n${'-'.repeat(80)}\n\n`;
  return `This extension carries work of others, each under the licence that follows it.${rule}${parts.join(rule)}\n`;
}
