import type { IpRange } from '../evaluate/ipAddress';

/** The range as its first address and its length, the way it is usually written: `203.0.113.0/24`. */
export function formatNetwork({ bits, value, prefix }: IpRange): string {
  const rest = BigInt(bits - prefix);
  const first = (value >> rest) << rest;
  return `${bits === 32 ? formatVersion4(first) : formatVersion6(first)}/${prefix}`;
}

function formatVersion4(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join('.');
}

/** RFC 5952: small letters, no leading zeros, the first of the longest runs of zeros as `::`. */
function formatVersion6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
  );
  let start = 0;
  let length = 1;
  for (let from = 0; from < groups.length; from += 1) {
    let to = from;
    while (groups[to] === '0') to += 1;
    if (to - from > length) [start, length] = [from, to - from];
  }
  if (length < 2) return groups.join(':');
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`;
}
