import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parsePolicy, retentionHints } from '../../../../src/policy';
import { policyWith } from '../hover/cursor';

const options = { now: Date.UTC(2026, 10, 22) };

/** The text with each hint where it stands, in guillemets. */
function shown(text: string): string {
  return [...retentionHints(parsePolicy(text), options)]
    .sort((a, b) => b.offset - a.offset)
    .reduce((whole, { offset, label }) => `${whole.slice(0, offset)}«${label}»${whole.slice(offset)}`, text);
}

function hintsFor(changes: Readonly<Record<string, unknown>>): readonly string[] {
  return retentionHints(parsePolicy(policyWith(changes)), options).map(({ label }) => label);
}

const age = (operator: string, days: unknown) => ({
  Condition: { [operator]: { 'glacier:ArchiveAgeInDays': days } },
});

describe('retentionHints', () => {
  const table: readonly (readonly [
    changes: Readonly<Record<string, unknown>>,
    ...labels: readonly string[],
  ])[] = [
    [age('NumericLessThan', '365'), '≈ 1 year · deletable from day 365'],
    [age('NumericLessThan', 366), '1 year · deletable from day 366'],
    [age('NumericLessThanEquals', '365'), '≈ 1 year · deletable from day 366'],
    [age('NumericLessThan', '2557'), '7 years · deletable from day 2,557'],
    [age('NumericLessThan', '2555'), '≈ 7 years · deletable from day 2,555'],
    [age('NumericLessThan', '8760'), '≈ 24 years · deletable from day 8,760'],
    [age('NumericLessThan', '550'), '≈ 1.5 years · deletable from day 550'],
    [age('NumericLessThan', '90'), '≈ 3 months · deletable from day 90'],
    [age('NumericLessThan', '30'), '≈ 1 month · deletable from day 30'],
    [age('NumericLessThan', '14'), '2 weeks · deletable from day 14'],
    [age('NumericLessThan', '7'), 'deletable from day 7'],
    [age('NumericLessThan', '7.5'), 'deletable from day 8'],
    [age('NumericLessThanEquals', '7.5'), 'deletable from day 8'],
    [age('NumericLessThan', '0'), 'denies nothing'],
    [age('NumericLessThan', '-5'), 'denies nothing'],
    [age('NumericLessThanEquals', '0'), 'deletable from day 1'],
    [age('NumericGreaterThan', '365'), '≈ 1 year · not deletable from day 366'],
    [age('NumericGreaterThanEquals', '365'), '≈ 1 year · not deletable from day 365'],
    [age('NumericGreaterThanEquals', '0'), 'denied at every age'],
    [age('NumericEquals', '5'), 'denied on day 5 only'],
    [age('NumericEquals', '5.5'), 'denies nothing'],
    [age('NumericNotEquals', '5'), 'denied except on day 5'],
    [age('NumericLessThanIfExists', '365'), '≈ 1 year · deletable from day 365'],
    [age('numericlessthan', '365'), '≈ 1 year · deletable from day 365'],
    [age('NumericLessThan', ['90', '2557', '30']), '7 years · deletable from day 2,557'],
    [age('NumericGreaterThan', ['90', '30']), '≈ 1 month · not deletable from day 31'],
    [age('NumericEquals', ['5', '6']), 'denied on day 5 only', 'denied on day 6 only'],
    [{ Effect: 'Allow', ...age('NumericGreaterThanEquals', '365') }, '≈ 1 year · allowed from day 365'],
    [{ Effect: 'Allow', ...age('NumericLessThan', '365') }, '≈ 1 year · allowed until day 364'],
    [
      { Action: 'glacier:InitiateJob', ...age('NumericLessThan', '365') },
      '≈ 1 year · retrievable from day 365',
    ],
    [
      { Action: 'glacier:*', ...age('NumericLessThan', '365') },
      '≈ 1 year · deletable and retrievable from day 365',
    ],
    [
      { Action: undefined, NotAction: 'glacier:InitiateJob', ...age('NumericLessThan', '365') },
      '≈ 1 year · deletable from day 365',
    ],
    [{ Action: 'glacier:DeleteVault', ...age('NumericLessThan', '365') }, '≈ 1 year'],
    [{ Effect: 'deny', ...age('NumericLessThan', '365') }, '≈ 1 year'],
    [
      {
        Condition: {
          NumericLessThan: { 'glacier:ArchiveAgeInDays': '365' },
          StringEquals: { 'glacier:ResourceTag/LegalHold': 'true' },
        },
      },
      '≈ 1 year · not denied from day 365',
    ],
    [
      {
        Condition: {
          NumericLessThan: { 'glacier:ArchiveAgeInDays': '365' },
          NumericGreaterThanEquals: { 'glacier:ArchiveAgeInDays': '30' },
        },
      },
      '≈ 1 year · not denied from day 365',
      '≈ 1 month · denied from day 30',
    ],
    [age('DateLessThan', '365')],
    [age('NumericLessThan', '1 year')],
    [{ Condition: { NumericLessThan: { 'aws:MultiFactorAuthAge': '365' } } }],
    [{}],
  ];
  for (const [changes, ...labels] of table)
    it(`${JSON.stringify(changes)}: ${labels.join(' | ') || 'none'}`, () => {
      assert.deepEqual(hintsFor(changes), labels);
    });

  it('stand behind the value that counts, in both envelopes', () => {
    const text = policyWith(age('NumericLessThan', ['90', '366']));
    const hint = '«1 year · deletable from day 366»';
    assert.equal(shown(text), text.replace('"366"', `"366"${hint}`));
    const wrapped = JSON.stringify({ Policy: text });
    assert.equal(shown(wrapped), wrapped.replace('\\"366\\"', `\\"366\\"${hint}`));
    const unquoted = policyWith(age('NumericLessThan', 366));
    assert.equal(shown(unquoted), unquoted.replace('366', `366${hint}`));
  });

  it('come only for the part of the file that is asked for', () => {
    const text = policyWith(age('NumericLessThan', '366'));
    const parsed = parsePolicy(text);
    const end = text.length;
    assert.equal(retentionHints(parsed, options, { start: 0, end }).length, 1);
    assert.equal(retentionHints(parsed, options, { start: 0, end: 50 }).length, 0);
    assert.equal(retentionHints(parsed, options, { start: end - 2, end }).length, 0);
  });

  it('say in the tooltip what hovering the number says', () => {
    const [hint] = retentionHints(parsePolicy(policyWith(age('NumericLessThan', '365'))), options);
    assert.match(hint?.tooltip ?? '', /one year without a leap day/);
    assert.match(hint?.tooltip ?? '', /22 Nov 2027/);
  });

  it('never throw and never show a number that is none', () => {
    const number = fc.oneof(
      fc.double().map(String),
      fc.constantFrom('1e999', '-1e999', '1e-999', '9007199254740993', '0.5', ''),
      fc.string(),
    );
    const operator = fc.constantFrom(
      'LessThan',
      'LessThanEquals',
      'GreaterThan',
      'GreaterThanEquals',
      'Equals',
      'NotEquals',
    );
    fc.assert(
      fc.property(fc.array(number), operator, fc.constantFrom('Deny', 'Allow'), (values, name, Effect) => {
        for (const { label } of retentionHints(
          parsePolicy(policyWith({ Effect, ...age(`Numeric${name}`, values) })),
          options,
        ))
          assert.doesNotMatch(label, /NaN|undefined|Infinity|∞/);
      }),
    );
  });
});
