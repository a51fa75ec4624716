import type { EffectTable } from '../effect';
import type { Severity } from '../lint/diagnostic';
import type { Fact } from './fact';
import type { Marked } from './marked';

/** What a policy does, in plain language: what a page, a terminal and a program show each in their own way. */
export interface Explanation {
  /** `ledger.json is for the vault ledger in us-west-2, account 210987654321.` */
  readonly about: Marked;
  /** Why it cannot be read as it stands, where that is so; then nothing is known of its effect. */
  readonly problem: string | undefined;
  readonly sections: readonly Section[];
  /** Undefined where it cannot be read. */
  readonly table: EffectTable | undefined;
  readonly facts: readonly Fact[];
}

export interface Section {
  readonly heading: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'text' | 'fineprint'; readonly text: Marked }
  | { readonly kind: 'bullets' | 'numbers'; readonly items: readonly Marked[] }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly Marked[])[];
    }
  | { readonly kind: 'findings'; readonly findings: readonly FindingLine[] };

/** What a rule says of the policy. */
export interface FindingLine {
  readonly severity: Severity;
  /** One-based; several where the same is found in several places. */
  readonly lines: readonly number[];
  readonly message: string;
  readonly rule: string;
}
