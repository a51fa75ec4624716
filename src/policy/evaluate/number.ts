/** A decimal number without loss: `sign` × 0.`digits` × 10 ^ `exponent`. Zero has no digits and exponent 0. */
export interface Decimal {
  readonly sign: -1 | 0 | 1;
  /** Neither begins nor ends with a zero, so that equal numbers have equal digits. */
  readonly digits: string;
  readonly exponent: bigint;
}

const notation = /^([+-]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:[eE]([+-]?\d+))?$/;

/** Reads a whole text as one decimal number. `12abc`, ` 12` and the empty text are none. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = notation.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', bareFraction = '', exponent = '0'] = match;
  const written = whole + fraction + bareFraction;
  const start = countZeros(written, 0, 1);
  if (start === written.length) return { sign: 0, digits: '', exponent: 0n };
  const end = written.length - countZeros(written, written.length - 1, -1);
  return {
    sign: sign === '-' ? -1 : 1,
    digits: written.slice(start, end),
    exponent: BigInt(whole.length - start) + BigInt(exponent),
  };
}

/** Negative, zero or positive as `a` is less than, equal to or greater than `b`. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  if (a.sign !== b.sign) return a.sign - b.sign;
  if (a.exponent !== b.exponent) return a.exponent < b.exponent ? -a.sign : a.sign;
  if (a.digits === b.digits) return 0;
  return a.digits < b.digits ? -a.sign : a.sign;
}

function countZeros(text: string, from: number, step: 1 | -1): number {
  let at = from;
  while (text[at] === '0') at += step;
  return Math.abs(at - from);
}

/** A number of days and the like, which can be compared as it is. Undefined for all that only `Decimal` holds exactly. */
export function parseWhole(text: string): number | undefined {
  if (text.length === 0 || text.length > mostDigits) return undefined;
  let value = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return value;
}

/** All numbers of so many digits are exact. */
const mostDigits = 15;
