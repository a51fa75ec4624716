import { wildcardPattern, type Pattern } from './wildcard';

/** Reads the last part of a Resource where nobody asks yet: a policy variable may stand for any text. */
export function openPattern(text: string): Pattern {
  return wildcardPattern(text.replace(/\$\{[^{}]*\}/g, '*'));
}
