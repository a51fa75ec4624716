import { matchesWildcard } from '../wildcard';
import { matchesArn } from './arn';
import { decodeBase64 } from './binary';
import { parseDate } from './date';
import { holdsAddress, parseIpAddress, parseIpRange } from './ipAddress';
import { compareDecimals, parseDecimal, type Decimal } from './number';
import { expandVariables, plainText, type VariableLookup } from './variables';

/**
 * Compares a value of the request with a value of the policy. Undefined where the two cannot be compared, because one
 * is no number, date or address: then neither the operator nor its negation holds.
 */
export type Comparison = (
  requestValue: string,
  policyValue: string,
  lookup: VariableLookup | undefined,
) => boolean | undefined;

/** A variable without a value matches nothing, so that the negated operator holds. */
const equalText =
  (fold: (text: string) => string): Comparison =>
  (requestValue, policyValue, lookup) => {
    const pattern = expandVariables(policyValue, lookup);
    return pattern !== undefined && fold(plainText(pattern)) === fold(requestValue);
  };

export const stringEquals = equalText((text) => text);

/** Lower before upper case: `ẞ`, `ß` and `ss`, and the three sigmas, all become the same. */
export const stringEqualsIgnoreCase = equalText((text) => text.toLowerCase().toUpperCase());

export const stringLike: Comparison = (requestValue, policyValue, lookup) => {
  const pattern = expandVariables(policyValue, lookup);
  return pattern !== undefined && matchesWildcard(pattern, requestValue);
};

/** What is no ARN matches none, so that the negated operator holds. */
export const arnLike: Comparison = (requestValue, policyValue, lookup) => {
  const pattern = expandVariables(policyValue, lookup);
  return pattern !== undefined && matchesArn(pattern, requestValue);
};

const ordered =
  (parse: (text: string) => Decimal | undefined) =>
  (accepts: (order: number) => boolean): Comparison =>
  (requestValue, policyValue) => {
    const a = parse(requestValue);
    const b = parse(policyValue);
    return a && b && accepts(compareDecimals(a, b));
  };

/** Makes a comparison of two numbers from what their order (below, at or above zero) must be. */
export const numeric = ordered(parseDecimal);

/** Makes a comparison of two instants from what their order (below, at or above zero) must be. */
export const date = ordered(parseDate);

export const bool: Comparison = (requestValue, policyValue) => {
  const wanted = policyValue.toLowerCase();
  return (wanted === 'true' || wanted === 'false') && requestValue.toLowerCase() === wanted;
};

export const binaryEquals: Comparison = (requestValue, policyValue) => {
  const a = decodeBase64(requestValue);
  const b = decodeBase64(policyValue);
  return a !== undefined && a.length === b?.length && a.every((byte, index) => byte === b[index]);
};

export const ipAddress: Comparison = (requestValue, policyValue) => {
  const address = parseIpAddress(requestValue);
  const range = parseIpRange(policyValue);
  return address && range && holdsAddress(range, address);
};
