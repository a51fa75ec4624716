import type { TextRange } from '../text';
import type { PolicySpan } from './place';

/** A place where the text is not JSON. `comment` and `trailingComma` can simply be removed. */
export interface SyntaxProblem {
  readonly kind: 'comment' | 'trailingComma' | 'missingComma' | 'malformed' | 'tooDeep' | 'tooLong';
  /** What is wrong, as a clause: `a comma is missing here`. */
  readonly what: string;
  readonly range: TextRange;
  /** The same place in the policy text; undefined for a problem of the wrapper around it. */
  readonly span: PolicySpan | undefined;
}

/** By the names that jsonc-parser's `printParseErrorCode` gives. */
const descriptions: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this is no JSON value; text stands in double quotes',
  InvalidNumberFormat: 'this is no JSON number',
  PropertyNameExpected: 'a name in double quotes is expected here',
  ValueExpected: 'a value is expected here',
  ColonExpected: 'a colon and a value are expected after the name',
  CommaExpected: 'a comma is missing before this',
  CloseBraceExpected: 'a closing brace } is missing',
  CloseBracketExpected: 'a closing bracket ] is missing',
  EndOfFileExpected: 'nothing may follow the closing brace of the policy',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfComment: 'JSON has no comments, and this one does not end',
  UnexpectedEndOfString: 'the closing double quote of this text is missing on its line',
  UnexpectedEndOfNumber: 'this number ends too early',
  InvalidUnicode: 'four hexadecimal digits must follow \\u',
  InvalidEscapeCharacter: 'JSON does not know this escape; a backslash is written \\\\',
  InvalidCharacter: 'a control character must be written as an escape',
};

/** What one of jsonc-parser's errors means, in words. */
export function describeParseError(name: string): string {
  return descriptions[name] ?? 'this is not JSON';
}
