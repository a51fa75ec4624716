/**
 * A text from a policy within a sentence: what cannot be seen, and what would turn the direction of the whole sentence,
 * is shown as `\u{202e}`. What joins letters and emoji stays.
 */
export function visible(text: string): string {
  return text.replace(
    /[\p{Cc}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`,
  );
}
