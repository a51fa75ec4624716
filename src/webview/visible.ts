/**
 * Text as a page shows it: what cannot be seen, and what would turn the direction of the rest of a line, stands there as
 * `\u{202e}`. A policy with such a character must not read otherwise than Glacier reads it. Line breaks and tabs stay.
 */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu, (character) =>
    character === '\n' || character === '\t'
      ? character
      : `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`,
  );
}
