import type { TextEdit, TextRange } from '../text';

/** What an item is, for its icon. */
export type CompletionKind =
  | 'element'
  | 'effect'
  | 'action'
  | 'actions'
  | 'principal'
  | 'operator'
  | 'key'
  | 'value'
  | 'vault'
  | 'arnPart'
  | 'template';

/** One thing that can be written at the cursor. */
export interface CompletionItem {
  readonly label: string;
  readonly kind: CompletionKind;
  /** A few words beside the label. */
  readonly detail: string | undefined;
  /** Markdown. */
  readonly documentation: string | undefined;
  /** What is replaced, in the file. */
  readonly range: TextRange;
  /** As it must stand in the file: escaped inside a wrapper. */
  readonly text: string;
  /** True if `text` is in snippet syntax. */
  readonly snippet: boolean;
  /** A comma that is missing further up. */
  readonly edits: readonly TextEdit[];
  /** What is compared with the text in `range` up to the cursor. */
  readonly filterText: string;
  /** Items come in the order of these. */
  readonly sortText: string;
  /** Whether to ask again once it is inserted, because the next thing to write is known too. */
  readonly retrigger: boolean;
}

/** What is known besides the text; all of it from memory, because completion waits for nothing. */
export interface CompletionKnowledge {
  /** The vault that the policy is meant for. */
  readonly targetVaultArn?: string | undefined;
  /** The vaults of all connections. */
  readonly vaultArns?: readonly string[] | undefined;
  /** Whether the editor takes snippets. */
  readonly snippets: boolean;
  /** Milliseconds since 1970, for dates. */
  readonly now: number;
}
