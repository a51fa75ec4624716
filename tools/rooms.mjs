/**
 * The walls of the house, in one table: which room of `src` may import which other rooms and packages.
 * Read by the linter (while typing) and by the test that walks the bundler's metafile (for good).
 * ARCHITECTURE.md says why the walls stand where they do.
 *
 * @typedef {{ rooms: readonly string[]; packages: readonly RegExp[] }} Room
 */

const vscode = /^vscode$/;
const node = /^node:/;
const jsonc = /^jsonc-parser$/;
const sdk = /^@(aws-sdk|smithy)\//;

/** @type {Readonly<Record<string, Room>>} */
export const rooms = {
  words: { rooms: [], packages: [] },
  policy: { rooms: [], packages: [jsonc] },
  processes: { rooms: [], packages: [node] },
  localGlacier: { rooms: ['policy', 'processes'], packages: [node] },
  cli: { rooms: ['locking', 'localGlacier', 'policy'], packages: [node] },
  glacier: { rooms: ['policy', 'words'], packages: [node, sdk] },
  locking: { rooms: ['glacier', 'policy', 'processes', 'words'], packages: [node] },
  shared: { rooms: ['policy'], packages: [vscode, node] },
  testing: { rooms: ['policy', 'shared'], packages: [vscode] },
  editor: { rooms: ['locking', 'glacier', 'policy', 'shared'], packages: [vscode] },
  webview: { rooms: ['policy'], packages: [] },
  report: { rooms: ['webview', 'locking', 'glacier', 'policy'], packages: [] },
  views: { rooms: ['report', 'webview', 'locking', 'glacier', 'policy', 'shared'], packages: [vscode, node] },
  commands: {
    rooms: [
      ...['views', 'editor', 'testing', 'report', 'locking', 'glacier', 'localGlacier', 'policy'],
      ...['processes', 'shared'],
    ],
    packages: [vscode, node],
  },
};

/** The composition roots see every room. */
export const roots = ['extension.ts', 'cli.ts'];
