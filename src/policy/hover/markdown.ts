import { visible } from '../visible';

/** Longer texts of a policy are cut: a hover is no place to read them. */
const longestShown = 120;

/** Text of a policy as Markdown code, shown as written whatever characters are in it. */
export function code(text: string): string {
  const line = visible(text.replace(/[\r\n\t\u2028\u2029]+/g, ' '));
  const shown = line.length > longestShown ? `${line.slice(0, longestShown)}…` : line;
  if (shown.trim() === '') return shown === '' ? 'the empty text' : 'a text of spaces only';
  const runs = shown.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  const space = shown.startsWith('`') || shown.endsWith('`') ? ' ' : '';
  return `${fence}${space}${shown}${space}${fence}`;
}

/** Text of a policy within a sentence of Markdown, shown as written. */
export function prose(text: string): string {
  return visible(text.replace(/[\r\n\t\u2028\u2029]+/g, ' ')).replace(/[\\`*_{}[\]<>#|~&$]/g, '\\$&');
}

/** Paragraphs; those that are undefined are left out. */
export function paragraphs(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}

export function bullets(lines: readonly (string | undefined)[]): string {
  return lines
    .filter((line) => line !== undefined && line !== '')
    .map((line) => `- ${line}`)
    .join('\n');
}
