import type { TextRange } from '../text';

/**
 * A stretch of the policy text: what Glacier would be sent. In a bare file that is the file itself (without a byte
 * order mark); in a wrapper it is the decoded string. Named differently from `TextRange` (file offsets) so that the
 * compiler refuses to mix the two.
 */
export interface PolicySpan {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/** How the policy text lies in the file. */
export interface Placement {
  toFile(span: PolicySpan): TextRange;
  /** Writes policy text the way the file needs it at this place. */
  encode(policyText: string): string;
}

/** The policy text is the file's text from `shift` on. */
export function barePlacement(shift: number): Placement {
  return {
    toFile: ({ from, to }) => ({ start: from + shift, end: to + shift }),
    encode: (policyText) => policyText,
  };
}

/**
 * The policy text is the content of a JSON string in the file.
 * @param offsets the file offset of each UTF-16 unit of the policy text, and of the closing quote as last entry
 */
export function escapedPlacement(offsets: Uint32Array): Placement {
  const last = offsets.length - 1;
  const at = (index: number): number => offsets[Math.min(Math.max(index, 0), last)] ?? 0;
  return {
    toFile: ({ from, to }) => ({ start: at(from), end: at(to) }),
    encode: (policyText) => JSON.stringify(policyText).slice(1, -1),
  };
}
