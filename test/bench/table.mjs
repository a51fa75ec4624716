/**
 * A table as Markdown has it, with all but the first column to the right.
 * @param {readonly string[]} header
 * @param {readonly (readonly string[])[]} rows
 */
export function table(header, rows) {
  const widths = header.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0), 3),
  );
  const line = (/** @type {readonly string[]} */ cells) =>
    `| ${widths.map((width, column) => pad(cells[column] ?? '', width, column)).join(' | ')} |`;
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [line(header), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n');
}

/** @param {string} text @param {number} width @param {number} column */
const pad = (text, width, column) => (column === 0 ? text.padEnd(width) : text.padStart(width));

/** @param {number} milliseconds */
export const ms = (milliseconds) =>
  `${milliseconds.toFixed(milliseconds < 0.1 ? 3 : milliseconds < 10 ? 2 : 0)} ms`;

/** @param {number} a @param {number} b */
export const ratio = (a, b) => `${(a / b).toFixed(2)}×`;
