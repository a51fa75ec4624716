import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PolicyDocument, PrincipalEntry, Statement } from '../../../../src/policy/document';
import { evaluate, judge, reasonsOf, type AuthorizationRequest } from '../../../../src/policy/evaluate';
import { operators } from '../../../../src/policy/vocabulary/operators';
import { account, otherAccount, read, vault } from './asking';

const principals = [
  account,
  `arn:aws:iam::${account}:root`,
  `arn:aws:iam::${account}:user/ana`,
  `arn:aws:iam::${account}:role/ops/Backup`,
  `arn:aws:sts::${account}:assumed-role/Backup/monday`,
  `arn:aws:iam::${otherAccount}:user/eve`,
];
const entry: fc.Arbitrary<PrincipalEntry> = fc.oneof(
  fc.constant<PrincipalEntry>({ type: 'everyone' }),
  fc.record({ type: fc.constant('AWS' as const), value: fc.constantFrom(...principals) }),
  fc.record({ type: fc.constant('Service' as const), value: fc.constant('backup.amazonaws.com') }),
);
const elementOf = <Item>(item: fc.Arbitrary<Item>) =>
  fc.record({ negated: fc.boolean(), entries: fc.array(item, { maxLength: 3 }) });

const keys = [
  'glacier:ArchiveAgeInDays',
  'aws:PrincipalArn',
  'aws:CurrentTime',
  'aws:SourceIp',
  'glacier:ResourceTag/H',
];
const value = fc.oneof(
  fc.constantFrom(
    '',
    'true',
    '365',
    '364.5',
    '12abc',
    '2030-01-01',
    '10.0.0.0/8',
    '10.1.2.3',
    '2001:db8::1',
    vault,
  ),
  fc.constantFrom(
    '*',
    'a*',
    '${aws:PrincipalArn}',
    '${*}',
    "${x, 'y'}",
    'arn:aws:iam::*:user/*',
    ...principals,
  ),
  fc.string({ maxLength: 6 }),
);
const operator = fc
  .tuple(
    fc.constantFrom('', 'ForAllValues:', 'ForAnyValue:'),
    fc.constantFrom(...operators.map(({ name }) => name)),
    fc.constantFrom('', 'IfExists'),
  )
  .map((parts) => parts.join(''));
const condition = fc.record({
  operator,
  key: fc.constantFrom(...keys),
  values: fc.array(value, { maxLength: 3 }),
});

const statement: fc.Arbitrary<Statement> = fc.record({
  sid: fc.constant(undefined),
  effect: fc.constantFrom('Allow', 'Deny'),
  principal: elementOf(entry),
  action: elementOf(fc.constantFrom('*', 'glacier:*', 'glacier:Delete*', 'glacier:InitiateJob', 'gl*:X')),
  resource: elementOf(
    fc.constantFrom('*', vault, 'arn:aws:glacier:*', 'arn:aws:glacier:*:*:vaults/e*', vault.slice(9)),
  ),
  conditions: fc.array(condition, { maxLength: 2 }),
});
const version: fc.Arbitrary<PolicyDocument['version']> = fc.constantFrom('2012-10-17', '2008-10-17');
const document: fc.Arbitrary<PolicyDocument> = fc.record({
  version,
  id: fc.constant(undefined),
  statements: fc.array(statement, { minLength: 1, maxLength: 5 }),
});
const request: fc.Arbitrary<AuthorizationRequest> = fc.record({
  principal: fc.constantFrom(...principals, '*', 'backup.amazonaws.com'),
  action: fc.constantFrom('glacier:DeleteArchive', 'glacier:InitiateJob', 'glacier:UploadArchive'),
  resource: fc.constantFrom(vault, 'arn:aws:glacier:us-west-2:111122223333:vaults/other'),
  context: fc.dictionary(fc.constantFrom(...keys), fc.oneof(value, fc.array(value, { maxLength: 3 }))),
});

const width = { explicitDeny: 0, implicitDeny: 1, allow: 2 };
const added = (to: PolicyDocument, ...statements: Statement[]): PolicyDocument => ({
  ...to,
  statements: [...to.statements, ...statements],
});

/** The other way round, and then again. */
const twiceTurned = <Item>(items: readonly Item[]): readonly Item[] => [...items].reverse().concat(items);

describe('evaluate: laws', () => {
  it('an added Deny never widens', () => {
    fc.assert(
      fc.property(document, statement, request, (before, more, asked) => {
        const [was, is] = [before, added(before, { ...more, effect: 'Deny' })].map(
          (d) => evaluate(d, asked).decision,
        );
        assert(was && is && width[is] <= width[was]);
      }),
      { numRuns: 1000 },
    );
  });

  it('an added Allow never turns a deny of any other kind, nor narrows', () => {
    fc.assert(
      fc.property(document, statement, request, (before, more, asked) => {
        const [was, is] = [before, added(before, { ...more, effect: 'Allow' })].map(
          (d) => evaluate(d, asked).decision,
        );
        assert(was && is && width[is] >= width[was]);
        if (was === 'explicitDeny') assert.equal(is, 'explicitDeny');
      }),
      { numRuns: 1000 },
    );
  });

  it('the order of statements never matters, and the indexes follow it', () => {
    const shuffled = document.chain((of) =>
      fc
        .shuffledSubarray(
          of.statements.map((_, index) => index),
          { minLength: of.statements.length },
        )
        .map((order) => ({ of, order })),
    );
    fc.assert(
      fc.property(shuffled, request, ({ of, order }, asked) => {
        const statements = order.flatMap((index) => of.statements.slice(index, index + 1));
        const original = evaluate(of, asked);
        const moved = evaluate({ ...of, statements }, asked);
        assert.equal(moved.decision, original.decision);
        assert.deepEqual(
          moved.statements.map((index) => order[index]).sort(),
          [...original.statements].sort(),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('the statements that decide decide the same without the others', () => {
    fc.assert(
      fc.property(document, request, (of, asked) => {
        const { decision, statements } = evaluate(of, asked);
        const alone = { ...of, statements: of.statements.filter((_, index) => statements.includes(index)) };
        assert.equal(evaluate(alone, asked).decision, decision);
        const effect = decision === 'allow' ? 'Allow' : 'Deny';
        assert(alone.statements.every((one) => one.effect === effect));
      }),
      { numRuns: 1000 },
    );
  });

  it('Not… turns the answer of Principal, Action and Resource round', () => {
    const element = fc.constantFrom('principal' as const, 'action' as const, 'resource' as const);
    fc.assert(
      fc.property(version, statement, element, request, (of, base, name, asked) => {
        const everything: Statement = {
          ...base,
          principal: { negated: false, entries: [{ type: 'everyone' }] },
          action: { negated: false, entries: ['*'] },
          resource: { negated: false, entries: ['*'] },
          conditions: [],
        };
        const decide = (negated: boolean) => {
          const one: Statement = { ...everything, [name]: { ...base[name], negated } };
          return evaluate({ version: of, id: undefined, statements: [one] }, asked).statements.length;
        };
        assert.equal(decide(false) + decide(true), 1);
      }),
      { numRuns: 1000 },
    );
  });

  it('a negated operator is never true together with its positive form', () => {
    const pairs = operators.flatMap(({ name }) => {
      const positive = name.replace('Not', '');
      return positive === name ? [] : [[positive, name] as const];
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...pairs),
        condition,
        request,
        version,
        ([positive, negative], test, asked, of) => {
          const decide = (name: string) => {
            const one: Statement = {
              sid: undefined,
              effect: 'Deny',
              principal: { negated: false, entries: [{ type: 'everyone' }] },
              action: { negated: false, entries: ['*'] },
              resource: { negated: false, entries: ['*'] },
              conditions: [{ ...test, operator: name }],
            };
            return evaluate({ version: of, id: undefined, statements: [one] }, asked).statements.length;
          };
          assert(decide(positive) + decide(negative) <= 1);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('the order in lists never matters, nor that something is said twice', () => {
    const turned = (of: PolicyDocument): PolicyDocument => ({
      ...of,
      statements: of.statements.map(({ principal, action, resource, conditions, ...others }) => ({
        ...others,
        principal: { ...principal, entries: twiceTurned(principal.entries) },
        action: { ...action, entries: twiceTurned(action.entries) },
        resource: { ...resource, entries: twiceTurned(resource.entries) },
        conditions: twiceTurned(conditions.map((test) => ({ ...test, values: twiceTurned(test.values) }))),
      })),
    });
    fc.assert(
      fc.property(document, request, (of, asked) => {
        assert.deepEqual(evaluate(turned(of), asked), evaluate(of, asked));
      }),
      { numRuns: 1000 },
    );
  });

  it('a single value and a list of it are the same, wherever a list may stand', () => {
    const element = fc.constantFrom('*', vault, 'glacier:*', 'glacier:DeleteArchive', account, '365', '');
    const both = (statement: (value: string | readonly string[]) => object): fc.Arbitrary<object[]> =>
      element.map((value) => [statement(value), statement([value])]);
    const base = { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' };
    const pairs = fc.oneof(
      both((Action) => ({ ...base, Action })),
      both((Resource) => ({ ...base, Resource })),
      both((AWS) => ({ ...base, Principal: { AWS } })),
      fc
        .constantFrom(...operators)
        .chain(({ name }) =>
          both((value) => ({ ...base, Condition: { [name]: { 'glacier:ArchiveAgeInDays': value } } })),
        ),
    );
    fc.assert(
      fc.property(pairs, request, (statements, asked) => {
        const [single, list] = statements.map((one) => evaluate(read({ Statement: one }), asked));
        assert.deepEqual(single, list);
        const together = statements.map((one) => evaluate(read({ Statement: [one] }), asked));
        assert.deepEqual(together, [single, single]);
      }),
      { numRuns: 500 },
    );
  });

  it('a single value and a list of one are the same in the request', () => {
    fc.assert(
      fc.property(document, request, (of, asked) => {
        const context = Object.fromEntries(
          Object.entries(asked.context).map(([key, values]) => [
            key,
            typeof values === 'string' ? [values] : values.length === 1 ? (values[0] ?? '') : values,
          ]),
        );
        assert.deepEqual(evaluate(of, { ...asked, context }), evaluate(of, asked));
      }),
      { numRuns: 500 },
    );
  });

  it('what judge traces is what decides', () => {
    fc.assert(
      fc.property(document, request, (of, asked) => {
        const { traces, decision, statements } = judge(of, asked);
        assert.deepEqual({ decision, statements }, evaluate(of, asked));
        of.statements.forEach((one, index) => {
          const alone = evaluate({ ...of, statements: [one] }, asked).statements.length === 1;
          assert.equal(traces[index]?.applies, alone);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('reasons can be told of every judgement, in whole sentences', () => {
    fc.assert(
      fc.property(document, request, (of, asked) => {
        const judgement = judge(of, asked);
        const reasons = reasonsOf(of, asked, judgement);
        assert(reasons.length > 0);
        for (const { applies, statement: index, text } of reasons) {
          assert.equal(applies, judgement.traces[index]?.applies);
          assert.match(text, /^Statement \d+ (?:denies it|allows it|does not apply): .+\.$/);
          assert.doesNotMatch(text, /undefined|\bNaN\b|\[object/);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('the case of condition keys never matters', () => {
    const upper = (context: AuthorizationRequest['context']) =>
      Object.fromEntries(Object.entries(context).map(([key, values]) => [key.toUpperCase(), values]));
    fc.assert(
      fc.property(document, request, (of, asked) => {
        assert.deepEqual(evaluate(of, { ...asked, context: upper(asked.context) }), evaluate(of, asked));
      }),
      { numRuns: 500 },
    );
  });
});
