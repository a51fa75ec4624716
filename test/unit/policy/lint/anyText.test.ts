import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  lint,
  looksLikePolicy,
  parsePolicy,
  readPolicyDocument,
  type ParsedPolicy,
} from '../../../../src/policy';
import { readCases } from './cases';
import { somePolicies, target } from './somePolicies';

/** Policies with everything in them that some rule looks at. */
const samples = fc.constantFrom(...new Set(readCases().map(({ text }) => text)));
const policies = fc.oneof(samples, somePolicies);

const piece = fc.oneof(
  fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '\\',
    '\\u',
    '/*',
    '//',
    '*/',
    '\n',
    '\uFEFF',
    '\uD83D',
    '${',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom('null', '-1e999', '0', 'true', '"__proto__":', '"constructor":{},', '"Statement":', '"*"'),
);

/** A policy in which some places were overwritten, by chance or by a hand that slipped. */
const mutated = fc
  .tuple(policies, fc.array(fc.tuple(fc.nat(), fc.nat({ max: 12 }), piece), { minLength: 1, maxLength: 4 }))
  .map(([text, changes]) =>
    changes.reduce((before, [place, removed, added]) => {
      const at = place % (before.length + 1);
      return before.slice(0, at) + added + before.slice(at + removed);
    }, text),
  );
const truncated = fc.tuple(policies, fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1)));
const bytes = fc.uint8Array({ maxLength: 200 }).map((all) => Buffer.from(all).toString('utf8'));
/** Any JSON where a policy has an element. */
const json = fc
  .tuple(fc.jsonValue({ maxDepth: 4 }), fc.jsonValue({ maxDepth: 4 }))
  .map(([Statement, element]) =>
    JSON.stringify({
      Statement: [Statement, { Effect: element, Action: element, Condition: { a: element } }],
    }),
  );
const text = fc
  .oneof(
    mutated,
    truncated,
    bytes,
    json,
    fc.json(),
    fc.string({ unit: 'binary' }),
    fc.array(piece).map((all) => all.join('')),
  )
  .chain((inner) => fc.constantFrom(inner, JSON.stringify({ Policy: inner }), `{"Policy":"${inner}`));

describe('any text', () => {
  it('can be read and judged, always the same, with places and repairs inside of it', function () {
    this.timeout(120_000);
    fc.assert(
      fc.property(text, fc.boolean(), (file, withTarget) => {
        const options = withTarget ? { targetVaultArn: target } : {};
        const parsed = parsePolicy(file);
        const found = lint(parsed, options);
        assert.deepEqual(lint(parsePolicy(file), options), found);
        looksLikePolicy(parsed);
        readPolicyDocument(file);
        if (parsed.sentText !== undefined) readPolicyDocument(parsed.sentText);
        for (const { range, fixes } of found) {
          assertInside(range, file);
          for (const { edits } of fixes) for (const edit of edits) assertInside(edit, file);
        }
        assertKnownBySyntax(
          parsed,
          found.map(({ code }) => code),
        );
      }),
      { numRuns: runs(1500) },
    );
  });
});

function assertInside({ start, end }: { start: number; end: number }, file: string): void {
  assert.ok(0 <= start && start <= end && end <= file.length, `${start}–${end} in ${JSON.stringify(file)}`);
}

/** Text that is no JSON is never passed over in silence, and no fault is found with text that is. */
function assertKnownBySyntax(
  { text: file, envelope, policyText, syntaxErrors }: ParsedPolicy,
  codes: readonly string[],
): void {
  const sound = isJson(file.replace(/^\uFEFF/, '')) && (envelope !== 'wrapper' || isJson(policyText));
  if (sound) assert.deepEqual(syntaxErrors, []);
  else assert.ok(codes.includes('json-syntax') || codes.includes('wrong-envelope'), JSON.stringify(file));
}

function isJson(some: string): boolean {
  try {
    JSON.parse(some);
    return true;
  } catch {
    return false;
  }
}

/** More of them by hand, to hunt: VAULT_LOCK_RUNS=20000. */
function runs(usual: number): number {
  return Number(process.env['VAULT_LOCK_RUNS'] ?? usual);
}
