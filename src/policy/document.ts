/**
 * A policy with its meaning laid bare: lists where the grammar allows a single value, text where it allows numbers
 * and Booleans, nothing left out. Element order and the spelling of operators and keys are kept as written.
 * Grammar: IAM user guide, "Grammar of the IAM JSON policy language".
 */
export interface PolicyDocument {
  /** Absent in the text means the rules of 2008-10-17 hold. */
  readonly version: '2008-10-17' | '2012-10-17';
  readonly id: string | undefined;
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly sid: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  readonly principal: PrincipalElement;
  readonly action: ElementList;
  readonly resource: ElementList;
  /** All must hold. */
  readonly conditions: readonly ConditionTest[];
}

/** Action or NotAction, Resource or NotResource. */
export interface ElementList {
  /** True for the Not… form: the element matches if no entry does. */
  readonly negated: boolean;
  readonly entries: readonly string[];
}

/** Principal or NotPrincipal. `"*"` and `{"AWS":"*"}` both come as `{ type: 'everyone' }`. */
export interface PrincipalElement {
  readonly negated: boolean;
  readonly entries: readonly PrincipalEntry[];
}

export type PrincipalEntry =
  | { readonly type: 'everyone' }
  | { readonly type: 'AWS' | 'Service' | 'Federated' | 'CanonicalUser'; readonly value: string };

/** One operator applied to one key; its values are alternatives. */
export interface ConditionTest {
  /** As written: `NumericLessThan`, `ForAnyValue:StringLikeIfExists`. */
  readonly operator: string;
  /** As written: `glacier:ArchiveAgeinDays`. */
  readonly key: string;
  readonly values: readonly string[];
}
