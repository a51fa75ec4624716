/**
 * How many columns of a terminal a text takes: none for marks that sit on the letter before, two for East Asian wide
 * letters and emoji (Unicode Standard Annex 11), one for the rest.
 */
export function cellsOf(text: string): number {
  let cells = 0;
  for (const { segment } of segmenter.segment(text)) cells += cellsOfCluster(segment);
  return cells;
}

/** What a person takes for one character, each with the columns it takes. */
export function clustersOf(text: string): readonly { readonly text: string; readonly cells: number }[] {
  return [...segmenter.segment(text)].map(({ segment }) => ({
    text: segment,
    cells: cellsOfCluster(segment),
  }));
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE10-\uFE19\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1F64F}\u{1F900}-\u{1F9FF}\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}|\uFE0F/u;

function cellsOfCluster(cluster: string): number {
  if (/^[\x20-\x7E]*$/.test(cluster)) return cluster.length;
  if (/^[\p{Mn}\p{Me}\p{Cf}]+$/u.test(cluster)) return 0;
  return wide.test(cluster) ? 2 : 1;
}

/**
 * A text from a file as it may be shown on a terminal: whatever would move the cursor, change colours or turn the
 * direction of writing is shown as a sign instead. It stays one line, and as long in UTF-16 units.
 */
export function harmless(text: string): string {
  // A joiner inside an emoji is part of it; alone it is nothing one can see.
  return text.replace(/[\p{Cc}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu, (unit) => {
    const code = unit.charCodeAt(0);
    if (unit === '\t') return ' ';
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? '\u2421' : '\uFFFD';
  });
}

/**
 * The lines of an output, none of which a runner takes for a command to it: for GitHub's those begin with `::`, for that of
 * Azure DevOps with `##vso[` or `##[`, blanks apart (GitHub documentation: Workflow commands; Azure Pipelines documentation:
 * Logging commands). A policy could otherwise write annotations, set variables, or hide words, in somebody's CI.
 */
export function withoutRunnerCommands(text: string): string {
  return text.replace(/^(\s*:)(?=:)/gm, '$1 ').replace(/^(\s*##)(?=(?:vso)?\[)/gim, '$1 ');
}

/** Breaks a text at its spaces into lines of so many columns; a longer word keeps a line of its own. */
export function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of text.split(' ')) {
    const cells = cellsOf(word);
    if (line !== '' && used + 1 + cells > columns) {
      lines.push(line);
      line = word;
      used = cells;
    } else {
      used += line === '' ? cells : cells + 1;
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
