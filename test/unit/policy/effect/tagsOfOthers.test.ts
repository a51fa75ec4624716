import assert from 'node:assert/strict';
import fc from 'fast-check';
import { effectOf, effectTable, type EffectTable } from '../../../../src/policy/effect';
import { evaluate } from '../../../../src/policy/evaluate';
import type { PolicyDocument } from '../../../../src/policy/document';
import { account, policy, statement, vault, type Elements } from '../evaluate/asking';

const key = 'glacier:ResourceTag/Hold';
const asked = ['true', 'TRUE', 'True', 'tRUE', 'trUe', 'false', 'False', 'case-9', 'Case-9', 'x', ''];
const fold = (text: string): string => text.toLowerCase();

/** The state that stands for a vault with this tag. */
function stateOf({ effect: { states } }: EffectTable, tag: string | undefined): number {
  const facet = states.facets.find((each) => each.key === key);
  if (!facet) return 0;
  const exact = facet.values.find((value) => value === tag);
  const spelled = facet.values.filter((value) => value !== undefined && fold(value) === fold(tag ?? ''));
  const value =
    exact ??
    (tag === undefined
      ? undefined
      : (spelled.find((each) => facet.otherCapitals.has(each)) ??
        facet.values.find((each) => each?.startsWith('another value'))));
  const set = states.whereIs(key, value);
  return [...Array(states.count).keys()].find((state) => set & (1n << BigInt(state))) ?? assert.fail();
}

/** What the table says for certain of deleting; undefined where it depends. */
function outcomeFor(table: EffectTable, tag: string | undefined): string | undefined {
  const state = stateOf(table, tag);
  const row = table.rows.find(
    ({ actions, callers, states }) =>
      actions.includes('DeleteArchive') &&
      callers.some(({ kind }) => kind === 'owner root') &&
      states.includes(state),
  );
  const [band] = row?.bands ?? [];
  assert(band);
  return band.outcome === 'depends' ? undefined : band.possible[0];
}

function decisionFor(document: PolicyDocument, tag: string | undefined): string {
  const root = `arn:aws:iam::${account}:root`;
  return evaluate(document, {
    principal: root,
    action: 'glacier:DeleteArchive',
    resource: vault,
    context: {
      'glacier:ArchiveAgeInDays': '0',
      'aws:PrincipalArn': root,
      ...(tag === undefined ? {} : { [key]: tag }),
    },
  }).decision;
}

const denial = (operator: string, values: readonly string[]): Elements => ({
  Action: 'glacier:DeleteArchive',
  Resource: vault,
  Condition: { [operator]: { [key]: values } },
});
const both = (one: Elements, other: Elements): Elements => ({
  ...one,
  Condition: { ...(one['Condition'] as Elements), ...(other['Condition'] as Elements) },
});

describe('a value of a tag that stands for others', () => {
  it('gets for certain only what each of them gets', function () {
    this.timeout(60_000);
    const operator = fc.constantFrom(
      'Bool',
      'BoolIfExists',
      'StringEquals',
      'StringNotEquals',
      'StringEqualsIgnoreCase',
      'StringNotEqualsIgnoreCase',
      'StringLike',
      'StringNotLike',
      'ForAnyValue:StringEqualsIgnoreCase',
    );
    const value = fc.constantFrom('true', 'TRUE', 'True', 'false', 't*', '*E', 'case-?', '9', '');
    const test = fc.tuple(operator, fc.array(value, { minLength: 1, maxLength: 3 }));
    fc.assert(
      fc.property(
        fc.array(fc.array(test, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 }),
        (all) => {
          const document = policy(
            all.map((tests) => statement(tests.map(([name, values]) => denial(name, values)).reduce(both))),
          );
          const table = effectTable(effectOf(document, { vaultArn: vault }));
          for (const tag of [...asked, undefined]) {
            const said = outcomeFor(table, tag);
            if (said !== undefined) assert.equal(said, decisionFor(document, tag), tag);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  const told: readonly (readonly [what: string, Elements, held: string, free: string])[] = [
    ['Bool', both(denial('Bool', ['true']), denial('StringNotEquals', ['true'])), 'tRUE', 'true'],
    [
      'IgnoreCase',
      both(denial('StringEqualsIgnoreCase', ['true']), denial('StringNotEquals', ['true', 'TRUE'])),
      'True',
      'TRUE',
    ],
  ];
  for (const [what, elements, held, free] of told)
    it(`is told apart from those named in other capitals where ${what} takes capitals as alike`, () => {
      const table = effectTable(effectOf(policy([statement(elements)])));
      assert.equal(outcomeFor(table, held), 'explicitDeny');
      assert.equal(outcomeFor(table, free), 'implicitDeny');
    });
});
