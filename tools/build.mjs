/**
 * Builds the bundles: the extension, and beside it what is loaded only on first use (the policy language, the AWS SDK,
 * the local Glacier), and the command line. `--watch` rebuilds on change.
 */
import esbuild from 'esbuild';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { lateFiles, lateModules } from './lateModules.mjs';
import { carriedPackages, noticesOf } from './notices.mjs';
import { sdkModules } from './sdkModules.mjs';
import { shorten } from './shorten.mjs';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Bundles that others load lazily: the module in `src` → the file in `dist`. */
const lazy = new Map([
  ['commands/handlers', 'commands'],
  ['testing/policyTestExplorer', 'testing'],
  ['glacier/aws', 'aws'],
  ['localGlacier', 'localGlacier'],
  ['views/effectView', 'effectView'],
  ['views/evidenceView', 'evidenceView'],
  ['views/reminders', 'reminders'],
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

/** @satisfies {import('esbuild').BuildOptions} */
export const options = {
  absWorkingDir: root,
  entryPoints: {
    extension: 'src/extension.ts',
    commands: 'src/commands/handlers.ts',
    testing: 'src/testing/policyTestExplorer.ts',
    cli: 'src/cli.ts',
    ...lateFiles,
    aws: 'src/glacier/aws/index.ts',
    localGlacier: 'src/localGlacier/index.ts',
    effectView: 'src/views/effectView/index.ts',
    evidenceView: 'src/views/evidenceView/index.ts',
    reminders: 'src/views/reminders/index.ts',
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
  plugins: [lazyBundles, lateModules, sdkModules],
  sourcemap: 'linked',
  metafile: true,
  logLevel: 'warning',
};

/**
 * What runs in webviews: no module of Node's and none of VS Code's.
 * @satisfies {import('esbuild').BuildOptions}
 */
export const pageOptions = {
  absWorkingDir: root,
  entryPoints: [
    { in: 'src/webview/effect/main.ts', out: 'webview/effect' },
    { in: 'src/webview/effect/effect.css', out: 'webview/effect' },
    { in: 'src/webview/report/report.css', out: 'webview/report' },
  ],
  outdir: 'dist',
  bundle: true,
  minify: true,
  format: 'iife',
  platform: 'browser',
  // What the oldest supported VS Code, 1.100, shows its pages with.
  target: 'chrome132',
  metafile: true,
  logLevel: 'warning',
};

/**
 * Puts the pages on the rules into one file: ninety small ones make the package larger than they are. The bundles read it
 * only when somebody asks for a page.
 */
async function writeRulePages() {
  const folder = path.join(root, 'media', 'rules');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md')).sort();
  const pages = await Promise.all(
    names.map(async (name) => [name.slice(0, -3), await readFile(path.join(folder, name), 'utf8')]),
  );
  await writeFile(path.join(root, 'dist', 'rulePages.json'), JSON.stringify(Object.fromEntries(pages)));
}

/**
 * Builds once and keeps the metafile, which the wall test and the bench read.
 * @param {{ smallest?: boolean }} [how] `smallest`: as the package has it, which takes half a minute.
 */
export async function build({ smallest = false } = {}) {
  const [result] = await Promise.all([esbuild.build(options), esbuild.build(pageOptions)]);
  if (smallest) await shorten(path.join(root, options.outdir), Object.keys(options.entryPoints));
  await mkdir(path.join(root, 'dist'), { recursive: true });
  await writeRulePages();
  const notices = noticesOf(await carriedPackages(result.metafile));
  await writeFile(path.join(root, 'dist', 'thirdPartyNotices.txt'), notices);
  await writeFile(path.join(root, 'dist', 'meta.json'), JSON.stringify(result.metafile));
  return result;
}

const watch = async () => {
  await mkdir(path.join(root, 'dist'), { recursive: true });
  await writeRulePages();
  for (const each of [options, pageOptions]) {
    const context = await esbuild.context({ ...each, logLevel: 'info' });
    await context.watch();
  }
};

// No `await` out here: tests import this module in a way that knows none.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  void (process.argv.includes('--watch') ? watch() : build());
}
