import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PolicyDocument } from '../../../../src/policy/document';
import {
  effectOf,
  effectTable,
  type Cell,
  type Effect,
  type EffectTable,
} from '../../../../src/policy/effect';
import { evaluate, type AuthorizationRequest } from '../../../../src/policy/evaluate';
import { changeInWords, effectDifference, type EffectDifference } from '../../../../src/policy/meaning';
import { vaultPolicyActions } from '../../../../src/policy/vocabulary/actions';
import { anyDocument } from '../effect/anyDocument';
import { otherAccount, policy, vault, type Elements } from '../evaluate/asking';

const keep = (days: number, elements: Elements = {}): Elements => ({
  Effect: 'Deny',
  Principal: '*',
  Action: 'glacier:DeleteArchive',
  Resource: vault,
  Condition: { NumericLessThan: { 'glacier:ArchiveAgeInDays': days } },
  ...elements,
});
const hold = keep(0, { Condition: { StringEquals: { 'glacier:ResourceTag/LegalHold': 'true' } } });
const upload = {
  Effect: 'Allow',
  Principal: { AWS: otherAccount },
  Action: 'glacier:UploadArchive',
  Resource: vault,
};
const from = (...ranges: readonly string[]): Elements => ({
  Effect: 'Deny',
  Principal: '*',
  Action: 'glacier:DeleteVault',
  Resource: vault,
  Condition: { NotIpAddress: { 'aws:SourceIp': ranges } },
});

function linesOf(before: PolicyDocument | undefined, after: PolicyDocument | undefined): readonly string[] {
  const difference = effectDifference(before, after, { vaultArn: vault });
  assert.deepEqual(difference.limits, []);
  return difference.changes.map((change) => changeInWords(change, difference));
}

describe('the difference in effect of two policies', () => {
  const table: readonly (readonly [
    what: string,
    before: readonly Elements[] | undefined,
    after: readonly Elements[] | undefined,
    ...lines: readonly string[],
  ])[] = [
    [
      'a longer retention',
      [keep(365)],
      [keep(730)],
      'DeleteArchive at ages 365 to 729 days, everyone, root included: was left to other policies, becomes denied (statement 1)',
    ],
    [
      'a shorter retention, by another statement',
      [upload, keep(2557)],
      [keep(366), upload],
      'DeleteArchive at ages 366 to 2,556 days, everyone, root included: was denied (statement 2), is left to other policies',
    ],
    [
      'one more day',
      [keep(365)],
      [keep(365, { Condition: { NumericLessThanEquals: { 'glacier:ArchiveAgeInDays': 365 } } })],
      'DeleteArchive at the age of 365 days, everyone, root included: was left to other policies, becomes denied (statement 1)',
    ],
    [
      'a first policy',
      undefined,
      [keep(365)],
      'DeleteArchive at ages 0 to 364 days, everyone, root included: was left to other policies, becomes denied (statement 1)',
    ],
    [
      'no policy any more',
      [hold],
      undefined,
      'DeleteArchive at every age, everyone, root included (tag LegalHold: true): was denied (statement 1), is left to other policies',
    ],
    [
      'a hold besides',
      [keep(365)],
      [keep(365), hold],
      'DeleteArchive from 365 days on, everyone, root included (tag LegalHold: true): was left to other policies, becomes denied (statement 2)',
    ],
    [
      'somebody else allowed',
      [keep(365)],
      [keep(365), upload],
      `UploadArchive, account ${otherAccount}: was left to other policies, becomes allowed (statement 2)`,
    ],
    [
      'an Allow turned into a Deny',
      [upload],
      [{ ...upload, Effect: 'Deny' }],
      `UploadArchive, account ${otherAccount}: was allowed (statement 1), becomes denied (statement 1)`,
    ],
    [
      'everything denied',
      undefined,
      [{ ...upload, Effect: 'Deny', Principal: '*', Action: '*' }],
      'Every action, everyone, root included: was left to other policies, becomes denied (statement 1)',
    ],
    [
      'other addresses',
      [from('10.0.0.0/8')],
      [from('192.168.0.0/16')],
      'DeleteVault, everyone, root included (aws:SourceIp: present): depended on other conditions, depends on aws:SourceIp (statement 1)',
    ],
    ['the same addresses in other words', [keep(3), from('10.0.0.0/8')], [from('10.1.0.0/8'), keep(3)]],
    ['a statement that another one makes superfluous', [keep(365)], [keep(365), keep(30)]],
    ['a statement split in two', [keep(9, { Action: ['glacier:Delete*'] })], [keep(9)]],
    ['nothing instead of nothing', undefined, undefined],
  ];
  for (const [what, before, after, ...lines] of table)
    it(`tells ${what}`, () => {
      assert.deepEqual(linesOf(before && policy(before), after && policy(after)), lines);
    });

  it('is told for the vault asked about', () => {
    const other = keep(365, { Resource: `${vault}-2` });
    assert.deepEqual(linesOf(undefined, policy([other])), []);
    const { changes } = effectDifference(undefined, policy([other]), { vaultArn: `${vault}-2` });
    assert.equal(changes.length, 1);
  });

  it('says of policies too large to tell everything apart that something was cut', () => {
    const many = (seed: number): PolicyDocument =>
      policy(
        Array.from({ length: 60 }, (_, index) =>
          keep(index * 31 + seed, {
            Principal: { AWS: `arn:aws:iam::${otherAccount}:user/u${(index + seed) % 40}` },
            Action: ['glacier:DeleteArchive', 'glacier:Get*'],
          }),
        ),
      );
    const { changes, limits } = effectDifference(many(1), many(7), { vaultArn: vault });
    assert.ok(changes.length > 0);
    assert.match(limits.join(), /more principals than are told apart/);
  });

  it('puts what happens to archives first', () => {
    const difference = effectDifference(
      undefined,
      policy([
        keep(365, { Action: 'glacier:InitiateJob' }),
        { ...upload, Action: 'glacier:AbortVaultLock' },
        keep(30),
      ]),
    );
    assert.deepEqual(
      difference.changes.map(({ actions }) => actions.join()),
      ['DeleteArchive', 'InitiateJob', 'AbortVaultLock'],
    );
  });

  const places = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat()), { minLength: 12, maxLength: 12 });
  const changed = ({ changes }: EffectDifference, { action, caller, age, state }: Cell): boolean =>
    changes.some(
      (change) =>
        change.actions.includes(action) &&
        change.callers.some(({ principal }) => principal === caller.principal) &&
        change.states.includes(state) &&
        (!change.hasAge || (change.from <= age && age <= change.to)),
    );
  const cellAt = (
    effect: Effect,
    ages: readonly number[],
    at: readonly [number, number, number, number],
  ): Cell => {
    const pick = <Item>(items: readonly Item[], place: number): Item => {
      const item = items[place % items.length];
      assert(item !== undefined);
      return item;
    };
    const often = [
      ...vaultPolicyActions,
      ...Array<(typeof vaultPolicyActions)[number][]>(6)
        .fill(vaultPolicyActions.filter(({ age }) => age))
        .flat(),
    ];
    return {
      action: pick(often, at[0]).name,
      caller: pick(effect.callers.list, at[1]),
      age: pick(ages, at[2]),
      state: at[3] % effect.states.count,
    };
  };

  const bandAt = ({ rows }: EffectTable, { action, caller, age, state }: Cell) =>
    rows
      .find(
        (row) =>
          row.actions.includes(action) &&
          row.callers.some(({ principal }) => principal === caller.principal) &&
          row.states.includes(state),
      )
      ?.bands.find(({ from, to }) => from <= age && age <= to);

  it('is exactly where the policies decide otherwise', function () {
    this.timeout(120_000);
    let covered = 0;
    fc.assert(
      fc.property(anyDocument, anyDocument, places, (before, after, asked) => {
        const difference = effectDifference(before, after, { vaultArn: vault });
        if (difference.limits.length > 0) return;
        const version = before.version === after.version ? before.version : '2008-10-17';
        const tellApart: PolicyDocument = {
          version,
          id: undefined,
          statements: [...before.statements, ...after.statements],
        };
        const effects = [before, after].map((document) => effectOf(document, { vaultArn: vault, tellApart }));
        const tables = effects.map(effectTable);
        const [old] = effects;
        assert(old);
        const ages = [...new Set([...effects.flatMap((effect) => effect.ages), 5000])];
        for (const place of asked) {
          const cell = cellAt(old, ages, place);
          const request: AuthorizationRequest = old.requestOf(cell);
          const said = [evaluate(before, request).decision, evaluate(after, request).decision];
          const isChanged = changed(difference, cell);
          const [was, becomes] = tables.map((table) => bandAt(table, cell));
          const context = (): string => JSON.stringify({ request, said, was, becomes, before, after });
          if (said[0] !== said[1]) assert(isChanged, context());
          if (was?.outcome === 'depends' && becomes?.outcome === 'depends') continue;
          assert.equal(isChanged, was?.outcome !== becomes?.outcome, context());
          covered += 1;
        }
      }),
      { numRuns: 400 },
    );
    assert(covered > 1500, String(covered));
  });

  it('is empty for the same policy, and for one that says the same', function () {
    this.timeout(120_000);
    fc.assert(
      fc.property(anyDocument, (document) => {
        const statements = [...document.statements, ...document.statements].reverse();
        assert.deepEqual(effectDifference(document, { ...document, statements }).changes, []);
      }),
      { numRuns: 100 },
    );
  });
});
