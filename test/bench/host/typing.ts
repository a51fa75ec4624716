import { writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { policyOfSize } from '../policyOfSize.mjs';

const keystrokes = 40;

/** Types into policies in a window of VS Code and writes the milliseconds until each keystroke's findings are there. */
export async function run(): Promise<void> {
  const results = process.env['VAULT_LOCK_BENCH_RESULTS'];
  if (results === undefined) throw new Error('There is no place for the results.');
  await vscode.extensions.getExtension('glacier-vault-lock.glacier-vault-lock')?.activate();
  const taken: Record<string, readonly number[]> = {};
  for (const kilobytes of [1, 5, 20])
    taken[`${kilobytes} KB`] = await typeInto(policyOfSize(kilobytes * 1024 - 400));
  await writeFile(results, JSON.stringify(taken));
}

/** Writes a letter into the first Effect and takes it out again: with it there is one finding more. */
async function typeInto(content: string): Promise<readonly number[]> {
  const document = await vscode.workspace.openTextDocument({ language: 'json', content });
  const editor = await vscode.window.showTextDocument(document);
  const at = document.positionAt(content.indexOf('Deny') + 'Deny'.length);
  editor.selection = new vscode.Selection(at, at);
  const slips = (): number =>
    vscode.languages
      .getDiagnostics(document.uri)
      .filter(({ code }) => typeof code === 'object' && code.value === 'invalid-effect').length;
  const times: number[] = [];
  for (let stroke = 0; stroke < keystrokes; stroke += 1) {
    const expected = stroke % 2 === 0 ? 1 : 0;
    const seen = new Promise<void>((resolve, reject) => {
      const tooLong = setTimeout(() => reject(new Error('The findings did not follow the typing.')), 30_000);
      const listening = vscode.languages.onDidChangeDiagnostics(() => {
        if (slips() !== expected) return;
        clearTimeout(tooLong);
        listening.dispose();
        resolve();
      });
    });
    const began = performance.now();
    await (expected === 1
      ? vscode.commands.executeCommand('type', { text: 'x' })
      : vscode.commands.executeCommand('deleteLeft'));
    await seen;
    times.push(performance.now() - began);
  }
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  return times;
}
