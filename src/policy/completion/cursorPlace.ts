import { createScanner, type JSONScanner } from 'jsonc-parser';
import { decodeString } from '../syntax/escapedString';
import type { PolicySpan } from '../syntax/place';

/** One step down from the root: the key of a member, or the place in a list. */
export type Step = string | number;

/** Where a cursor stands in JSON that may be incomplete, and what an insertion there has to mind. */
export interface CursorPlace {
  /** `key`: a member's name is wanted in the object at `path`. `value`: a value is wanted at `path`. */
  readonly role: 'key' | 'value';
  readonly path: readonly Step[];
  /** The opening offsets of the objects and lists around the cursor, outermost first. */
  readonly openings: readonly number[];
  /** The keys of the innermost object that come before the cursor. */
  readonly keysBefore: readonly string[];
  /** What is there already and to be replaced: a whole string with its quotes, a bare word, or nothing. */
  readonly replaced: PolicySpan;
  /** True if what is replaced begins with a quote. */
  readonly quoted: boolean;
  /** The content of the string, or the word, up to the cursor. Escapes are left as they are written. */
  readonly typed: string;
  /** Where a comma is missing before the cursor. */
  readonly commaBefore: number | undefined;
  /** Whether something follows that a comma must set off. */
  readonly commaAfter: boolean;
  /** In the role of a key: whether its colon, and so perhaps its value, is there already. */
  readonly colonAfter: boolean;
  /** The characters right before and after what is replaced. */
  readonly before: string;
  readonly after: string;
}

interface Token {
  readonly kind: 'open' | 'close' | 'comma' | 'colon' | 'string' | 'word' | 'comment' | 'end';
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** False for a string whose closing quote is missing on its line. */
  readonly closed: boolean;
}

interface Frame {
  readonly kind: 'object' | 'array' | 'root';
  readonly from: number;
  readonly keys: string[];
  key: string | undefined;
  index: number;
  state: 'start' | 'afterKey' | 'beforeValue' | 'afterValue' | 'afterComma';
}

/**
 * Reads the text up to the cursor with a stack rather than with a tree: what is being typed is no JSON, and a stack
 * still knows what is open. Undefined where nothing can be completed: in a comment, on the quote of a string, between a
 * key and its colon, where a value is there already, or right behind one.
 */
export function cursorPlace(text: string, cursor: number): CursorPlace | undefined {
  const tokens = readTokens(text);
  const frames: Frame[] = [
    { kind: 'root', from: 0, keys: [], key: undefined, index: 0, state: 'beforeValue' },
  ];
  let previous: Token | undefined;
  for (let token = tokens(); ; token = tokens()) {
    if (isTouched(token, cursor)) {
      if (token.kind === 'comment') return undefined;
      return atToken(text, cursor, frames, previous, token, [tokens(true), tokens(true)]);
    }
    if (token.kind === 'comment') continue;
    if (token.from >= cursor || token.kind === 'end')
      return atGap(text, cursor, frames, previous, [token, tokens(true)]);
    apply(token, previous, frames);
    previous = token;
  }
}

/** Whether what is typed at the cursor becomes part of the token. */
function isTouched({ kind, from, to, closed }: Token, cursor: number): boolean {
  if (cursor <= from || cursor > to) return false;
  if (kind === 'string') return cursor < to || !closed;
  if (kind === 'comment') return cursor < to || !closed;
  return kind === 'word';
}

type ReadToken = (skipComments?: boolean) => Token;

function readTokens(text: string): ReadToken {
  const scanner = createScanner(text);
  const next = (): Token => {
    for (;;) {
      const token = tokenOf(scanner, text);
      if (token) return token;
    }
  };
  return (skipComments = false) => {
    let token = next();
    while (skipComments && token.kind === 'comment') token = next();
    return token;
  };
}

function tokenOf(scanner: JSONScanner, text: string): Token | undefined {
  if (scanner.getPosition() >= text.length)
    return { kind: 'end', from: text.length, to: text.length, text: '', closed: true };
  scanner.scan();
  const from = scanner.getTokenOffset();
  const first = text.charAt(from);
  if (/\s/.test(first)) return undefined;
  if (first === '"') return stringToken(text, from, scanner.getPosition());
  const word = wordEnd(text, from);
  if (word !== undefined) scanner.setPosition(word);
  const to = scanner.getPosition();
  const kind = kindOf(first, to - from);
  return { kind, from, to, text: text.slice(from, to), closed: !text.startsWith('//', from) };
}

function stringToken(text: string, from: number, to: number): Token {
  let backslashes = 0;
  while (text.charAt(to - 2 - backslashes) === '\\') backslashes += 1;
  const closed = to - from > 1 && text.charAt(to - 1) === '"' && backslashes % 2 === 0;
  const { value } = decodeString(text, from + 1, closed ? to - 1 : to);
  return { kind: 'string', from, to, text: value, closed };
}

/** `glacier:Delete` is one word even before somebody puts quotes around it. */
function wordEnd(text: string, from: number): number | undefined {
  const word = /[A-Za-z][\w*.$/-]*(?::[\w*.$/-]+)*/y;
  word.lastIndex = from;
  return word.test(text) ? word.lastIndex : undefined;
}

function kindOf(first: string, length: number): Token['kind'] {
  if (first === '{' || first === '[') return 'open';
  if (first === '}' || first === ']') return 'close';
  if (first === ',') return 'comma';
  if (first === ':') return 'colon';
  return first === '/' && length > 1 ? 'comment' : 'word';
}

function apply(token: Token, previous: Token | undefined, frames: Frame[]): void {
  const top = topOf(frames);
  switch (token.kind) {
    case 'open':
      if (top.kind === 'array' && top.state === 'afterValue') top.index += 1;
      frames.push({
        kind: token.text === '{' ? 'object' : 'array',
        from: token.from,
        keys: [],
        key: undefined,
        index: 0,
        state: 'start',
      });
      return;
    case 'close':
      close(token.text === '}' ? 'object' : 'array', frames);
      return;
    case 'comma':
      if (top.kind === 'array') top.index += 1;
      top.key = undefined;
      top.state = 'afterComma';
      return;
    case 'colon':
      if (top.kind === 'array' && previous?.kind === 'string') reopen(previous.text, frames);
      else if (top.state === 'afterKey') top.state = 'beforeValue';
      return;
    case 'string':
    case 'word':
      takeScalar(token, top);
      return;
    case 'comment':
    case 'end':
  }
}

function takeScalar(token: Token, top: Frame): void {
  const isKey = top.kind === 'object' && top.state !== 'afterKey' && top.state !== 'beforeValue';
  if (isKey) {
    top.key = token.text;
    top.keys.push(token.text);
    top.state = 'afterKey';
    return;
  }
  if (top.kind === 'array' && top.state === 'afterValue') top.index += 1;
  top.state = 'afterValue';
}

/** Closes the innermost of its kind and whatever was left open within. */
function close(kind: Frame['kind'], frames: Frame[]): void {
  const depth = frames.findLastIndex((frame) => frame.kind === kind);
  if (depth < 0) return;
  frames.length = depth;
  topOf(frames).state = 'afterValue';
}

/** A colon in a list: its closing bracket is missing, and the string before the colon is a key of the object around. */
function reopen(key: string, frames: Frame[]): void {
  const depth = frames.findLastIndex(({ kind }) => kind === 'object');
  if (depth < 0) return;
  frames.length = depth + 1;
  const object = topOf(frames);
  object.key = key;
  object.keys.push(key);
  object.state = 'beforeValue';
}

function topOf(frames: readonly Frame[]): Frame {
  const top = frames.at(-1);
  if (!top) throw new Error('The stack always has its root.');
  return top;
}

type Following = readonly [next: Token, second: Token];

function atToken(
  text: string,
  cursor: number,
  frames: readonly Frame[],
  previous: Token | undefined,
  token: Token,
  following: Following,
): CursorPlace | undefined {
  const top = topOf(frames);
  if (top.state === 'afterKey') return undefined;
  const quoted = token.kind === 'string';
  const contentFrom = token.from + (quoted ? 1 : 0);
  if (cursor < contentFrom) return undefined;
  return assemble({
    text,
    frames,
    previous,
    replaced: { from: token.from, to: token.closed || !quoted ? token.to : openEnd(text, cursor, token.to) },
    quoted,
    typed: text.slice(contentFrom, cursor),
    following,
  });
}

/** A string that does not end reaches to the end of its line; only the word at the cursor is meant. */
function openEnd(text: string, cursor: number, lineEnd: number): number {
  let end = cursor;
  while (end < lineEnd && /[\w:*./$-]/.test(text.charAt(end))) end += 1;
  return end;
}

function atGap(
  text: string,
  cursor: number,
  frames: readonly Frame[],
  previous: Token | undefined,
  following: Following,
): CursorPlace | undefined {
  const top = topOf(frames);
  const [next, second] = following;
  if (top.state === 'afterKey') return undefined;
  if (top.state === 'afterValue' && previous?.to === cursor) return undefined;
  // The value of this member is there already, unless what follows is the key of the next one.
  const isValue = /^(?:open|string|word)$/.test(next.kind);
  const isNextKey = next.kind === 'string' && second.kind === 'colon';
  if (top.kind !== 'array' && top.state === 'beforeValue' && isValue && !isNextKey) return undefined;
  return assemble({
    text,
    frames,
    previous,
    replaced: { from: cursor, to: cursor },
    quoted: false,
    typed: '',
    following,
  });
}

interface Surroundings {
  readonly text: string;
  readonly frames: readonly Frame[];
  readonly previous: Token | undefined;
  readonly replaced: PolicySpan;
  readonly quoted: boolean;
  readonly typed: string;
  readonly following: Following;
}

function assemble({
  text,
  frames,
  previous,
  replaced,
  quoted,
  typed,
  following: [next],
}: Surroundings): CursorPlace | undefined {
  const top = topOf(frames);
  const isKey = top.kind === 'object' && top.state !== 'beforeValue';
  if (top.kind === 'root' && top.state === 'afterValue') return undefined;
  const path = frames.flatMap(({ kind, key, index, state }, depth): Step[] => {
    const isTop = depth === frames.length - 1;
    if (kind === 'array') return [isTop && state === 'afterValue' ? index + 1 : index];
    if (kind === 'root' || key === undefined || (isTop && isKey)) return [];
    return [key];
  });
  return {
    role: isKey ? 'key' : 'value',
    path,
    openings: frames.slice(1).map(({ from }) => from),
    keysBefore: top.keys,
    replaced,
    quoted,
    typed,
    commaBefore: top.state === 'afterValue' ? previous?.to : undefined,
    commaAfter: top.kind !== 'root' && !/^(?:comma|close|colon|end)$/.test(next.kind),
    colonAfter: isKey && next.kind === 'colon',
    before: text.charAt(replaced.from - 1),
    after: text.charAt(replaced.to),
  };
}
