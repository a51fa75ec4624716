import { matchesWildcard, wildcardMatcher, type Pattern } from '../wildcard';
import { arnMatcher, matchesArn } from './arn';
import { decodeBase64 } from './binary';
import { parseDate } from './date';
import { holdsAddress, parseIpAddress, parseIpRange } from './ipAddress';
import { compareDecimals, parseDecimal, parseWhole, type Decimal } from './number';
import { plainText, readTemplate, type VariableLookup } from './variables';

/**
 * Compares a value of the request with the value of the policy that it was made for. Undefined where the two cannot be
 * compared, because one is no number, date or address: then neither the operator nor its negation holds.
 */
export type ValueTest = (requestValue: string, lookup: VariableLookup | undefined) => boolean | undefined;

/** Reads a value of the policy, once for all requests. */
export type Comparison = (policyValue: string) => ValueTest;

/**
 * Compares texts that may hold variables. One without a value matches nothing, so that the negated operator holds.
 * @param literal makes the test of a text without variables
 * @param expanded the same for one whose variables have been replaced
 */
function text(
  literal: (policyValue: string) => (requestValue: string) => boolean,
  expanded: (pattern: Pattern, requestValue: string) => boolean,
): Comparison {
  return (policyValue) => {
    const matches = literal(policyValue);
    const expand = readTemplate(policyValue);
    if (!expand) return matches;
    return (requestValue, lookup) => {
      if (!lookup) return matches(requestValue);
      const pattern = expand(lookup);
      return pattern !== undefined && expanded(pattern, requestValue);
    };
  };
}

const equalText = (fold: (text: string) => string): Comparison =>
  text(
    (policyValue) => {
      const wanted = fold(policyValue);
      return (requestValue) => fold(requestValue) === wanted;
    },
    (pattern, requestValue) => fold(plainText(pattern)) === fold(requestValue),
  );

export const stringEquals = equalText((value) => value);

/** Lower before upper case: `ẞ`, `ß` and `ss`, and the three sigmas, all become the same. */
export const stringEqualsIgnoreCase = equalText((value) => value.toLowerCase().toUpperCase());

export const stringLike = text(wildcardMatcher, matchesWildcard);

/** What is no ARN matches none, so that the negated operator holds. */
export const arnLike = text(arnMatcher, matchesArn);

type Accepts = (order: number) => boolean;

/** Makes a comparison of two numbers from what their order (below, at or above zero) must be. */
export const numeric = (accepts: Accepts): Comparison => {
  const exactly = ordered(parseDecimal)(accepts);
  return (policyValue) => {
    const whole = parseWhole(policyValue);
    const compare = exactly(policyValue);
    if (whole === undefined) return compare;
    return (requestValue, lookup) => {
      const asked = parseWhole(requestValue);
      return asked === undefined ? compare(requestValue, lookup) : accepts(asked - whole);
    };
  };
};

/** Makes a comparison of two instants from what their order (below, at or above zero) must be. */
export const date = (accepts: Accepts): Comparison => ordered(parseDate)(accepts);

function ordered(parse: (text: string) => Decimal | undefined): (accepts: Accepts) => Comparison {
  return (accepts) => (policyValue) => {
    const wanted = parse(policyValue);
    if (!wanted) return incomparable;
    return (requestValue) => {
      const asked = parse(requestValue);
      return asked && accepts(compareDecimals(asked, wanted));
    };
  };
}

const incomparable: ValueTest = () => undefined;

export const bool: Comparison = (policyValue) => {
  const wanted = policyValue.toLowerCase();
  if (wanted !== 'true' && wanted !== 'false') return () => false;
  return (requestValue) => requestValue.toLowerCase() === wanted;
};

export const binaryEquals: Comparison = (policyValue) => {
  const wanted = decodeBase64(policyValue);
  if (!wanted) return () => false;
  return (requestValue) => {
    const asked = decodeBase64(requestValue);
    return asked?.length === wanted.length && asked.every((byte, index) => byte === wanted[index]);
  };
};

export const ipAddress: Comparison = (policyValue) => {
  const range = parseIpRange(policyValue);
  if (!range) return incomparable;
  return (requestValue) => {
    const address = parseIpAddress(requestValue);
    return address && holdsAddress(range, address);
  };
};
