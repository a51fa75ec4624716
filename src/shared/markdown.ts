import { plainText } from './plainText';

/** Text for a Markdown string, shown as written whatever characters are in it. */
export function escapeMarkdown(text: string): string {
  return plainText(text).replace(/[\\`*_{}[\]()#+\-.!|<>~&$]/g, '\\$&');
}
