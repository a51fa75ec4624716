import path from 'node:path';

/** Links and pictures, in Markdown's spelling and in HTML's. */
const link = /\]\(\s*<?([^)\s>]+)|\b(?:src|href)="([^"]+)"/g;
const elsewhere = /^(?:[a-z][a-z\d+.-]*:|#)/i;
const code = /^(`{3,})[\s\S]*?^\1|`[^`\n]*`/gm;

/**
 * Where the relative links and pictures of a Markdown text lead.
 * @param from The path of the text, with `/`; the answer is told from where that path begins.
 */
export function relativeLinks(markdown: string, from: string): readonly string[] {
  return [...markdown.replaceAll(code, '').matchAll(link)]
    .map(([, inMarkdown, inHtml]) => inMarkdown ?? inHtml ?? '')
    .filter((target) => !elsewhere.test(target))
    .map((target) => path.posix.join(path.posix.dirname(from), decodeURI(target.replace(/[#?].*$/, ''))));
}
