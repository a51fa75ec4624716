import * as vscode from 'vscode';
import type { Vault } from '../locking/model';
import type { Preflight } from '../locking/preflight';
import type { Services } from './services';

/** More than this nobody reads in a dialog; the editor shows all. */
const mostLines = 4;

/** Fewer of what follows from what was said already. */
const mostChanges = 2;

/** What a policy does, what it changes at once, and what the rules warn of, as lines of a confirmation. */
export function policyInWords({ statements, changes, warnings }: Preflight): readonly string[] {
  const { l10n } = vscode;
  return [
    '',
    l10n.t('The policy:'),
    ...bullets(statements),
    ...(changes.length === 0 ? [] : ['', l10n.t('What changes at once:'), ...bullets(changes, mostChanges)]),
    ...(warnings.length === 0 ? [] : ['', l10n.t('Warnings:'), ...bullets(warnings)]),
  ];
}

/**
 * A line about the file that a vault is kept in, where the policy in force is what counts and the file is not: empty
 * where there is no such file.
 */
export async function aboutFile(services: Services, vault: Vault): Promise<readonly string[]> {
  const drift = await services.drift.settled(vault);
  if (drift?.kind !== 'compared') return [];
  const name = vscode.workspace.asRelativePath(vscode.Uri.parse(drift.file, true));
  switch (drift.agreement) {
    case 'same':
      return ['', vscode.l10n.t('{0} in this workspace means the same.', name)];
    case 'sameEffect':
      return ['', vscode.l10n.t('{0} in this workspace has the same effect, in other words.', name)];
    case 'differs':
    case 'unreadable':
      return [
        '',
        vscode.l10n.t('Mind: {0} in this workspace is different. What counts is the policy in force.', name),
      ];
  }
}

/** A list, cut where it gets long, with a word about what is left out. */
export function bullets(lines: readonly string[], most = mostLines): readonly string[] {
  const shown = lines.slice(0, most).map((line) => `• ${line}`);
  const left = lines.length - shown.length;
  return left === 0 ? shown : [...shown, vscode.l10n.t('and {0} more', left)];
}
