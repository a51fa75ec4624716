import type { TextRange } from '../text';
import type { JsonNode } from './jsonNode';
import type { ParsedPolicy } from './parsedPolicy';

/** Where a value stands in the file, a string without its quotes: what is meant, and what a person points at. */
export function contentRange(parsed: ParsedPolicy, { kind, span, range }: JsonNode): TextRange {
  const isClosed = span.to - span.from > 1 && parsed.policyText.charAt(span.to - 1) === '"';
  return kind === 'string' && isClosed ? parsed.toFile({ from: span.from + 1, to: span.to - 1 }) : range;
}
