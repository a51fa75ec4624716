import type { ParsedPolicy } from '../syntax/parsedPolicy';
import type { PolicySpan } from '../syntax/place';
import type { PolicyTree, StatementTree } from '../syntax/policyTree';
import type { VaultArn } from '../syntax/vaultArn';
import type { TextEdit, TextRange } from '../text';
import type { Severity } from './diagnostic';
import type { PolicyEdit, PolicyEditor } from './policyEditor';

/** What a rule finds. Places and edits are those of the policy text; the runner maps them to the file. */
export interface Finding {
  readonly at: PolicySpan | TextRange;
  readonly message: string;
  /** A function where drafting takes some time: most findings are looked at, and few of them repaired. */
  readonly fixes?: FixDrafts | (() => FixDrafts);
  /** Where a rule's severity depends on the case; otherwise the table's holds. */
  readonly severity?: Severity;
  /**
   * How far this finding explains what else may be found: another rule that yields to this one is silent wherever
   * its own finding touches this extent. `at` unless said otherwise; the whole statement for rules about its effect.
   */
  readonly covers?: PolicySpan | TextRange;
}

export type FixDrafts = readonly (FixDraft | undefined)[];

export interface FixDraft {
  readonly title: string;
  readonly edits: readonly (PolicyEdit | TextEdit)[];
  readonly preferred?: boolean;
  readonly fixAll?: boolean;
}

/** What a rule may look at. */
export interface LintContext {
  readonly parsed: ParsedPolicy;
  /** The vault the policy is meant for, if the person has said so. */
  readonly target: Target | undefined;
  /** Undefined where nothing may depend on the day: then no rule says what lies in the past. */
  readonly now: Date | undefined;
  readonly editor: PolicyEditor;
}

export interface Target extends VaultArn {
  readonly arn: string;
}

/** A rule looks at the file, at the policy in it, or at one statement after the other. */
export type Check =
  | { readonly over: 'file'; readonly check: (context: LintContext) => Iterable<Finding> }
  | {
      readonly over: 'policy';
      readonly check: (policy: PolicyTree, context: LintContext) => Iterable<Finding>;
    }
  | {
      readonly over: 'statements';
      readonly check: (statement: StatementTree, context: LintContext) => Iterable<Finding>;
    };

export interface Rule {
  readonly check: Check;
  /** Unless the finding itself says another. */
  readonly severity: Severity;
  /** One line for lists of rules and for SARIF. */
  readonly title: string;
  /** True for what can only be judged once the text is complete: nothing is "missing" while it is being typed. */
  readonly needsWholeText?: boolean;
  /** The rules that know better: a finding is silent where one of theirs covers the same text. */
  readonly yieldsTo?: readonly string[];
}

export function overFile(check: (context: LintContext) => Iterable<Finding>): Check {
  return { over: 'file', check };
}

export function overPolicy(check: (policy: PolicyTree, context: LintContext) => Iterable<Finding>): Check {
  return { over: 'policy', check };
}

export function overStatements(
  check: (statement: StatementTree, context: LintContext) => Iterable<Finding>,
): Check {
  return { over: 'statements', check };
}

/** The opening brace of an object: where a missing element is shown. */
export function openingBrace({ span }: { readonly span: PolicySpan }): PolicySpan {
  return { from: span.from, to: Math.min(span.from + 1, span.to) };
}
