import type { TextRange } from '../text';
import { decodeString } from './escapedString';
import type { JsonNode, ObjectNode } from './jsonNode';
import { readJsonTree, type JsonTree } from './jsonTree';
import { barePlacement, escapedPlacement, type Placement, type PolicySpan } from './place';
import { readPolicyTree, type PolicyTree } from './policyTree';
import type { SyntaxProblem } from './syntaxProblem';

/**
 * - `bare`: the file is a JSON object and the policy itself (or meant to be one: any JSON object is)
 * - `wrapper`: `{"Policy":"<the policy as one escaped string>"}`, as the AWS CLI reads it from a file
 * - `none`: empty, not JSON at all, or JSON that is no object
 */
export type Envelope = 'bare' | 'wrapper' | 'none';

/** One version of a file's text, read once. Everything the editor and the linter ask is answered from here. */
export interface ParsedPolicy {
  /** The whole file. */
  readonly text: string;
  readonly envelope: Envelope;
  /** The text in the sense of `PolicySpan`: the file without byte order mark, or the wrapper's decoded string. */
  readonly policyText: string;
  /** The policy's own JSON value: inside a wrapper the one in the string. */
  readonly root: JsonNode | undefined;
  /** The elements of the policy, as far as they can be told while typing. Undefined if `root` is no object. */
  readonly policy: PolicyTree | undefined;
  /** In file offsets; those of the wrapper itself come before those of the policy in it. */
  readonly syntaxErrors: readonly SyntaxProblem[];
  /**
   * What would be sent to Glacier, byte for byte: the file's text (without byte order mark) or the wrapper's decoded
   * string. Undefined without an object, or if the wrapper itself is broken and cannot be sent at all.
   */
  readonly sentText: string | undefined;
  /** Maps a place in the policy text to the file. */
  toFile(span: PolicySpan): TextRange;
  /** Writes policy text the way it must stand in the file: escaped inside a wrapper. */
  encode(policyText: string): string;
}

const byteOrderMark = '\uFEFF';

/** Reads a policy file in either envelope. Never throws, whatever the text. */
export function parsePolicy(text: string): ParsedPolicy {
  const shift = text.startsWith(byteOrderMark) ? 1 : 0;
  const policyText = text.slice(shift);
  const placement = barePlacement(shift);
  const tree = readJsonTree(policyText, placement);
  if (tree.root?.kind !== 'object') return assemble(text, 'none', policyText, placement, tree, undefined);
  const wrapped = wrappedString(tree.root);
  if (wrapped === undefined) return assemble(text, 'bare', policyText, placement, tree, policyText);

  const { from, to } = wrapped.span;
  const closed = to - from > 1 && policyText.charAt(to - 1) === '"';
  const decoded = decodeString(policyText, from + 1, closed ? to - 1 : to);
  const inner = escapedPlacement(decoded.offsets.map((offset) => offset + shift));
  const innerTree = readJsonTree(decoded.value, inner);
  const outerProblems = tree.problems.map((problem) => ({ ...problem, span: undefined }));
  const both: JsonTree = { root: innerTree.root, problems: [...outerProblems, ...innerTree.problems] };
  const sentText = tree.problems.length === 0 ? decoded.value : undefined;
  return assemble(text, 'wrapper', decoded.value, inner, both, sentText);
}

/** A wrapper is an object with the only key `Policy` and a string in it. */
function wrappedString(root: ObjectNode): JsonNode | undefined {
  const [only, ...others] = root.members;
  if (only === undefined || others.length > 0 || only.key.value !== 'Policy') return undefined;
  return only.value?.kind === 'string' ? only.value : undefined;
}

function assemble(
  text: string,
  envelope: Envelope,
  policyText: string,
  placement: Placement,
  { root, problems }: JsonTree,
  sentText: string | undefined,
): ParsedPolicy {
  return {
    text,
    envelope,
    policyText,
    root,
    policy: root?.kind === 'object' ? readPolicyTree(root) : undefined,
    syntaxErrors: problems,
    sentText,
    toFile: (span) => placement.toFile(span),
    encode: (newText) => placement.encode(newText),
  };
}
