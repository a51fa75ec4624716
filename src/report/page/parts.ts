import { prettyPolicy, spansOf, type Marked } from '../../policy';
import { element, type Markup } from '../../webview/markup';

/** What a cell of a table or an item of a list may be. */
export type Content = string | Markup | readonly (string | Markup)[];

/** A table with a caption, a head, and a row head at the start of each row. */
export function dataTable(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly Content[])[],
): Markup {
  return element(
    'table',
    { class: 'data' },
    element('caption', {}, caption),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        head.map((text) => element('th', { scope: 'col' }, text)),
      ),
    ),
    element(
      'tbody',
      {},
      rows.map(([first = '', ...others]) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row' }, inside(first)),
          others.map((cell, place) => element('td', { 'data-head': head[place + 1] }, inside(cell))),
        ),
      ),
    ),
  );
}

/** A table of names and values; those without a value are left out. */
export function factsTable(
  caption: string,
  rows: readonly (readonly [name: string, value: Content | undefined])[],
): Markup {
  return element(
    'table',
    { class: 'facts' },
    element('caption', {}, caption),
    element(
      'tbody',
      {},
      rows.flatMap(([name, value]) =>
        value === undefined
          ? []
          : [element('tr', {}, element('th', { scope: 'row' }, name), element('td', {}, inside(value)))],
      ),
    ),
  );
}

export function bullets(items: readonly Content[]): Markup {
  return element(
    'ul',
    { class: 'bullets' },
    items.map((item) => element('li', {}, inside(item))),
  );
}

export function paragraph(content: Content, looks?: string): Markup {
  return element('p', { class: looks }, inside(content));
}

export function section(title: string, ...children: readonly (Markup | undefined)[]): Markup {
  return element('section', {}, element('h3', {}, title), children);
}

/** A text that somebody else wrote, apart from what stands around it whichever way it is written. */
export function foreign(text: string): Markup {
  return element('bdi', {}, text);
}

/** A policy laid out for reading, and its text as it came. */
export function policyTexts(text: string): readonly Markup[] {
  const laidOut = prettyPolicy(text);
  const pre = (title: string, content: string): readonly Markup[] => [
    element('h4', {}, title),
    element('pre', { class: 'policy-text' }, foreign(content)),
  ];
  return [
    ...(laidOut === text ? [] : pre('Laid out for reading', laidOut)),
    ...pre('The text as it came', text),
  ];
}

/** A name or number that is read letter by letter. */
export function code(text: string): Markup {
  return element('code', {}, text);
}

/** The same where it is short, and stays on its line. */
export function term(text: string): Markup {
  return element('code', { class: 'term' }, text);
}

/** An instant in full, always in UTC: a reader in another zone must not have to guess. */
export function moment(milliseconds: number): Markup {
  const iso = new Date(milliseconds).toISOString();
  return element('time', { datetime: iso }, instantInWords(iso));
}

/** `2026-11-22 07:00:12 UTC`, with milliseconds where there are any. */
export function instantInWords(iso: string): string {
  return `${iso.replace('T', ' ').replace(/(?:\.000)?Z$/, '')} UTC`;
}

/** A sentence with its names and what is strong in it. */
export function marked(text: Marked): readonly (Markup | string)[] {
  return spansOf(text).map((span) =>
    span.kind === 'name'
      ? element('code', {}, foreign(span.text))
      : span.kind === 'strong'
        ? element('strong', {}, span.text)
        : span.text,
  );
}

function inside(content: Content): readonly (string | Markup)[] {
  return typeof content === 'string' || !('length' in content) ? [content] : content;
}
