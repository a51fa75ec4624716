import type { CursorPlace } from './cursorPlace';
import { withStops, type Stop, type Template } from './template';

/** How JSON is written at a place: like what stands around it. */
export interface Layout {
  /** On several lines, with tabs, which the editor turns into what the file uses. Otherwise on one line. */
  readonly spread: boolean;
  /** A blank behind colons and commas, or nothing. */
  readonly blank: ' ' | '';
}

/** @param isEscaped whether the policy stands in the string of a wrapper, where a line has no end */
export function layoutOf(policyText: string, isEscaped: boolean): Layout {
  const tight = /"[ \t]*:["[{\d]/.test(policyText);
  const oneLine = !policyText.trim().includes('\n');
  const small = policyText.replace(/[\s{}[\]"]/g, '') === '';
  return { spread: !isEscaped && (!oneLine || small), blank: tight || (isEscaped && small) ? '' : ' ' };
}

/** Writes a value as JSON at a layout; marks in it become stops. */
export function writeJson(value: unknown, layout: Layout, stops: readonly Stop[] = []): Template {
  return withStops(write(value, layout, ''), stops);
}

/** Members without the braces around them, as they are put into an object that is there already. */
export function writeMembers(value: object, layout: Layout, stops: readonly Stop[] = []): Template {
  return withStops(members(value, layout, '').join(separator(layout)), stops);
}

/** Items without the brackets around them. */
export function writeItems(
  values: readonly unknown[],
  layout: Layout,
  stops: readonly Stop[] = [],
): Template {
  return withStops(values.map((value) => write(value, layout, '')).join(separator(layout)), stops);
}

/** Between two members or items. */
export function separator({ spread, blank }: Layout): string {
  return spread ? ',\n' : `,${blank}`;
}

/** An object with a stop in it, ready to be filled in. */
export function openObject({ spread, blank }: Layout, stop: number): Template {
  return spread ? ['{\n\t', { stop, text: '' }, '\n}'] : [`{${blank}`, { stop, text: '' }, `${blank}}`];
}

/** What goes between a bracket and what is put into it, where nothing else is in it. */
export function padding({ spread }: Layout, { before, after }: CursorPlace): readonly [string, string] {
  return spread && /[{[]/.test(before) && /[}\]]/.test(after) ? ['\n\t', '\n'] : ['', ''];
}

function members(value: object, layout: Layout, indent: string): string[] {
  return Object.entries(value).map(
    ([key, entry]) => `${JSON.stringify(key)}:${layout.blank}${write(entry, layout, indent)}`,
  );
}

function write(value: unknown, layout: Layout, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const inner = `${indent}\t`;
  const parts = isList ? value.map((item) => write(item, layout, inner)) : members(value, layout, inner);
  const [begin, end] = isList ? ['[', ']'] : ['{', '}'];
  if (parts.length === 0) return begin + end;
  // Short lists of texts read best on one line.
  const short = isList && value.every((item) => typeof item !== 'object');
  if (layout.spread && !short) return `${begin}\n${inner}${parts.join(`,\n${inner}`)}\n${indent}${end}`;
  const pad = isList ? '' : layout.blank;
  return `${begin}${pad}${parts.join(`,${layout.blank}`)}${pad}${end}`;
}
