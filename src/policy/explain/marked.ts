import { visible } from '../visible';

/**
 * A sentence in which names of the policy and what matters most are marked, so that a page and a terminal can each
 * show them in their own way. The marks are characters that no text of a policy keeps.
 */
export type Marked = string;

const nameStart = '\uE000';
const nameEnd = '\uE001';
const strongStart = '\uE002';
const strongEnd = '\uE003';

/** Something taken from a policy, shown as written. */
export function named(text: string): Marked {
  return `${nameStart}${unmarked(text)}${nameEnd}`;
}

export function strong(text: string): Marked {
  return `${strongStart}${text}${strongEnd}`;
}

/** A text of a policy that is part of a sentence, and not marked. */
export function unmarked(text: string): string {
  return visible(text.replace(/[\uE000-\uE003]/g, '\uFFFD'));
}

export interface Span {
  readonly kind: 'plain' | 'name' | 'strong';
  readonly text: string;
}

/** The parts of a sentence, in order. Marks are not nested: a name within what is strong is told as strong. */
export function spansOf(text: Marked): readonly Span[] {
  const spans: Span[] = [];
  let kind: Span['kind'] = 'plain';
  for (const part of text.split(/([\uE000-\uE003])/)) {
    if (part === nameStart) kind = kind === 'strong' ? kind : 'name';
    else if (part === strongStart) kind = 'strong';
    else if (part === strongEnd || (part === nameEnd && kind === 'name')) kind = 'plain';
    else if (part !== '' && part !== nameEnd) spans.push({ kind, text: part });
  }
  return spans;
}

/** The same without any marks. */
export function plainText(text: Marked): string {
  return text.replace(/[\uE000-\uE003]/g, '');
}
