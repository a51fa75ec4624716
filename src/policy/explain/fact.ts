import type { AgeSet, Caller, State } from '../effect';
import type { Marked } from './marked';

/** What a fact is about. These names are part of the JSON form of `vault-lock explain`. */
export type FactKind =
  | 'first-deletable-day'
  | 'protection-gap'
  | 'not-covered'
  | 'frozen'
  | 'restricted'
  | 'retrieve'
  | 'upload'
  | 'delete-vault'
  | 'change-tags'
  | 'change-access-policy'
  | 'abort-lock'
  | 'complete-lock'
  | 'permanent-allow';

/** One thing that a policy comes to: a plain sentence, and the values it was made of. */
export interface Fact {
  readonly kind: FactKind;
  readonly text: Marked;
  /** Whether the owner can do it; of other kinds undefined. */
  readonly answer?: 'yes' | 'no' | 'partly';
  /** The first deletable day; null: there is none. Of other kinds undefined. */
  readonly day?: number | null;
  /** False where it depends on the request, or AWS does not document it. */
  readonly certain: boolean;
  /** Without prefix. */
  readonly actions: readonly string[];
  readonly callers: readonly Caller[];
  readonly states: readonly State[];
  /** Those it is about: denied ones, allowed ones, or of a first deletable day those that are not denied for certain. */
  readonly ages: AgeSet;
  /** Zero-based indexes of the statements that decide. */
  readonly statements: readonly number[];
}
