/**
 * Characters that change how a text looks without being seen: controls, those that turn the direction of writing round,
 * blanks without width, halves of pairs. Tabs and line ends are left, as a policy is laid out with them.
 */
const unseen = /\r(?!\n)|(?![\t\n\r])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;

export interface TextPart {
  readonly text: string;
  /** Whether the text is the name of a character that cannot be seen, `U+202E`. */
  readonly isUnseen: boolean;
}

/** A text in parts, so that what cannot be seen in it can be shown by name. */
export function visibleParts(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const { 0: character, index } of text.matchAll(unseen)) {
    if (index > from) parts.push({ text: text.slice(from, index), isUnseen: false });
    parts.push({ text: codePoint(character), isUnseen: true });
    from = index + character.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), isUnseen: false });
  return parts;
}

/** The same in one text: `\u202E` as `[U+202E]`. */
export function visibleText(text: string): string {
  return text.replace(unseen, (character) => `[${codePoint(character)}]`);
}

/** A JSON text that holds no such character: each as its escape, which means the same to whoever parses it. */
export function visibleJson(json: string): string {
  return json.replace(unseen, (character) =>
    [...Array(character.length).keys()]
      .map((unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
