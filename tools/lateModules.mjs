import path from 'node:path';
import { root } from './setup/root.mjs';

/**
 * Modules that are imported like any other and lie in files of their own all the same, each of which is read when
 * something of it is first used: the file in `dist` → its modules in `src`. A window without a policy never reads the
 * policy language, one without a failure never reads what is said of failures; and no two bundles carry a copy.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const late = {
  policy: ['policy/index'],
  // The language of the window, one for all bundles.
  words: ['words/index'],
  failures: ['glacier/errorTexts', 'glacier/explainError', 'glacier/failureLine', 'locking/lockProblems'],
  ledger: [
    'locking/ledger/ledgerChain',
    'locking/ledger/ledgerEntry',
    'locking/ledger/ledgerText',
    'locking/ledger/linesOf',
    'locking/ledger/lockOrigin',
    'locking/ledger/readLedger',
    'locking/ledger/recentEntries',
    'locking/ledger/verifyLedger',
  ],
  vaultLooks: [
    'views/driftAppearance',
    'views/groupAppearance',
    'views/lockAppearance',
    'views/vaultTreeItems',
    'views/vaultTreeNodes',
  ],
};

/** The files' entries for the bundler. */
export const lateFiles = Object.fromEntries(Object.keys(late).map((file) => [file, `late:${file}`]));

/** Module → its file, and the name it has there; the only module of a file needs none. */
const places = new Map(
  Object.entries(late).flatMap(([file, modules]) =>
    modules.map((module) => [
      module,
      { file, name: modules.length === 1 ? undefined : path.posix.basename(module) },
    ]),
  ),
);

/** @param {string} file */
const entryOf = (file) =>
  (late[file] ?? [])
    .map((module) => ({ module, name: places.get(module)?.name }))
    .map(({ module, name }) => `export *${name === undefined ? '' : ` as ${name}`} from './src/${module}';`)
    .join('\n');

/**
 * An object that looks into the file of a module when it is asked for something. The bundler copies the own properties of
 * what it imports, which would read the file at once, and keeps its prototype.
 * @param {string} module
 */
const standInFor = (module) => {
  const { file, name } = places.get(module) ?? {};
  return `let found;
    const find = () => (found ??= require('./${file}.js')${name === undefined ? '' : `.${name}`});
    module.exports = Object.create(
      new Proxy({}, { get: (_, name) => find()[name] }),
      { __esModule: { value: true } },
    );`;
};

/** @param {string} file A path on this machine → as in the table. */
const inSource = (file) =>
  path.relative(path.join(root, 'src'), file).split(path.sep).join('/').replace(/\.ts$/, '');

/**
 * Gives whoever imports a late module its stand-in, so that nothing of it may be used while a module is being set up.
 * Modules of one file import each other as ever.
 * @type {import('esbuild').Plugin}
 */
export const lateModules = {
  name: 'late-modules',
  setup(build) {
    build.onResolve({ filter: /^late:/ }, (args) => ({
      path: args.path.slice('late:'.length),
      namespace: 'late-file',
    }));
    build.onLoad({ filter: /.*/, namespace: 'late-file' }, ({ path: file }) => ({
      contents: entryOf(file),
      resolveDir: root,
    }));
    build.onResolve({ filter: /^\.\.?\// }, (args) => {
      if (args.kind !== 'import-statement') return undefined;
      const target = inSource(path.resolve(args.resolveDir, args.path));
      const module = places.has(target) ? target : `${target}/index`;
      const file = places.get(module)?.file;
      if (file === undefined) return undefined;
      const from = args.namespace === 'late-file' ? args.importer : places.get(inSource(args.importer))?.file;
      return from === file ? undefined : { path: module, namespace: 'late' };
    });
    build.onLoad({ filter: /.*/, namespace: 'late' }, ({ path: module }) => ({
      contents: standInFor(module),
    }));
    build.onResolve({ filter: /^\.\/\w+\.js$/, namespace: 'late' }, (args) => ({
      path: args.path,
      external: true,
    }));
  },
};
