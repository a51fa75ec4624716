import { bullets, code, paragraphs, prose } from '../hover/markdown';
import type { Severity } from '../lint/diagnostic';
import type { ParsedPolicy } from '../syntax/parsedPolicy';
import type { Block, FindingLine, Section } from './explanation';
import { linesInWords } from './linesInWords';
import { explanationOf, type ExplainOptions } from './explanationOf';
import { spansOf, type Marked } from './marked';

/** What a policy does, as a page of Markdown. Never throws, whatever the text. */
export function explainPolicy(parsed: ParsedPolicy, options: ExplainOptions): string {
  const { about, problem, sections } = explanationOf(parsed, options);
  return `${paragraphs(
    '# What this policy does',
    inMarkdown(about),
    problem === undefined
      ? undefined
      : `**It cannot be read as it stands**, and Glacier would refuse it. ${prose(problem)}`,
    ...sections.map(sectionInMarkdown),
  )}\n`;
}

function sectionInMarkdown({ heading, blocks }: Section): string {
  return paragraphs(`## ${heading}`, ...blocks.map(blockInMarkdown));
}

function blockInMarkdown(block: Block): string {
  switch (block.kind) {
    case 'text':
      return inMarkdown(block.text);
    case 'fineprint':
      return `_${inMarkdown(block.text)}_`;
    case 'bullets':
      return bullets(block.items.map(inMarkdown));
    case 'numbers':
      return block.items.map((item, index) => `${index + 1}. ${inMarkdown(item)}`).join('\n');
    case 'table':
      return [
        rowInMarkdown(block.head),
        `|${block.head.map(() => ' :-- |').join('')}`,
        ...block.rows.map((row) => rowInMarkdown(row.map(inMarkdown))),
      ].join('\n');
    case 'findings':
      return bullets(block.findings.map(findingInMarkdown));
  }
}

function rowInMarkdown(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replace(/\\?\|/g, '\\|')).join(' | ')} |`;
}

const severities: Readonly<Record<Severity, string>> = {
  error: '**Error**',
  warning: '**Warning**',
  information: 'Note',
  hint: 'Hint',
};

function findingInMarkdown({ severity, lines, message, rule }: FindingLine): string {
  return `${severities[severity]}, ${linesInWords(lines)}: ${prose(message)} (${rule})`;
}

function inMarkdown(text: Marked): string {
  return spansOf(text)
    .map((span) =>
      span.kind === 'name'
        ? code(span.text)
        : span.kind === 'strong'
          ? `**${prose(span.text)}**`
          : prose(span.text),
    )
    .join('');
}
