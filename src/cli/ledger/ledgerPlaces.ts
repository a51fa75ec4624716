import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Below the folder of a VS Code: the ledger that the extension keeps there. */
const belowUserData = [
  'User',
  'globalStorage',
  'glacier-vault-lock.glacier-vault-lock',
  'ledger',
  'lock-ledger.jsonl',
];

const products = ['Code', 'Code - Insiders', 'VSCodium', 'Cursor'];
const servers = ['.vscode-server', '.vscode-server-insiders', '.vscodium-server', '.cursor-server'];

/**
 * The ledgers of this user, where VS Code and its relatives keep them unless they were told otherwise (VS Code
 * documentation: "User and workspace settings", "Portable mode").
 */
export function findLedgers(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const portable = env['VSCODE_PORTABLE'];
  return [
    ...(portable === undefined ? [] : [path.join(portable, 'user-data')]),
    ...products.map((name) => path.join(configFolder(env), name)),
    ...servers.map((name) => path.join(os.homedir(), name, 'data')),
  ]
    .map((folder) => path.join(folder, ...belowUserData))
    .filter((file) => existsSync(file));
}

function configFolder(env: Readonly<Record<string, string | undefined>>): string {
  const { platform } = process;
  if (platform === 'win32') return env['APPDATA'] ?? path.join(os.homedir(), 'AppData', 'Roaming');
  if (platform === 'darwin') return path.join(os.homedir(), 'Library', 'Application Support');
  return env['XDG_CONFIG_HOME'] ?? path.join(os.homedir(), '.config');
}
