import { writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { BlockProbe } from '../listing/blockProbe';
import { policyOfSize } from '../policyOfSize.mjs';

/** What the bench wants to know of a window of VS Code; milliseconds. */
interface Told {
  /** What VS Code itself says of our activation. */
  readonly loadCode: number;
  readonly callActivate: number;
  readonly isSdkLoaded: boolean;
  /** From the opening of a policy to its findings; the policy language is loaded for it. */
  readonly firstFindings: number;
  /** With the tree in sight, until all vaults and locks are known. */
  readonly settled: number;
  readonly vaults: number;
  readonly longestBlock: number;
  readonly longestGap: number;
}

interface Api {
  readonly vaults: readonly unknown[];
  settled(): Promise<void>;
}

const id = 'glacier-vault-lock.glacier-vault-lock';

/** Starts the extension in a window of VS Code beside many vaults, looks at them, and writes how long things took. */
export async function run(): Promise<void> {
  const results = process.env['VAULT_LOCK_BENCH_RESULTS'];
  const extension = vscode.extensions.getExtension<Api>(id);
  if (results === undefined || extension === undefined) throw new Error('There is no place for the results.');
  const api = await extension.activate();
  const isSdkLoaded = Object.keys(require.cache).some((file) => file.endsWith('aws.js'));
  const activation = await activationTimes();
  const firstFindings = await findingsOf(policyOfSize(1_000).replace('Deny', 'Denyx'));
  const probe = new BlockProbe();
  const began = performance.now();
  await vscode.commands.executeCommand('glacierVaultLock.vaults.focus');
  await api.settled();
  const settled = performance.now() - began;
  const { longestBlock, longestGap } = probe.end();
  const told: Told = {
    ...{ ...activation, isSdkLoaded, firstFindings, settled },
    ...{ vaults: api.vaults.length, longestBlock, longestGap },
  };
  await writeFile(results, JSON.stringify(told));
}

/** From the page that VS Code shows with "Developer: Startup Performance". */
async function activationTimes(): Promise<Pick<Told, 'loadCode' | 'callActivate'>> {
  await vscode.commands.executeCommand('perfview.show');
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    const pages = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === 'perf');
    // | Extension | Eager | Load Code | Call Activate | Finish Activate | Event | By |
    const row = pages
      .flatMap((page) => page.getText().split('\n'))
      .map((line) => line.split('|').map((cell) => cell.trim()))
      .find((cells) => cells[1]?.toLowerCase() === id);
    if (row !== undefined) return { loadCode: Number(row[3]), callActivate: Number(row[4]) };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('VS Code does not say how long the activation took.');
}

async function findingsOf(content: string): Promise<number> {
  const began = performance.now();
  const document = await vscode.workspace.openTextDocument({ language: 'json', content });
  await vscode.window.showTextDocument(document);
  const end = Date.now() + 60_000;
  while (vscode.languages.getDiagnostics(document.uri).length === 0) {
    if (Date.now() > end) throw new Error('There are no findings.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return performance.now() - began;
}
