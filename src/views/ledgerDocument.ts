import * as vscode from 'vscode';
import type { LockLedger } from '../locking/api';
import {
  entriesInWords,
  findingInWords,
  headInWords,
  limitOfChain,
  verdictInWords,
} from '../locking/ledger/ledgerText';
import { readLedger } from '../locking/ledger/readLedger';
import { Disposables } from '../shared/disposables';

/** The scheme of the read-only document that shows the lock ledger. */
const ledgerScheme = 'glacier-vault-lock-ledger';

/** The document that shows the lock ledger. */
export const ledgerUri = vscode.Uri.from({ scheme: ledgerScheme, path: '/Lock Ledger.txt' });

/** Shows the lock ledger as text, without lock IDs; an open document follows what is appended. */
export class LedgerDocument implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(new vscode.EventEmitter<vscode.Uri>());
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly filePath: string,
    ledger: Pick<LockLedger, 'onDidChange'>,
  ) {
    this.disposables.add(vscode.workspace.registerTextDocumentContentProvider(ledgerScheme, this));
    this.disposables.add(ledger.onDidChange(() => this.renew()));
  }

  /** The verdict on the chain first, then the entries. */
  async provideTextDocumentContent(): Promise<string> {
    const verification = await readLedger(this.filePath);
    const head = [
      verdictInWords(verification),
      ...verification.findings.map(findingInWords),
      ...headInWords(verification),
      ...(verification.head === undefined ? [] : limitOfChain),
      this.filePath,
    ];
    return `${head.join('\n')}\n\n${entriesInWords(verification.entries)}\n`;
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private renew(): void {
    const isOpen = vscode.workspace.textDocuments.some(({ uri }) => uri.scheme === ledgerScheme);
    if (isOpen) this.changed.fire(ledgerUri);
  }
}
