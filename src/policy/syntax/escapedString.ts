/** The content of a JSON string literal, and where each unit of it stands in the source. */
export interface EscapedString {
  readonly value: string;
  /** `value.length + 1` entries: the source offset of each UTF-16 unit, then that of the closing quote. */
  readonly offsets: Uint32Array;
}

const simpleEscapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/**
 * Decodes a JSON string literal unit by unit. An escape that JSON does not know stands for nothing, as in
 * jsonc-parser, so that both always agree on the value.
 * @param start offset of the first unit after the opening quote
 * @param end offset of the closing quote, or of the end of the text if there is none
 */
export function decodeString(source: string, start: number, end: number): EscapedString {
  const units: string[] = [];
  const offsets: number[] = [];
  let at = start;
  while (at < end) {
    const unit = source.charAt(at);
    if (unit !== '\\') {
      units.push(unit);
      offsets.push(at);
      at += 1;
      continue;
    }
    const letter = source.charAt(at + 1);
    const simple = simpleEscapes.get(letter);
    if (simple !== undefined) {
      units.push(simple);
      offsets.push(at);
      at += 2;
    } else if (letter === 'u') {
      const digits = hexDigits(source, at + 2, end);
      if (digits === 4) {
        units.push(String.fromCharCode(Number.parseInt(source.slice(at + 2, at + 6), 16)));
        offsets.push(at);
      }
      at += 2 + digits;
    } else {
      at += 2;
    }
  }
  offsets.push(end);
  return { value: units.join(''), offsets: Uint32Array.from(offsets) };
}

function hexDigits(source: string, from: number, end: number): number {
  let count = 0;
  while (count < 4 && from + count < end && /[0-9a-fA-F]/.test(source.charAt(from + count))) count += 1;
  return count;
}
