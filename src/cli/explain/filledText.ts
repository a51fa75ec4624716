import { spansOf, type Marked, type Span } from '../../policy';
import { cellsOf, clustersOf, harmless } from '../lint/cells';
import type { Paint, Style } from '../lint/paint';

/** A part of a word with its look; undefined is plain. */
interface Piece {
  readonly text: string;
  readonly style: Style | undefined;
}

/** What stands between two spaces. */
type Word = readonly Piece[];

/** Words that stand on one line. */
export type Line = readonly Word[];

const styles: Readonly<Record<Span['kind'], Style | undefined>> = {
  plain: undefined,
  name: 'cyan',
  strong: 'bold',
};

/** Breaks a sentence at its spaces into lines of so many columns; a word that is longer is broken where it must. */
export function fill(text: Marked, columns: number): readonly Line[] {
  const lines: Word[][] = [[]];
  let used = 0;
  for (const word of wordsOf(text).flatMap((each) => broken(each, columns))) {
    const cells = cellsOfWord(word);
    const line = lines.at(-1);
    if (line && (line.length === 0 || used + 1 + cells <= columns)) {
      used += line.length === 0 ? cells : cells + 1;
      line.push(word);
    } else {
      lines.push([word]);
      used = cells;
    }
  }
  return lines;
}

/** @param style The look of what is not marked. */
export function painted(line: Line, paint: Paint, style?: Style): string {
  return line
    .map((word) =>
      word
        .map((piece) => {
          const look = piece.style ?? style;
          return look === undefined ? piece.text : paint(look, piece.text);
        })
        .join(''),
    )
    .join(' ');
}

export function cellsOfLine(line: Line): number {
  return line.reduce((sum, word) => sum + cellsOfWord(word) + 1, 0) - (line.length > 0 ? 1 : 0);
}

/** How wide a sentence is on one line, and its longest word. */
export function widthsOf(text: Marked): { readonly all: number; readonly word: number } {
  const words = wordsOf(text);
  return { all: cellsOfLine(words), word: Math.max(0, ...words.map(cellsOfWord)) };
}

function wordsOf(text: Marked): readonly Word[] {
  const words: Piece[][] = [[]];
  for (const { kind, text: shown } of spansOf(text))
    harmless(shown)
      .split(' ')
      .forEach((part, place) => {
        if (place > 0) words.push([]);
        if (part !== '') words.at(-1)?.push({ text: part, style: styles[kind] });
      });
  return words.filter((word) => word.length > 0);
}

function cellsOfWord(word: Word): number {
  return word.reduce((sum, { text }) => sum + cellsOf(text), 0);
}

/** A word in pieces that fit, each a word of its own. */
function broken(word: Word, columns: number): readonly Word[] {
  if (cellsOfWord(word) <= columns) return [word];
  const parts: Piece[][] = [[]];
  let used = 0;
  for (const { text, style } of word)
    for (const cluster of clustersOf(text)) {
      if (used + cluster.cells > columns) {
        parts.push([]);
        used = 0;
      }
      used += cluster.cells;
      const part = parts.at(-1);
      const last = part?.at(-1);
      if (part && last?.style === style && last)
        part[part.length - 1] = { text: last.text + cluster.text, style };
      else part?.push({ text: cluster.text, style });
    }
  return parts;
}
