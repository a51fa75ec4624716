/**
 * A text from elsewhere (a policy, a file name, a reply, the name of a connection) for a place where VS Code would read
 * more into it: `[text](command:…)` in a notification becomes a link, `$(icon)` in a label a picture, and U+202E turns
 * the rest of a sentence around. An invisible U+2060 takes the sense out of the first two; characters that cannot be seen
 * or that turn the direction of writing are shown as U+FFFD. Line breaks stay.
 */
export function plainText(text: string): string {
  return text
    .replace(/[\p{Cc}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu, (character) =>
      character === '\n' || character === '\t' ? character : '\uFFFD',
    )
    .replace(/\](?=\()/g, ']\u2060')
    .replace(/\$(?=\()/g, '$\u2060');
}
