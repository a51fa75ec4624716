export interface IpAddress {
  /** 32 in version 4, 128 in version 6. */
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** The addresses that agree with this one in their first `prefix` bits. */
export interface IpRange extends IpAddress {
  readonly prefix: number;
}

/** Reads a CIDR range of either version; an address by itself is a range of one. */
export function parseIpRange(text: string): IpRange | undefined {
  const slash = text.indexOf('/');
  const address = parseIpAddress(slash < 0 ? text : text.slice(0, slash));
  if (!address) return undefined;
  const prefix = slash < 0 ? address.bits : parseNumber(text.slice(slash + 1), address.bits);
  return prefix === undefined ? undefined : { ...address, prefix };
}

/**
 * Reads an address: IPv4 as four numbers, IPv6 in every text form of RFC 4291, without a zone. Numbers with leading
 * zeros are refused, because some read them as octal.
 */
export function parseIpAddress(text: string): IpAddress | undefined {
  const version6 = text.includes(':');
  const value = version6 ? parseVersion6(text) : parseVersion4(text);
  return value === undefined ? undefined : { bits: version6 ? 128 : 32, value };
}

/** Versions 4 and 6 never hold each other's addresses. */
export function holdsAddress(range: IpRange, address: IpAddress): boolean {
  const rest = BigInt(range.bits - range.prefix);
  return range.bits === address.bits && range.value >> rest === address.value >> rest;
}

function parseVersion4(text: string): bigint | undefined {
  const bytes = text.split('.').map((part) => parseNumber(part, 255));
  return bytes.length === 4 ? joinGroups(bytes, 8n) : undefined;
}

function parseVersion6(text: string): bigint | undefined {
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  const before = parseGroups(head, tail === undefined);
  if (tail === undefined) return before.length === 8 ? joinGroups(before, 16n) : undefined;
  const after = parseGroups(tail, true);
  const missing = 8 - before.length - after.length;
  if (missing < 1) return undefined;
  return joinGroups([...before, ...Array<number>(missing).fill(0), ...after], 16n);
}

/** The 16-bit groups of one side of a `::`, `undefined` in place of what is none. The last may be an IPv4 address. */
function parseGroups(text: string, mayEndInVersion4: boolean): (number | undefined)[] {
  if (text === '') return [];
  const parts = text.split(':');
  return parts.flatMap((part, index) => {
    if (mayEndInVersion4 && index === parts.length - 1 && part.includes('.')) {
      const value = parseVersion4(part);
      return value === undefined ? [undefined] : [Number(value >> 16n), Number(value & 0xffffn)];
    }
    return [/^[0-9a-f]{1,4}$/i.test(part) ? Number.parseInt(part, 16) : undefined];
  });
}

function joinGroups(groups: readonly (number | undefined)[], width: bigint): bigint | undefined {
  let value = 0n;
  for (const group of groups) {
    if (group === undefined) return undefined;
    value = (value << width) | BigInt(group);
  }
  return value;
}

function parseNumber(text: string, greatest: number): number | undefined {
  if (!/^(?:0|[1-9]\d{0,2})$/.test(text)) return undefined;
  const value = Number(text);
  return value <= greatest ? value : undefined;
}

/** Whether every address of the first range is in the second, too. */
export function isWithin(inner: IpRange, outer: IpRange): boolean {
  return inner.prefix >= outer.prefix && holdsAddress(outer, inner);
}
