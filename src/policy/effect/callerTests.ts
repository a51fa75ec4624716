import type { ConditionTest } from '../document';
import { readOperator } from '../vocabulary/operators';
import { coversPattern, hasWildcard, matchesWildcard, wildcardPattern } from '../wildcard';
import type { Caller } from './callers';
import { holdsAt } from './judgeAlone';
import { ownForm, splitArn } from './patternOfCaller';
import { patternsMeet } from './patternsMeet';

/** Whether a test holds for all that a caller stands for, for none of them, or for some or perhaps some. */
export type HoldsFor = 'all' | 'none' | 'some';

/**
 * Judges a test on a key that follows from who asks. Those whom the list names one by one are not among those for whom
 * an ordinary caller, an account or a pattern stands.
 */
export function holdsFor(test: ConditionTest, caller: Caller, list: readonly Caller[]): HoldsFor {
  const key = test.key.toLowerCase();
  const value = caller.context[key];
  const shape = caller.standsFor?.[key];
  if (shape === undefined) return holdsAt(test, value) ? 'all' : 'none';
  if (shape.kind === 'values') {
    const held = shape.values.filter((one) => holdsAt(test, one)).length;
    return held === 0 ? 'none' : held === shape.values.length ? 'all' : 'some';
  }
  const operator = readOperator(test.operator)?.operator;
  if (!operator || test.values.length === 0 || operator.family === 'Null' || operator.family === 'Bool')
    return holdsAt(test, value) ? 'all' : 'none';
  if (operator.family !== 'String' && operator.family !== 'Arn') {
    // No ARN is a number, a date, an address or base 64; the number of an account is some of them.
    if (key === 'aws:principalarn') return holdsAt(test, value) ? 'all' : 'none';
    return 'some';
  }
  const compare: Comparison = {
    parts: operator.family === 'Arn' ? splitArn : (text) => [text],
    wildcards: operator.family === 'Arn' || operator.wildcards,
    fold: operator.name.endsWith('IgnoreCase') ? (text) => text.toLowerCase().toUpperCase() : undefined,
  };
  const matches = matchedBy(test.values, shape.patterns, compare, (text) =>
    isToldApart(text, key, caller, list),
  );
  if (matches === 'some') return 'some';
  return (matches === 'all') === operator.negated ? 'none' : 'all';
}

interface Comparison {
  readonly parts: (text: string) => readonly string[];
  readonly wildcards: boolean;
  /** Undefined where capitals matter. */
  readonly fold: ((text: string) => string) | undefined;
}

function matchedBy(
  values: readonly string[],
  patterns: readonly string[],
  { parts, wildcards, fold }: Comparison,
  isToldApartBy: (text: string) => boolean,
): HoldsFor {
  const meeting = values.filter((value) => {
    const asked = fold ? fold(value) : value;
    const meets = patterns.some((each) => {
      const pattern = fold ? fold(each) : each;
      if (!wildcards || !hasWildcard(asked)) return matchesWildcard(pattern, asked);
      const [ours, theirs] = [parts(pattern), parts(asked)];
      return (
        ours.length === theirs.length &&
        ours.every((part, place) => patternsMeet(wildcardPattern(part), wildcardPattern(theirs[place] ?? '')))
      );
    });
    // A name in other capitals may be that of somebody else.
    return meets && (fold !== undefined || !isToldApartBy(value));
  });
  if (meeting.length === 0) return 'none';
  const coversAll = patterns.every((pattern) =>
    meeting.some((value) => {
      const [inner, outer] = [parts(pattern), parts(value)];
      return (
        wildcards &&
        fold === undefined &&
        inner.length === outer.length &&
        inner.every((part, place) =>
          coversPattern(wildcardPattern(outer[place] ?? ''), wildcardPattern(part)),
        )
      );
    }),
  );
  return coversAll ? 'all' : 'some';
}

/** Whether all whom a value of the policy names have a caller of their own in the list. */
function isToldApart(text: string, key: string, caller: Caller, list: readonly Caller[]): boolean {
  const account = caller.context['aws:principalaccount'] ?? '';
  const isStranger = caller.standsFor?.['aws:principalaccount'] !== undefined;
  const isAccountOfSomebody = (id: string): boolean =>
    list.some((other) => other !== caller && other.accountToldApart === id);
  if (key === 'aws:principalaccount') return isStranger && isAccountOfSomebody(text);
  const others = list.filter((other) => other !== caller);
  const isNamed = (arn: string): boolean =>
    others.some(
      ({ context, standsFor }) =>
        context['aws:principalarn'] === arn && standsFor?.['aws:principalarn'] === undefined,
    );
  if (isStranger) {
    const theirs = /^arn:[^:*?]*:[^:*?]*:[^:*?]*:(\d{12}):/.exec(text)?.[1];
    if (theirs !== undefined && isAccountOfSomebody(theirs)) return true;
  }
  if (!hasWildcard(text)) return isNamed(text);
  if (isStranger) return false;
  const own = ownForm(text, splitArn(caller.context['aws:principalarn'] ?? '')[1] ?? '', account);
  if (own === undefined) return false;
  if (!hasWildcard(own)) return isNamed(own);
  // Who fits two patterns is one of both.
  return caller.pattern === undefined && others.some(({ pattern }) => pattern === own);
}
