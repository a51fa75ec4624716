import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  anyOne,
  coversPattern,
  isMatchAll,
  matchesCharacters,
  matchesWildcard,
  wildcardMatcher,
  wildcardPattern,
} from '../../../src/policy/wildcard';

/** The definition, word for word; exponential. */
function matchesNaively(pattern: string, text: string): boolean {
  const [part, ...rest] = Array.from(pattern);
  if (part === undefined) return text === '';
  const [, ...others] = Array.from(text);
  const shorter = others.join('');
  if (part === '*') {
    return matchesNaively(rest.join(''), text) || (text !== '' && matchesNaively(pattern, shorter));
  }
  return text !== '' && (part === '?' || text.startsWith(part)) && matchesNaively(rest.join(''), shorter);
}

/** How often a match looks at a character of the text. */
function countReads(pattern: string, text: string): number {
  let reads = 0;
  const watched = new Proxy(Array.from(text), {
    get(target, property, receiver): unknown {
      if (typeof property === 'string' && /^\d+$/.test(property)) reads += 1;
      return Reflect.get(target, property, receiver);
    },
  });
  matchesCharacters(wildcardPattern(pattern), watched);
  return reads;
}

describe('matchesWildcard', () => {
  const cases: readonly [pattern: string, text: string, expected: boolean, why: string][] = [
    ['', '', true, 'empty matches empty'],
    ['', 'a', false, 'empty matches nothing else'],
    ['*', '', true, 'a star runs over nothing'],
    ['*', 'abc', true, 'a star runs over everything'],
    ['**', '', true, 'two stars are one'],
    ['a*c', 'ac', true, 'an empty run between'],
    ['a*c', 'abbbc', true, 'a run between'],
    ['a*a', 'a', false, 'beginning and end do not share a character'],
    ['?', '', false, 'a question mark is one character, not none'],
    ['?', 'ab', false, 'a question mark is one character, not two'],
    ['?', '📼', true, 'a character outside the basic plane is one'],
    ['*?', 'a', true, 'a star leaves the last character to a question mark'],
    ['*a?c*', 'xxabcxx', true, 'a question mark between stars'],
    ['*ab*ab', 'abab', true, 'segments one after the other'],
    ['*ab*ab', 'ab', false, 'segments do not share characters'],
    ['*aab*', 'aaab', true, 'a start that fails overlaps the one that fits'],
    ['A', 'a', false, 'case counts'],
    ['a.c', 'abc', false, 'a full stop is a full stop'],
    ['[a]', 'a', false, 'brackets are brackets'],
    ['a', 'a ', false, 'white space counts'],
  ];
  for (const [pattern, text, expected, why] of cases) {
    it(`${why}: "${pattern}" on "${text}" is ${expected}`, () => {
      assert.equal(matchesWildcard(pattern, text), expected);
    });
  }

  it('takes a star for a character where the pattern says so', () => {
    assert.equal(matchesWildcard(['a', '*', anyOne], 'a*b'), true);
    assert.equal(matchesWildcard(['a', '*', anyOne], 'axb'), false);
  });

  it('knows a pattern for every text, however many its stars', () => {
    assert.deepEqual(['*', '***', '', '*a', '?'].map(isMatchAll), [true, true, false, false, false]);
  });

  it('agrees with the definition', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 7 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '*', '📼'), maxLength: 8 });
    fc.assert(
      fc.property(pattern, text, (p, t) => {
        assert.equal(matchesWildcard(p, t), matchesNaively(p, t));
      }),
      { numRuns: 3000 },
    );
  });

  const adversaries: readonly [name: string, pattern: (size: number) => string, last: string][] = [
    ['many stars', (size) => '*a'.repeat(size) + '*b', 'c'],
    ['one long segment that nearly fits', (size) => `*${'a'.repeat(size)}b*`, 'a'],
    ['question marks that nearly fit', (size) => `*${'a?'.repeat(size)}b*`, 'a'],
    ['stars in a row', (size) => '*'.repeat(size), 'a'],
  ];
  for (const [name, pattern, last] of adversaries) {
    it(`reads each character of the text twice at most: ${name}`, () => {
      for (const size of [16, 32, 64, 128, 256]) {
        const text = 'a'.repeat(size * 4) + last;
        assert(countReads(pattern(size), text) <= 2 * text.length, `pattern of size ${size}`);
      }
    });
  }
});

describe('wildcardMatcher', () => {
  it('says what matchesWildcard says, also of halves of characters', () => {
    const unit = fc.constantFrom('a', 'b', '*', '?', '📼', '\uD83D', '\uDCFC');
    const pattern = fc.array(unit, { maxLength: 7 }).map((units) => units.join(''));
    const text = fc.array(unit, { maxLength: 9 }).map((units) => units.join(''));
    fc.assert(
      fc.property(pattern, text, (p, t) => {
        assert.equal(wildcardMatcher(p)(t), matchesWildcard(p, t));
      }),
      { numRuns: 5000 },
    );
  });

  it('says the same of segments that are long', () => {
    const segment = fc.constantFrom('', 'a', 'ab', 'a'.repeat(32), 'a'.repeat(33), `${'a'.repeat(40)}b`);
    const pattern = fc.array(segment, { minLength: 1, maxLength: 5 }).map((segments) => segments.join('*'));
    const text = fc.array(segment, { maxLength: 5 }).map((segments) => segments.join(''));
    fc.assert(
      fc.property(pattern, text, (p, t) => {
        assert.equal(wildcardMatcher(p)(t), matchesWildcard(p, t));
      }),
      { numRuns: 2000 },
    );
  });

  it('comes to an end with long texts that nearly fit', () => {
    // A matcher that tries again and again would need hours for these.
    for (const pattern of [`${'*a'.repeat(5000)}*b`, `*${'a'.repeat(32)}b*`, `*${'a'.repeat(9000)}b*`])
      assert.equal(wildcardMatcher(pattern)('a'.repeat(100_000)), false);
    for (const pattern of ['*?a'.repeat(3000), `*${'a?'.repeat(3000)}b*`])
      assert.equal(wildcardMatcher(pattern)('a'.repeat(20_000)), pattern.startsWith('*?a'));
  });
});

describe('coversPattern', () => {
  const cases: readonly [outer: string, inner: string, expected: boolean][] = [
    ['*', '', true],
    ['*', '*', true],
    ['*', 'a?*', true],
    ['a*', 'a*b*', true],
    ['a*c', 'a*b*c', true],
    ['a*b*', 'ab*', true],
    ['a?', 'ab', true],
    ['a?', 'a?', true],
    ['?*', '?a', true],
    ['a?', 'a*', false],
    ['a??', 'a*', false],
    ['a?*', 'a*', false],
    ['a*?b', 'a*b', false],
    ['a*b', 'a*', false],
    ['a', 'a*', false],
    ['ab', 'a?', false],
    ['*b*', '*', false],
    ['*', '**', true],
    ['A*', 'ab', false],
  ];
  for (const [outer, inner, expected] of cases)
    it(`${outer} ${expected ? 'covers' : 'does not cover'} ${inner}`, () =>
      assert.equal(coversPattern(wildcardPattern(outer), wildcardPattern(inner)), expected));

  it('never says yes where a text fits the inner pattern only', function () {
    this.timeout(20_000);
    const word = (...units: string[]) =>
      fc.array(fc.constantFrom(...units), { maxLength: 6 }).map((parts) => parts.join(''));
    const pattern = word('a', 'b', '*', '?');
    fc.assert(
      fc.property(pattern, pattern, word('a', 'b', 'c'), (outer, inner, text) => {
        const refuted = matchesWildcard(inner, text) && !matchesWildcard(outer, text);
        assert.ok(!refuted || !coversPattern(wildcardPattern(outer), wildcardPattern(inner)));
      }),
      { numRuns: 2000 },
    );
  });

  it('never says no where the inner one is the outer one filled in', () => {
    const parts = fc.array(fc.constantFrom('a', 'b', '*', '?'), { maxLength: 6 });
    const filling = fc.array(fc.constantFrom('', 'a', 'c', '*', '??'), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(parts, filling, (outer, fillings) => {
        const inner = outer.map((part, index) =>
          part === '*' ? fillings[index] : part === '?' ? 'c' : part,
        );
        assert.ok(coversPattern(wildcardPattern(outer.join('')), wildcardPattern(inner.join(''))));
      }),
    );
  });
});
