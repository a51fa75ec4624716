import * as vscode from 'vscode';
import { couldBecomePolicy, looksLikePolicy, parsePolicy, type ParsedPolicy } from '../policy';
import { Disposables } from '../shared/disposables';
import { settings } from '../shared/settings';
import { accessPolicyEnding } from './accessPolicyMove';
import { PolicyChoices } from './policyChoices';

/** The scheme of the read-only documents that show a policy as Glacier has it. */
export const inForceScheme = 'glacier-vault-lock';

/** The key of the vault whose policy in force a document shows; undefined for every other document. */
export function vaultKeyOf(uri: vscode.Uri): string | undefined {
  return uri.scheme === inForceScheme && uri.query !== '' ? uri.query : undefined;
}

/** The languages in which a policy can be written. */
export function isJson({ languageId }: vscode.TextDocument): boolean {
  return languageId === 'json' || languageId === 'jsonc';
}

/** Names of what belongs to a lock policy, speaks of Glacier as well and is none. */
const otherEndings: readonly string[] = ['.test.json', accessPolicyEnding];

/** A text longer than this is no policy that anyone could lock; looking for one would only cost time. */
const longestCandidate = 1_000_000;

/** By what a document is taken for a lock policy. */
export type Recognition = 'choice' | 'inForce' | 'name' | 'content';

/** Which open documents are vault-lock policies, and their parsed text: parsed once for each version of a document. */
export class PolicyDocuments implements vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly choices: PolicyChoices;
  private readonly parsed = new WeakMap<
    vscode.TextDocument,
    { readonly version: number; readonly policy: ParsedPolicy }
  >();

  constructor(memory: vscode.Memento) {
    this.choices = this.disposables.add(new PolicyChoices(memory));
  }

  /** Somebody said of a document that it is a policy, or that it is none. */
  get onDidChange(): vscode.Event<void> {
    return this.choices.onDidChange;
  }

  /** The parsed policy, or undefined where the document is none. */
  get(document: vscode.TextDocument): ParsedPolicy | undefined {
    return this.recognize(document) === undefined ? undefined : this.parse(document);
  }

  /**
   * By what a document is recognised: what a person said of it counts before its name, and its name before its
   * content. Undefined where it is no lock policy.
   */
  recognize(document: vscode.TextDocument): Recognition | undefined {
    if (!isJson(document) || document.uri.scheme === 'output') return undefined;
    if (document.uri.scheme === inForceScheme) return 'inForce';
    const choice = this.choices.of(document.uri);
    if (choice !== undefined) return choice === 'policy' ? 'choice' : undefined;
    return this.recognizeUnasked(document);
  }

  /**
   * The policy in a file that is not open, recognised in the same order.
   *
   * @param named Whether its name says that it is one.
   */
  inFile(uri: vscode.Uri, text: string, named: boolean): ParsedPolicy | undefined {
    const choice = this.choices.of(uri);
    if (choice === 'other') return undefined;
    if (choice === undefined && otherEndings.some((ending) => uri.path.endsWith(ending))) return undefined;
    if (choice === 'policy' || named) return parsePolicy(text);
    // Reading every JSON file as a policy would cost more than finding the word.
    if (!/glacier/i.test(text) || !settings.recognizeByContent(uri)) return undefined;
    const policy = parsePolicy(text);
    return looksLikePolicy(policy) ? policy : undefined;
  }

  /** Remembers what a person says of a document; nothing has to be remembered where that is clear without. */
  async choose(document: vscode.TextDocument, choice: 'policy' | 'other'): Promise<void> {
    const unasked = this.recognizeUnasked(document) === undefined ? 'other' : 'policy';
    await this.choices.set(document.uri, choice === unasked ? undefined : choice);
  }

  /** The policy, or what may become one while it is written: for help with writing, not for judging. */
  inTheMaking(document: vscode.TextDocument): ParsedPolicy | undefined {
    const policy = this.get(document);
    if (policy !== undefined || !this.isOpenToContent(document)) return policy;
    const begun = this.parse(document);
    return couldBecomePolicy(begun, document.isUntitled) ? begun : undefined;
  }

  /** The policy in the active editor, if there is one. */
  active(): { readonly uri: vscode.Uri; readonly policy: ParsedPolicy } | undefined {
    const document = vscode.window.activeTextEditor?.document;
    const policy = document === undefined ? undefined : this.get(document);
    return document === undefined || policy === undefined ? undefined : { uri: document.uri, policy };
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private recognizeUnasked(document: vscode.TextDocument): 'name' | 'content' | undefined {
    if (otherEndings.some((ending) => document.uri.path.endsWith(ending))) return undefined;
    if (document.getText().length > longestCandidate) return undefined;
    if (this.isNamedAsPolicy(document)) return 'name';
    if (!settings.recognizeByContent(document)) return undefined;
    return looksLikePolicy(this.parse(document)) ? 'content' : undefined;
  }

  /** Whether nothing but what it says decides what a document is. */
  private isOpenToContent(document: vscode.TextDocument): boolean {
    if (!isJson(document) || document.uri.scheme === 'output') return false;
    if (otherEndings.some((ending) => document.uri.path.endsWith(ending))) return false;
    if (document.getText().length > longestCandidate) return false;
    return this.choices.of(document.uri) === undefined && settings.recognizeByContent(document);
  }

  private isNamedAsPolicy(document: vscode.TextDocument): boolean {
    return settings
      .policyFiles(document)
      .some((pattern) => vscode.languages.match({ pattern }, document) > 0);
  }

  private parse(document: vscode.TextDocument): ParsedPolicy {
    const known = this.parsed.get(document);
    if (known?.version === document.version) return known.policy;
    const policy = parsePolicy(document.getText());
    this.parsed.set(document, { version: document.version, policy });
    return policy;
  }
}
