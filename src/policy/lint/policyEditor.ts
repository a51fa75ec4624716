import { decodeString } from '../syntax/escapedString';
import type { ArrayNode, JsonNode, Member, ObjectNode, Placed, StringNode } from '../syntax/jsonNode';
import type { PolicySpan } from '../syntax/place';

/** Replaces a span of the policy text. The runner maps it to the file and escapes it where the file is a wrapper. */
export interface PolicyEdit extends PolicySpan {
  readonly text: string;
}

/**
 * Makes small edits that leave everything else as it stands: comments, indentation, line ends, one-line or spread
 * layout.
 */
export class PolicyEditor {
  readonly #text: string;
  readonly #lineEnd: string;
  readonly #afterColon: string;
  readonly #offsets = new WeakMap<StringNode, Uint32Array>();

  constructor(policyText: string) {
    this.#text = policyText;
    this.#lineEnd = policyText.includes('\r\n') ? '\r\n' : '\n';
    this.#afterColon = /"[ \t]*:["[{\d]/.test(policyText) ? '' : ' ';
  }

  /** The policy text of a node as it stands. */
  source({ span }: Placed): string {
    return this.#text.slice(span.from, span.to);
  }

  /** Replaces a node by a JSON value. */
  replace({ span }: Placed, value: unknown): PolicyEdit {
    return { ...span, text: this.#write(value) };
  }

  replaceSource(span: PolicySpan, text: string): PolicyEdit {
    return { from: span.from, to: span.to, text };
  }

  /** The place of some characters of a string's value, escapes counted. */
  within(node: StringNode, start: number, end: number): PolicySpan {
    const { to } = node.span;
    const offsets = this.#offsetsOf(node);
    return { from: offsets[start] ?? to - 1, to: offsets[end] ?? to - 1 };
  }

  /** Where each unit of a string stands. A long one may have many findings, and is decoded once. */
  #offsetsOf(node: StringNode): Uint32Array {
    const known = this.#offsets.get(node);
    if (known) return known;
    const { from, to } = node.span;
    const { offsets } = decodeString(this.#text, from + 1, Math.max(from + 1, to - 1));
    this.#offsets.set(node, offsets);
    return offsets;
  }

  /** Removes an entry of a list or a member of an object, with the comma that belongs to it. */
  remove(siblings: readonly Placed[], entry: Placed): readonly PolicyEdit[] {
    const index = siblings.indexOf(entry);
    const next = siblings[index + 1];
    const previous = siblings[index - 1];
    if (next) {
      const comma = this.#commaBetween(entry.span.to, next.span.from);
      return [
        this.#removal(
          { from: entry.span.from, to: comma === undefined ? entry.span.to : comma + 1 },
          'after',
        ),
      ];
    }
    if (!previous) return [this.#removal(entry.span, 'neither')];
    const comma = this.#commaBetween(previous.span.to, entry.span.from);
    const removal = this.#removal(entry.span, 'before');
    if (comma === undefined) return [removal];
    if (removal.from <= comma + 1) return [{ from: comma, to: removal.to, text: '' }];
    return [{ from: comma, to: comma + 1, text: '' }, removal];
  }

  /** Removes some entries of a list or members of an object, not all of them, with the commas that belong to them. */
  removeAll(siblings: readonly Placed[], entries: readonly Placed[]): readonly PolicyEdit[] {
    const gone = new Set(entries);
    const lastKept = siblings.findLastIndex((sibling) => !gone.has(sibling));
    const kept = siblings[lastKept];
    const last = siblings.at(-1);
    const inside = siblings
      .slice(0, Math.max(0, lastKept))
      .filter((sibling) => gone.has(sibling))
      .flatMap((sibling) => this.remove(siblings, sibling));
    if (!kept || !last || kept === last) return inside;
    return [...inside, { from: kept.span.to, to: last.span.to, text: '' }];
  }

  /** A copy of the text of a node with edits made inside of it. */
  copyWith({ span }: Placed, edits: readonly PolicyEdit[]): string {
    return [...edits]
      .sort((a, b) => b.from - a.from)
      .reduce(
        (text, edit) => text.slice(0, edit.from - span.from) + edit.text + text.slice(edit.to - span.from),
        this.#text.slice(span.from, span.to),
      );
  }

  /** What stands between a comma and the next thing on the same line. */
  get gap(): string {
    return this.#afterColon;
  }

  /** The same for entries that follow each other, at least one. */
  removeRun(siblings: readonly Placed[], first: Placed, last: Placed): readonly PolicyEdit[] {
    const from = siblings.indexOf(first);
    const to = siblings.indexOf(last);
    const run: Placed = {
      range: { start: first.range.start, end: last.range.end },
      span: { from: first.span.from, to: last.span.to },
    };
    return this.remove([...siblings.slice(0, from), run, ...siblings.slice(to + 1)], run);
  }

  /** Adds entries behind one of a list, set off from each other as it is from what stands before it. */
  insertBehind(sibling: Placed, written: readonly string[]): PolicyEdit {
    const at = sibling.span.to;
    const gap = this.#layoutBefore(sibling);
    return { from: at, to: at, text: written.map((text) => `,${gap}${text}`).join('') };
  }

  /** Writes an object the way another one is laid out: over several lines and as far indented, or on one line. */
  writeLike(value: Readonly<Record<string, unknown>>, like: ObjectNode): string {
    const [first] = like.members;
    const inner = first && this.#layoutBefore(first);
    if (inner?.startsWith(this.#lineEnd) !== true) return this.#write(value);
    const indent = inner.slice(this.#lineEnd.length);
    const outer = this.#layoutBefore(like);
    const base = outer.startsWith(this.#lineEnd) ? outer.slice(this.#lineEnd.length) : '';
    const unit = indent.startsWith(base) && indent !== base ? indent.slice(base.length) : indent;
    return JSON.stringify(value, undefined, unit).replaceAll('\n', this.#lineEnd + base);
  }

  /** Removes a stretch of text, and its whole line if nothing else is on it. */
  removeText(span: PolicySpan): PolicyEdit {
    return this.#removal(span, 'neither');
  }

  /** Adds a member behind another one, or as the first. The value may be nested; it is written on one line. */
  insertMember(object: ObjectNode, after: Member | undefined, key: string, value: unknown): PolicyEdit {
    const written = `${JSON.stringify(key)}:${this.#afterColon}${this.#write(value)}`;
    return this.insertSource(object, after, written);
  }

  /** The same for a member that is written already. */
  insertSource(object: ObjectNode, after: Member | undefined, written: string): PolicyEdit {
    if (after) {
      const gap = this.#layoutBefore(after);
      return { from: after.span.to, to: after.span.to, text: `,${gap}${written}` };
    }
    const [first] = object.members;
    const at = first ? first.span.from : object.span.from + 1;
    return { from: at, to: at, text: first ? `${written},${this.#layoutBefore(first)}` : written };
  }

  /** Adds an entry behind the last one of a list, laid out in lines if that one begins a line. */
  appendItem({ items, span }: ArrayNode, value: unknown): PolicyEdit {
    const last = items.at(-1);
    if (!last) return { from: span.from + 1, to: span.from + 1, text: this.#write(value) };
    const gap = this.#layoutBefore(last);
    return { from: last.span.to, to: last.span.to, text: `,${gap}${this.#writeAfter(gap, value)}` };
  }

  /** Makes a list of a single value and a further one. */
  makeList({ span }: JsonNode, value: unknown): readonly PolicyEdit[] {
    const end = `,${this.#afterColon}${this.#write(value)}]`;
    return [
      { from: span.from, to: span.from, text: '[' },
      { from: span.to, to: span.to, text: end },
    ];
  }

  /** On several lines where what stands before it breaks the line, on one otherwise. */
  #writeAfter(gap: string, value: unknown): string {
    if (!gap.includes('\n')) return this.#write(value);
    const step = gap.includes('\t') ? '\t' : '  ';
    return JSON.stringify(value, undefined, step).replaceAll('\n', gap);
  }

  /** The white space by which a member is set off from what stands before it. */
  #layoutBefore({ span }: Placed): string {
    let start = span.from;
    while (start > 0 && /[ \t]/.test(this.#text.charAt(start - 1))) start -= 1;
    const newLine = this.#text.charAt(start - 1) === '\n';
    if (newLine) return this.#lineEnd + this.#text.slice(start, span.from);
    return this.#afterColon;
  }

  #commaBetween(from: number, to: number): number | undefined {
    let at = from;
    while (at < to) {
      if (this.#text.startsWith('//', at)) {
        const end = this.#text.indexOf('\n', at);
        at = end < 0 ? to : end;
      } else if (this.#text.startsWith('/*', at)) {
        const end = this.#text.indexOf('*/', at + 2);
        at = end < 0 ? to : end + 2;
      } else if (this.#text.charAt(at) === ',') {
        return at;
      } else {
        at += 1;
      }
    }
    return undefined;
  }

  #removal({ from, to }: PolicySpan, blanks: 'before' | 'after' | 'neither'): PolicyEdit {
    let start = from;
    let end = to;
    while (start > 0 && isBlank(this.#text.charAt(start - 1))) start -= 1;
    while (end < this.#text.length && isBlank(this.#text.charAt(end))) end += 1;
    const ownLine =
      this.#text.charAt(start - 1) === '\n' && /^(?:\r?\n)/.test(this.#text.slice(end, end + 2));
    if (ownLine) {
      const lineBreak = this.#text.charAt(start - 2) === '\r' ? 2 : 1;
      return { from: start - lineBreak, to: end, text: '' };
    }
    if (blanks === 'after') return { from, to: end, text: '' };
    return { from: blanks === 'before' ? start : from, to, text: '' };
  }

  #write(value: unknown): string {
    if (Array.isArray(value))
      return `[${value.map((item) => this.#write(item)).join(`,${this.#afterColon}`)}]`;
    if (typeof value !== 'object' || value === null) return JSON.stringify(value);
    const members = Object.entries(value).map(
      ([key, entry]) => `${JSON.stringify(key)}:${this.#afterColon}${this.#write(entry)}`,
    );
    const pad = this.#afterColon;
    return `{${pad}${members.join(`,${pad}`)}${pad}}`;
  }
}

function isBlank(character: string): boolean {
  return character === ' ' || character === '\t';
}

/** A short description of a JSON type with its article. */
export function typeName(node: JsonNode): string {
  const names = {
    object: 'an object',
    array: 'a list',
    string: 'a string',
    number: 'a number',
    boolean: 'a Boolean',
    null: 'null',
  } as const;
  return names[node.kind];
}
