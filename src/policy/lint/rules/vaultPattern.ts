import { oncePer } from '../once';
import { oncePerText } from '../../oncePerText';
import { regions, type Region } from '../../vocabulary/regions';
import { anyOne, anyRun, isMatchAll, wildcardPattern, type Pattern, type PatternPart } from '../../wildcard';
import { openPattern } from '../../openPattern';

/** What may stand at one place of a text: one certain character, or one of many. */
type Slot = string | RegExp;

const digit = /\d/;
const nameLetter = /[A-Za-z0-9._-]/;
const account: readonly Slot[] = Array.from({ length: 12 }, () => digit);
const longestName = 255;
const vault: readonly Slot[] = [
  ...Array.from('vaults/'),
  ...Array.from({ length: longestName }, () => nameLetter),
];
/** The last characters of a name that may be left out. */
const optional = longestName - 1;

/** For each part of an ARN of a vault in this region: the part alone, and with all that follows it. */
const partsIn = oncePer(({ name, partition }: Region) => {
  const parts: readonly (readonly Slot[])[] = [
    Array.from('arn'),
    Array.from(partition),
    Array.from('glacier'),
    Array.from(name),
    account,
    vault,
  ];
  return parts.map((part, index) => ({
    part,
    onward: parts.slice(index + 1).reduce((text, next) => [...text, ':', ...next], part),
  }));
});

/**
 * Whether an entry of Resource matches some vault at all, judged as the evaluator does: part by part, the last part
 * written running across colons. A variable after the fifth colon may stand for any text.
 */
export const canMatchVault = oncePerText((entry: string): boolean => {
  if (isMatchAll(entry)) return true;
  const parts = entry.split(':');
  if (parts[0] !== 'arn' || parts[2] !== 'glacier') return false;
  const kept = parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
  const patterns = kept.map((part, index) => (index === 5 ? openPattern(part) : wildcardPattern(part)));
  return regions.some((region) => {
    const values = partsIn(region);
    return patterns.every((pattern, index) => {
      const value = values[index];
      if (!value) return false;
      return index === patterns.length - 1
        ? fits(pattern, value.onward, optional)
        : fits(pattern, value.part, 0);
    });
  });
});

/** Whether the last part of an ARN names a vault, or may with its wildcards and variables. */
export function canNameVault(resource: string): boolean {
  return fits(openPattern(resource), vault, optional);
}

/** Whether a part of an ARN is the number of an account, or may be with its wildcards. */
export function canBeAccount(part: string): boolean {
  return fits(wildcardPattern(part), account, 0);
}

/**
 * Whether there is a text of these slots that matches the pattern. Bit i of `ends` says that the parts read so far can
 * end before slot i, so that the cost grows with the length of the pattern alone.
 * @param mayLack how many of the last slots may be empty
 */
function fits(pattern: Pattern, slots: readonly Slot[], mayLack: number): boolean {
  const parts = pattern.filter((part, index) => part !== anyRun || pattern[index - 1] !== anyRun);
  if (parts.filter((part) => part !== anyRun).length > slots.length) return false;
  const takenAt = places(slots);
  const everywhere = (1n << BigInt(slots.length + 1)) - 1n;
  let ends = 1n;
  for (const part of parts) {
    if (ends === 0n) return false;
    // All places from the first one on.
    if (part === anyRun) ends = everywhere & ~((ends & -ends) - 1n);
    else ends = ((ends & takenAt(part)) << 1n) & everywhere;
  }
  return ends >> BigInt(slots.length - mayLack) !== 0n;
}

/** At which slots a character of a pattern can stand, as bits. */
const places = oncePer((slots: readonly Slot[]) => {
  const known = new Map<PatternPart, bigint>([[anyOne, (1n << BigInt(slots.length)) - 1n]]);
  return (part: PatternPart): bigint => {
    const before = known.get(part);
    if (before !== undefined || typeof part !== 'string') return before ?? 0n;
    let bits = 0n;
    slots.forEach((slot, index) => {
      if (typeof slot === 'string' ? slot === part : slot.test(part)) bits |= 1n << BigInt(index);
    });
    // Odd characters are not worth remembering, and there are many of them.
    if (bits !== 0n) known.set(part, bits);
    return bits;
  };
});
