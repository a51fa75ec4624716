import * as vscode from 'vscode';
import { lockWords } from './groupAppearance';
import type { VaultFilter } from './vaultArrangement';

/** What a filter lets through, on one line: `"ledger" · Locked, In progress`. Empty for one that lets all through. */
export function filterWords({ text, locks, drifted }: VaultFilter): string {
  const words = text.trim();
  return [
    ...(words === '' ? [] : [`"${words}"`]),
    ...(locks.length === 0 ? [] : [locks.map(lockWords).join(', ')]),
    ...(drifted ? [vscode.l10n.t('Differs from its file')] : []),
  ].join(' · ');
}
