import {
  linesInWords,
  type Block,
  type FindingLine,
  type Marked,
  type Section,
  type Severity,
} from '../../policy';
import { paintFor, type Paint, type Style } from '../lint/paint';
import type { Dress } from '../verb';
import type { ExplainedFile } from './explainedFile';
import { fill, painted } from './filledText';
import { textTable } from './textTable';

/** Where nobody knows how wide the page is. */
const usualColumns = 80;
/** Longer lines are hard to read, however wide the terminal is; in shorter ones nothing can be laid out. */
const mostColumns = 100;
const fewestColumns = 40;

interface Page {
  readonly paint: Paint;
  readonly columns: number;
}

/** The form of `--format text`: for people. */
export function textReport(
  { explanation }: Pick<ExplainedFile, 'explanation'>,
  { colour, columns }: Dress,
): string {
  const page: Page = {
    paint: paintFor(colour),
    columns: Math.max(Math.min(columns ?? usualColumns, mostColumns), fewestColumns),
  };
  const { about, problem, sections } = explanation;
  return [
    ...paragraph(about, '', page),
    ...(problem === undefined
      ? []
      : [
          '',
          ...paragraph(
            `It cannot be read as it stands, and Glacier would refuse it. ${problem}`,
            '',
            page,
            'red',
          ),
        ]),
    ...sections.flatMap((section) => ['', ...sectionLines(section, page)]),
  ].join('\n');
}

function sectionLines({ heading, blocks }: Section, page: Page): readonly string[] {
  return [
    page.paint('bold', heading),
    ...blocks.flatMap((block, place) => {
      const isApart = [block.kind, blocks[place - 1]?.kind].includes('table');
      return [...(place > 0 && isApart ? [''] : []), ...blockLines(block, page)];
    }),
  ];
}

function blockLines(block: Block, page: Page): readonly string[] {
  switch (block.kind) {
    case 'text':
      return paragraph(block.text, '  ', page);
    case 'fineprint':
      return paragraph(block.text, '  ', page, 'dim');
    case 'bullets':
      return block.items.flatMap((item) => listItem('-', item, page));
    case 'numbers': {
      const width = `${block.items.length}.`.length;
      return block.items.flatMap((item, index) => listItem(`${index + 1}.`.padStart(width), item, page));
    }
    case 'table':
      return textTable(block.head, block.rows, page.columns, page.paint);
    case 'findings':
      return block.findings.flatMap((finding) => findingLines(finding, page));
  }
}

const severityStyles: Readonly<Record<Severity, Style>> = {
  error: 'red',
  warning: 'yellow',
  information: 'blue',
  hint: 'cyan',
};
const severityNames: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'hint',
};
const severityWidth = Math.max(...Object.values(severityNames).map((name) => name.length));

function findingLines({ severity, lines, message, rule }: FindingLine, page: Page): readonly string[] {
  const name = severityNames[severity];
  const mark = page.paint(severityStyles[severity], name) + ' '.repeat(severityWidth - name.length);
  return hanging(mark, severityWidth, `${message} (${linesInWords(lines)}, ${rule})`, page);
}

function listItem(mark: string, text: Marked, page: Page): readonly string[] {
  return hanging(mark, mark.length, text, page);
}

/** @param width Of the mark, under which a text of several lines does not go. */
function hanging(mark: string, width: number, text: Marked, { columns, paint }: Page): readonly string[] {
  return fill(text, columns - width - 3).map((line, place) =>
    place === 0 ? `  ${mark} ${painted(line, paint)}` : `${' '.repeat(width + 3)}${painted(line, paint)}`,
  );
}

function paragraph(text: Marked, indent: string, { columns, paint }: Page, style?: Style): readonly string[] {
  return fill(text, columns - indent.length).map((line) => indent + painted(line, paint, style));
}
