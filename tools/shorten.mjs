import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { minify } from 'terser';

/**
 * Shortens what the bundler has made by some more percent; too slow for a build that somebody waits for. The source maps
 * lead to the sources as before.
 * @param {string} folder
 * @param {readonly string[]} bundles Their names, without the ending.
 */
export async function shorten(folder, bundles) {
  for (const name of bundles) {
    const file = path.join(folder, `${name}.js`);
    const [code, map] = await Promise.all([readFile(file, 'utf8'), readFile(`${file}.map`, 'utf8')]);
    const short = await minify(code, {
      compress: { passes: 2, ecma: 2020 },
      mangle: true,
      toplevel: true,
      sourceMap: { content: map, url: `${name}.js.map` },
    });
    await writeFile(file, short.code ?? code);
    await writeFile(`${file}.map`, typeof short.map === 'string' ? short.map : map);
  }
}
