import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cellsOf } from '../../../src/cli/lint/cells';
import { textReport } from '../../../src/cli/explain/textReport';
import { explanationOf, lint, parsePolicy } from '../../../src/policy';

const policy = (hold: string, sid = 'keep') =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: sid,
        Effect: 'Deny',
        Principal: { AWS: ['111122223333', 'arn:aws:iam::444455556666:role/a/long/path/to/Auditors'] },
        Action: ['glacier:DeleteArchive', 'glacier:InitiateJob'],
        Resource: 'arn:aws:glacier:us-west-2:111122223333:vaults/ledger',
        Condition: {
          NumericLessThan: { 'glacier:ArchiveAgeInDays': 2557 },
          StringEquals: { 'glacier:ResourceTag/LegalHold': hold },
        },
      },
    ],
  });

function report(text: string, columns: number | undefined, colour = false): string {
  const parsed = parsePolicy(text);
  const explanation = explanationOf(parsed, {
    name: 'a.json',
    now: Date.UTC(2026, 10, 22),
    diagnostics: lint(parsed),
  });
  return textReport({ explanation }, { colour, columns });
}

/** Without what stands between an escape character and the `m` that ends a colour. */
const withoutColours = (text: string): string =>
  text
    .split('\u001B[')
    .map((part, place) => (place === 0 ? part : part.slice(part.indexOf('m') + 1)))
    .join('');

describe('the explanation on a terminal', function () {
  this.timeout(60_000);

  it('keeps within the page, whatever the policy says', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('a', 'é', '界', '😀', ' ', '|', '\u001B', '\u202E', '\uE000', '*'),
        }),
        fc.integer({ min: 40, max: 140 }),
        (word, columns) => {
          const page = report(policy(word, word), columns);
          for (const line of page.split('\n')) {
            assert.ok(cellsOf(line) <= Math.min(columns, 100), line);
            assert.doesNotMatch(line, /[\p{Cc}\u202E\uE000-\uE003]/u);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('has 80 columns where nobody knows how wide the page is', () => {
    const widest = Math.max(...report(policy('true'), undefined).split('\n').map(cellsOf));
    assert.ok(widest <= 80 && widest > 70, String(widest));
  });

  it('is the same with colours, but for the colours', () => {
    const coloured = report(policy('true'), 80, true);
    assert.ok(coloured.includes('\u001B[1m2,557\u001B[22m'), coloured);
    assert.equal(withoutColours(coloured), report(policy('true'), 80));
  });
});
