import * as vscode from 'vscode';
import type { Preflight } from '../locking/preflight';

/** More than this nobody reads in a dialog; the editor shows all. */
const mostLines = 4;

/** What a policy does and what the rules warn of, as lines of a confirmation. */
export function policyInWords({ statements, warnings }: Preflight): readonly string[] {
  const { l10n } = vscode;
  return [
    '',
    l10n.t('The policy:'),
    ...bullets(statements),
    ...(warnings.length === 0 ? [] : ['', l10n.t('Warnings:'), ...bullets(warnings)]),
  ];
}

/** A list, cut where it gets long, with a word about what is left out. */
export function bullets(lines: readonly string[]): readonly string[] {
  const shown = lines.slice(0, mostLines).map((line) => `• ${line}`);
  const left = lines.length - shown.length;
  return left === 0 ? shown : [...shown, vscode.l10n.t('and {0} more', left)];
}
