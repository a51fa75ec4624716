import type { CompletionKind } from './completionItem';
import type { Template } from './template';

/** Something to be offered at a place, before it is known how it has to be written there. */
export interface Candidate {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly detail?: string | undefined;
  readonly documentation?: string | undefined;
  readonly insert: Insertion;
  /** What a person would type for it, if not the label. */
  readonly filter?: string;
  /** Lower comes first; in the order of the list among equals. */
  readonly rank: number;
  readonly retrigger?: boolean;
}

export type Insertion =
  /** JSON: a value, or several items of a list. */
  | { readonly as: 'value'; readonly json: Template }
  /** A key, with the value that goes with it where there is none yet. */
  | { readonly as: 'member'; readonly key: Template; readonly value: Template }
  /** Whole members, for an object that is empty. */
  | { readonly as: 'members'; readonly json: Template };

/** A text as JSON. */
export function text(value: string): Insertion {
  return { as: 'value', json: [JSON.stringify(value)] };
}
