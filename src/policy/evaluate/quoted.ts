/** Longer texts are cut short. */
const longest = 120;

/** A text of a policy or a request within a sentence, in quotes. No control character comes through. */
export function quoted(text: string): string {
  return JSON.stringify(shortened(text)).replace(/\p{C}/gu, escaped);
}

/** The same without quotes where none are needed: names, ARNs, numbers. */
export function named(text: string): string {
  const shown = shortened(text);
  return shown === '' || /[\p{C}\s"]/u.test(shown) ? quoted(text) : shown;
}

function shortened(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function escaped(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`;
}
