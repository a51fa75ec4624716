import { plainText } from './plainText';

/**
 * Text for a Markdown string, shown as written whatever characters are in it. Addresses become no links: Markdown would
 * take the backslashes that stand in them for a part of them.
 */
export function escapeMarkdown(text: string): string {
  return plainText(text)
    .replace(/[\\`*_{}[\]()#+\-.!|<>~&$]/g, '\\$&')
    .replaceAll('://', '&#58;//');
}
