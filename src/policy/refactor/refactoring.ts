import { PolicyEditor, type PolicyEdit } from '../lint/policyEditor';
import type { Placed } from '../syntax/jsonNode';
import type { ParsedPolicy } from '../syntax/parsedPolicy';
import type { PolicyTree, StatementTree } from '../syntax/policyTree';
import type { TextEdit, TextRange } from '../text';

/** The last word of the kind under which an editor lists it. */
export type RefactoringKind =
  'wrap' | 'unwrap' | 'minify' | 'splitStatement' | 'yearsToDays' | 'insertRetention' | 'moveStatement';

/** Another way to write a policy, for the person to choose. Its edits never leave worse JSON than there was. */
export interface Refactoring {
  readonly kind: RefactoringKind;
  /** What the person reads. It says so where the meaning changes. */
  readonly title: string;
  /** `policy`: about the policy as a whole; `place`: about what stands at the cursor. */
  readonly about: 'policy' | 'place';
  /** In the file as it stands. They do not overlap. */
  readonly edits: readonly RefactoringEdit[];
}

/** One that hands something on. */
export interface Move extends Refactoring {
  /** The statement as written that is to be added to the vault's access policy. */
  readonly moved: string;
}

export interface RefactoringEdit extends TextEdit {
  /** A part of `text` for which an editor may offer other values, the present one among them. */
  readonly choice?: { readonly start: number; readonly end: number; readonly values: readonly string[] };
}

/** One that fits the place and cannot be done all the same. */
export interface Impossible {
  readonly kind: RefactoringKind;
  readonly title: string;
  readonly reason: string;
}

/** Where the person is, and in what. */
export interface Place {
  readonly parsed: ParsedPolicy;
  readonly policy: PolicyTree;
  /** The innermost statement that holds the whole selection. */
  readonly statement: StatementTree | undefined;
  /** Whether a node touches the selection; both ends of a node count. */
  readonly touches: (node: Placed) => boolean;
  readonly editor: PolicyEditor;
  /** The ARN of the vault the policy is meant for, if that is known. */
  readonly targetVaultArn: string | undefined;
}

/** Undefined where the text is no object or is broken: nothing is done to what can only be guessed. */
export function placeIn(
  parsed: ParsedPolicy,
  { start, end }: TextRange,
  targetVaultArn: string | undefined,
): Place | undefined {
  const { policy } = parsed;
  const broken = parsed.syntaxErrors.some(({ kind }) => kind !== 'comment' && kind !== 'trailingComma');
  if (policy === undefined || broken) return undefined;
  return {
    parsed,
    policy,
    statement: policy.statements.find(({ node: { range } }) => range.start <= start && end <= range.end),
    touches: ({ range }) => range.start <= end && start <= range.end,
    editor: new PolicyEditor(parsed.policyText),
    targetVaultArn,
  };
}

/** Edits of the policy text as edits of the file. */
export function inFile(parsed: ParsedPolicy, edits: readonly PolicyEdit[]): readonly TextEdit[] {
  return edits.map((edit) => ({ ...parsed.toFile(edit), text: parsed.encode(edit.text) }));
}
