import * as vscode from 'vscode';
import { looksLikePolicy, parsePolicy, type ParsedPolicy } from '../policy';
import { settings } from '../shared/settings';

/** The scheme of the read-only documents that show a policy as Glacier has it. */
export const inForceScheme = 'glacier-vault-lock';

/** The key of the vault whose policy in force a document shows; undefined for every other document. */
export function vaultKeyOf(uri: vscode.Uri): string | undefined {
  return uri.scheme === inForceScheme && uri.query !== '' ? uri.query : undefined;
}

/** A text longer than this is no policy that anyone could lock; looking for one would only cost time. */
const longestCandidate = 1_000_000;

/** Which open documents are vault-lock policies, and their parsed text: parsed once for each version of a document. */
export class PolicyDocuments {
  private readonly parsed = new WeakMap<
    vscode.TextDocument,
    { readonly version: number; readonly policy: ParsedPolicy }
  >();

  /** The parsed policy, or undefined where the document is none: by name, by where it comes from, or by content. */
  get(document: vscode.TextDocument): ParsedPolicy | undefined {
    if (document.languageId !== 'json' && document.languageId !== 'jsonc') return undefined;
    if (document.uri.scheme === 'output' || document.uri.path.endsWith('.test.json')) return undefined;
    const text = document.getText();
    if (text.length > longestCandidate) return undefined;
    const named = document.uri.scheme === inForceScheme || this.isNamedAsPolicy(document);
    if (!named && !settings.recognizeByContent(document)) return undefined;
    const policy = this.parse(document, text);
    return named || looksLikePolicy(policy) ? policy : undefined;
  }

  /** The policy in the active editor, if there is one. */
  active(): { readonly uri: vscode.Uri; readonly policy: ParsedPolicy } | undefined {
    const document = vscode.window.activeTextEditor?.document;
    const policy = document === undefined ? undefined : this.get(document);
    return document === undefined || policy === undefined ? undefined : { uri: document.uri, policy };
  }

  private isNamedAsPolicy(document: vscode.TextDocument): boolean {
    return settings
      .policyFiles(document)
      .some((pattern) => vscode.languages.match({ pattern }, document) > 0);
  }

  private parse(document: vscode.TextDocument, text: string): ParsedPolicy {
    const known = this.parsed.get(document);
    if (known?.version === document.version) return known.policy;
    const policy = parsePolicy(text);
    this.parsed.set(document, { version: document.version, policy });
    return policy;
  }
}
