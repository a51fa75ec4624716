/**
 * Builds the four bundles: the extension, and beside it what is loaded only on first use (the AWS SDK, the
 * local Glacier), and the command line. `--watch` rebuilds on change.
 */
import esbuild from 'esbuild';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Bundles that others load lazily: the folder in `src` → the file in `dist`. */
const lazy = new Map([
  ['glacier/aws', 'aws'],
  ['localGlacier', 'localGlacier'],
]);

/**
 * Turns `import('./glacier/aws')` in one bundle into a `require` of the other bundle's file, so that the source
 * stays ordinary typed TypeScript and the SDK stays out of the file that every activation reads.
 * @type {import('esbuild').Plugin}
 */
const lazyBundles = {
  name: 'lazy-bundles',
  setup(build) {
    build.onResolve({ filter: /^\./ }, (args) => {
      if (args.kind !== 'dynamic-import') return undefined;
      const target = path
        .relative(path.join(root, 'src'), path.resolve(args.resolveDir, args.path))
        .split(path.sep)
        .join('/');
      const bundle = lazy.get(target);
      return bundle === undefined ? undefined : { path: `./${bundle}.js`, external: true };
    });
  },
};

/** @type {import('esbuild').BuildOptions} */
export const options = {
  absWorkingDir: root,
  entryPoints: {
    extension: 'src/extension.ts',
    cli: 'src/cli.ts',
    aws: 'src/glacier/aws/index.ts',
    localGlacier: 'src/localGlacier/index.ts',
  },
  outdir: 'dist',
  bundle: true,
  minify: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  // jsonc-parser's `main` cannot be bundled, its `module` can; the SDK shrinks by a third.
  mainFields: ['module', 'main'],
  // A dynamic import of a sibling bundle becomes a plain `require`.
  supported: { 'dynamic-import': false },
  external: ['vscode'],
  plugins: [lazyBundles],
  sourcemap: 'linked',
  metafile: true,
  logLevel: 'warning',
};

/** Builds once and keeps the metafile, which the wall test and the bench read. */
export async function build() {
  const result = await esbuild.build(options);
  await mkdir(path.join(root, 'dist'), { recursive: true });
  await writeFile(path.join(root, 'dist', 'meta.json'), JSON.stringify(result.metafile));
  return result;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--watch')) {
    const context = await esbuild.context({ ...options, logLevel: 'info' });
    await context.watch();
  } else {
    await build();
  }
}
