import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  callersInWords,
  effectOf,
  effectTable,
  statesInWords,
  type Band,
  type Cell,
  type EffectRow,
  type EffectTable,
} from '../../../../src/policy/effect';
import { evaluate } from '../../../../src/policy/evaluate';
import { vaultPolicyActions } from '../../../../src/policy/vocabulary/actions';
import { account, otherAccount, policy, statement, vault, type Elements } from '../evaluate/asking';
import { anyDocument } from './anyDocument';

const tableOf = (...statements: readonly Elements[]): EffectTable =>
  effectTable(effectOf(policy(statements.map((elements) => statement({ Resource: vault, ...elements })))));
const age = (operator: string, value: unknown): Elements => ({
  [operator]: { 'glacier:ArchiveAgeInDays': value },
});
const deletion = (Condition: Elements, more: Elements = {}): Elements => ({
  Action: 'glacier:DeleteArchive',
  Condition,
  ...more,
});

/** One line a row: whom, in which situation, then the ages with the outcome and the statements counted from 1. */
const linesOf = ({ effect, rows }: EffectTable, action = 'DeleteArchive'): readonly string[] =>
  rows
    .filter(({ actions }) => actions.includes(action))
    .map(({ callers, states, bands }) =>
      [callersInWords(callers, effect), statesInWords(states, effect), bands.map(bandInShort).join(', ')]
        .filter((part) => part !== '')
        .join(' | '),
    );
const bandInShort = ({ from, to, outcome, statements, why }: Band): string =>
  [
    to === Infinity ? `${from}-` : `${from}-${to}`,
    outcome,
    ...statements.map((index) => `#${index + 1}`),
    ...(why === undefined ? [] : [`(${why})`]),
  ].join(' ');

const owners = 'Everybody in the account, root included';
const outsiders = 'Other accounts, services of AWS and anonymous callers';

describe('the effect table', () => {
  const tables: readonly (readonly [what: string, statements: Elements[], lines: string[]])[] = [
    [
      'a retention',
      [deletion(age('NumericLessThan', '365'))],
      ['Everyone, root included | 0-364 denied #1, 365- open'],
    ],
    [
      'two retentions, of which the longer one ends later',
      [deletion(age('NumericLessThan', 30)), deletion(age('NumericLessThanEquals', '365'))],
      ['Everyone, root included | 0-29 denied #1 #2, 30-365 denied #2, 366- open'],
    ],
    [
      'a gap between two retentions',
      [
        deletion({ ...age('NumericGreaterThanEquals', 31), ...age('NumericLessThan', 60) }),
        deletion(age('NumericLessThan', 7)),
      ],
      ['Everyone, root included | 0-6 denied #2, 7-30 open, 31-59 denied #1, 60- open'],
    ],
    [
      'single days',
      [deletion(age('NumericEquals', ['1', '7', '8']))],
      ['Everyone, root included | 0-0 open, 1-1 denied #1, 2-6 open, 7-8 denied #1, 9- open'],
    ],
    [
      'a retention for the own account',
      [deletion(age('NumericLessThan', 9), { Principal: { AWS: account } })],
      [`${owners} | 0-8 denied #1, 9- open`, `${outsiders} | 0- open`],
    ],
    [
      'a hold that is lifted where the tag is missing',
      [deletion({ StringLike: { 'glacier:ResourceTag/LegalHold': ['true', ''] } })],
      [
        'Everyone, root included | Tag LegalHold: another value or missing | 0- open',
        'Everyone, root included | Tag LegalHold: true or empty | 0- denied #1',
      ],
    ],
    [
      'two holds, either of which is enough, and a retention',
      [
        deletion({ StringEquals: { 'glacier:ResourceTag/A': 'x' } }),
        deletion({ StringEquals: { 'glacier:ResourceTag/B': 'y' } }),
        deletion(age('NumericLessThan', 9)),
      ],
      [
        'Everyone, root included | Tag A: another value or missing and tag B: another value or missing | 0-8 denied #3, 9- open',
        'Everyone, root included | Tag A: x and tag B: another value or missing | 0-8 denied #1 #3, 9- denied #1',
        'Everyone, root included | Tag A: another value or missing and tag B: y | 0-8 denied #2 #3, 9- denied #2',
        'Everyone, root included | Tag A: x and tag B: y | 0-8 denied #1 #2 #3, 9- denied #1 #2',
      ],
    ],
    [
      'an Allow under a Deny',
      [
        deletion(age('NumericLessThan', 5)),
        deletion(age('NumericLessThan', 9), { Effect: 'Allow', Principal: { AWS: otherAccount } }),
      ],
      [
        'Everyone, root included, but not account 444455556666 | 0-4 denied #1, 5- open',
        'Account 444455556666 | 0-4 denied #1, 5-8 allowed #2, 9- open',
      ],
    ],
    [
      'multi-factor authentication, which long-term keys say nothing of',
      [deletion({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } })],
      [
        'Everyone, root included | aws:MultiFactorAuthPresent: false or missing | 0- denied #1',
        'Everyone, root included | aws:MultiFactorAuthPresent: true | 0- open',
      ],
    ],
    [
      'an address, which the request decides',
      [deletion({ ...age('NumericLessThan', 9), IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } })],
      [
        'Everyone, root included | aws:SourceIp: missing | 0- open',
        'Everyone, root included | aws:SourceIp: present | 0-8 depends #1 (depends on aws:SourceIp (statement 1)), 9- open',
      ],
    ],
    [
      'the clock',
      [deletion({ DateLessThan: { 'aws:CurrentTime': '2030-01-01' } })],
      ['Everyone, root included | 0- depends #1 (depends on aws:CurrentTime (statement 1))'],
    ],
    [
      'a pattern of tags beside a value of its own',
      [
        deletion({ StringLike: { 'glacier:ResourceTag/Hold': 'case-*' } }),
        deletion({ StringEquals: { 'glacier:ResourceTag/Hold': 'case-7' } }),
      ],
      [
        'Everyone, root included | Tag Hold: missing | 0- open',
        'Everyone, root included | Tag Hold: another value | 0- depends #1 (depends on the tag Hold of the vault (statement 1))',
        'Everyone, root included | Tag Hold: case-7 | 0- denied #1 #2',
      ],
    ],
    [
      'a NotPrincipal that names a role without its account',
      [{ NotPrincipal: { AWS: `arn:aws:iam::${account}:role/Keeper` } }],
      [
        `Everyone, root included, but not arn:aws:iam::${account}:role/Keeper | 0- denied #1`,
        `arn:aws:iam::${account}:role/Keeper | 0- depends #1 (AWS does not document whether NotPrincipal spares them (statement 1))`,
      ],
    ],
    [
      'a variable in the resource',
      [{ Resource: 'arn:aws:glacier:us-west-2:111122223333:vaults/${aws:username}' }],
      ['Everyone, root included | 0- depends #1 (depends on the variable in Resource (statement 1))'],
    ],
  ];
  for (const [what, statements, lines] of tables)
    it(`tells of ${what}`, () => {
      assert.deepEqual([...linesOf(tableOf(...statements))].sort(), [...lines].sort());
    });

  it('tells actions together that get the same, deletion and retrieval first', () => {
    const { rows, complete, limits } = tableOf({ Action: 'glacier:*', Condition: age('NumericLessThan', 9) });
    assert.deepEqual(
      rows.map(({ actions, hasAge, bands }) => [actions.length, actions[0], hasAge, bands.map(bandInShort)]),
      [
        [2, 'DeleteArchive', true, ['0-8 denied #1', '9- open']],
        [25, 'AbortMultipartUpload', false, ['0- open']],
      ],
    );
    assert.deepEqual([complete, limits], [true, []]);
  });

  it('says of actions whose requests carry no tag the same whatever the tags', () => {
    const table = tableOf({ Condition: { StringEquals: { 'glacier:ResourceTag/Hold': 'true' } } });
    assert.deepEqual(linesOf(table, 'ListParts'), ['Everyone, root included | 0- open']);
    assert.equal(linesOf(table, 'UploadArchive').length, 2);
  });
});

const somewhere = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

/** The row that a cell is in; there is exactly one. */
function rowOf({ rows }: EffectTable, { action, caller, state }: Cell): EffectRow {
  const found = rows.filter(
    (row) => row.actions.includes(action) && row.callers.includes(caller) && row.states.includes(state),
  );
  assert.equal(found.length, 1, `${found.length} rows for ${action} by ${caller.principal} in ${state}`);
  return found[0] ?? assert.fail();
}

describe('every cell of the effect table', () => {
  it('is what the effect and evaluate say of it, at any age', function () {
    this.timeout(120_000);
    let sure = 0;
    let unsure = 0;
    fc.assert(
      fc.property(
        anyDocument,
        fc.array(fc.tuple(somewhere, somewhere, fc.nat(3000), somewhere), { minLength: 12, maxLength: 12 }),
        (document, places) => {
          const effect = effectOf(document, { vaultArn: vault });
          const table = effectTable(effect);
          for (const row of table.rows) {
            assert.deepEqual([row.bands[0]?.from, row.bands.at(-1)?.to], [0, Infinity]);
            assert.equal(row.hasAge || row.bands.length === 1, true);
            row.bands.reduce((before, band) => {
              assert.equal(band.from, before.to + 1);
              assert.notDeepEqual({ ...band, from: 0, to: 0 }, { ...before, from: 0, to: 0 });
              return band;
            });
          }
          // Each end of a band is a place where a mistake would be.
          const ages = [...effect.ages, ...table.rows.flatMap(({ bands }) => bands.map(({ from }) => from))];
          for (const [at, who, anyAge, where] of places) {
            const action = vaultPolicyActions[Math.floor(at * 30) % 27]?.name ?? 'DeleteArchive';
            const caller = effect.callers.list[Math.floor(who * effect.callers.list.length)] ?? assert.fail();
            const state = Math.floor(where * effect.states.count);
            for (const days of [anyAge, ages[anyAge % ages.length] ?? 0]) {
              const cell: Cell = { action, caller, age: days, state };
              const { bands } = rowOf(table, cell);
              const band = bands.find(({ from, to }) => from <= days && days <= to) ?? assert.fail();
              const verdict = effect.at(cell);
              const said = evaluate(document, effect.requestOf(cell)).decision;
              const about = JSON.stringify({
                cell: { ...cell, caller: caller.principal },
                band,
                verdict,
                said,
              });
              if (band.outcome === 'depends') {
                unsure += 1;
                const possible = verdict.sure ? [verdict.decision] : verdict.possible;
                assert.ok(
                  possible.every((decision) => band.possible.includes(decision)),
                  about,
                );
                assert.ok(band.why !== undefined && band.why !== '' && band.statements.length > 0, about);
                continue;
              }
              sure += 1;
              assert.deepEqual(band.possible, [said], about);
              assert.ok(verdict.sure && verdict.decision === said, about);
              // A statement that decides for this value of a tag need not decide for all that it stands for.
              const isExact = effect.reaches.every(({ exhaustive }) => exhaustive);
              if (isExact) assert.deepEqual(band.statements, verdict.statements, about);
              else
                assert.ok(
                  band.statements.every((index) => verdict.statements.includes(index)),
                  about,
                );
            }
          }
        },
      ),
      { numRuns: 1000 },
    );
    assert.ok(sure > 2 * unsure, `${sure} sure, ${unsure} not`);
  });

  it('is never more certain than the effect is over all callers and states at once', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(anyDocument, (document) => {
        const effect = effectOf(document);
        const { rows } = effectTable(effect);
        for (const { name } of vaultPolicyActions) {
          const certain = effect.deniedAges({ action: name }, 'certain');
          const possible = effect.deniedAges({ action: name }, 'possible');
          const ofAction = rows.filter(({ actions }) => actions.includes(name));
          for (const days of effect.ages) {
            const outcomes = ofAction.map(
              ({ bands }) => bands.find(({ from, to }) => from <= days && days <= to) ?? assert.fail(),
            );
            const isIn = (ages: typeof certain): boolean =>
              ages.some(({ from, to }) => from <= days && days <= to);
            // What is denied to all is denied in each cell; what is denied in a cell is possible for all.
            if (isIn(certain))
              assert.ok(
                outcomes.every(({ outcome }) => outcome === 'denied'),
                name,
              );
            if (outcomes.every(({ outcome }) => outcome === 'denied')) assert.ok(isIn(possible), name);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('the effect table of a hostile policy', () => {
  it('says what was cut, and calls nothing certain that is not', function () {
    this.timeout(60_000);
    const statements = Array.from({ length: 600 }, (_, n) => ({
      NotPrincipal: { AWS: `arn:aws:iam::${account}:user/u${n % 19}` },
      NotAction: ['glacier:Delete*', 'glacier:U*', 'glacier:*Job', 'glacier:A*', 'glacier:*L*'][n % 5],
      Condition: {
        NumericLessThanIfExists: { 'glacier:ArchiveAgeInDays': n * 5 },
        StringNotEquals: { [`glacier:ResourceTag/${n % 7}`]: [`${n % 3}`, 'x'] },
      },
    }));
    const table = tableOf(...statements);
    assert.equal(table.complete, false);
    assert.ok(table.limits.some((limit) => limit.includes('too many statements')));
    const { effect } = table;
    for (let n = 0; n < 2000; n += 1) {
      const action = vaultPolicyActions[n % 27]?.name ?? 'DeleteArchive';
      const caller = effect.callers.list[n % effect.callers.list.length] ?? assert.fail();
      const cell = { action, caller, age: n, state: (n * 31) % effect.states.count };
      const { bands } = rowOf(table, cell);
      const band = bands.find(({ from, to }) => from <= n && n <= to) ?? assert.fail();
      const verdict = effect.at(cell);
      const possible = verdict.sure ? [verdict.decision] : verdict.possible;
      assert.ok(
        possible.every((decision) => band.possible.includes(decision)),
        JSON.stringify(band),
      );
      if (band.outcome !== 'depends') assert.ok(verdict.sure);
    }
  });

  it('says which keys are too many to be told apart together', () => {
    const held = (tag: string): Elements => ({
      Condition: { StringEquals: { [`glacier:ResourceTag/${tag}`]: '1' } },
    });
    const table = tableOf(...['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I'].map(held));
    assert.equal(table.complete, false);
    assert.match(table.limits.join(), /glacier:ResourceTag\/\w, .* and \d more are only named/);
    assert.deepEqual(tableOf(held('A'), held('B')).limits, []);
  });

  it('says when principals are left out', () => {
    const table = tableOf(
      ...Array.from({ length: 30 }, (_, n) => ({ Principal: { AWS: `arn:aws:iam::${account}:user/u${n}` } })),
    );
    assert.equal(table.complete, false);
    assert.ok(table.limits.some((limit) => limit.includes('more principals')));
  });
});
