/** Bytes of a text in UTF-8. A lone surrogate is sent as the replacement character, which has three. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    // Each half of a surrogate pair counts two of the pair's four bytes.
    if (unit >= 0x800) bytes += isPaired(text, index, unit) ? 1 : 2;
    else if (unit >= 0x80) bytes += 1;
  }
  return bytes;
}

function isPaired(text: string, index: number, unit: number): boolean {
  if (unit < 0xd800 || unit > 0xdfff) return false;
  const other = unit < 0xdc00 ? text.charCodeAt(index + 1) : text.charCodeAt(index - 1);
  return unit < 0xdc00 ? other >= 0xdc00 && other <= 0xdfff : other >= 0xd800 && other <= 0xdbff;
}
