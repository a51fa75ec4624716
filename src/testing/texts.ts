import * as vscode from 'vscode';

/** What a file says now: in its editor, saved or not, else on disk. Undefined where there is no such file. */
export async function textAt(uri: vscode.Uri): Promise<string | undefined> {
  const open = vscode.workspace.textDocuments.find((document) => isSame(document.uri, uri));
  if (open !== undefined) return open.getText();
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    if (error instanceof vscode.FileSystemError && /FileNotFound|FileIsADirectory/.test(error.code))
      return undefined;
    throw error;
  }
}

export function isSame(a: vscode.Uri, b: vscode.Uri): boolean {
  return a.toString() === b.toString();
}

/** The lines of a text, for places in files that are not open. */
export class Places {
  private readonly starts: readonly number[];

  constructor(private readonly text: string) {
    this.starts = [0, ...[...text.matchAll(/\r\n|[\n\r]/g)].map(({ index, 0: end }) => index + end.length)];
  }

  rangeOf({ start, end }: { readonly start: number; readonly end: number }): vscode.Range {
    return new vscode.Range(this.positionAt(start), this.positionAt(end));
  }

  private positionAt(offset: number): vscode.Position {
    const place = Math.min(offset, this.text.length);
    const line = Math.max(
      this.starts.findLastIndex((start) => start <= place),
      0,
    );
    return new vscode.Position(line, place - (this.starts[line] ?? 0));
  }
}
