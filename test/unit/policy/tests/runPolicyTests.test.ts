import assert from 'node:assert/strict';
import fc from 'fast-check';
import { judge } from '../../../../src/policy/evaluate';
import { parsePolicyTests } from '../../../../src/policy/tests/parsePolicyTests';
import { runPolicyTests, type CaseResult } from '../../../../src/policy/tests/runPolicyTests';
import type { PolicyDocument } from '../../../../src/policy/document';
import { account, otherAccount, policy, statement, vault, type Elements } from '../evaluate/asking';

const retention = statement({
  Sid: 'one-year',
  Action: 'glacier:DeleteArchive',
  Condition: { NumericLessThan: { 'glacier:ArchiveAgeInDays': '365' } },
});
const hold = statement({
  Sid: 'hold',
  Action: 'glacier:DeleteArchive',
  Condition: { StringEquals: { 'glacier:ResourceTag/LegalHold': 'true' } },
});
const ana = `arn:aws:iam::${account}:user/ana`;

function run(document: PolicyDocument, testCase: Elements): CaseResult {
  const tests = parsePolicyTests(JSON.stringify({ tests: [testCase] }));
  assert.deepEqual(tests.problems, []);
  const [result] = runPolicyTests(tests, document);
  assert.ok(result);
  assert.equal(result.passed, result.deviations.length === 0);
  assert.equal(result.passed, result.expected === result.actual);
  return result;
}

const passes = (document: PolicyDocument, testCase: Elements): boolean => run(document, testCase).passed;

describe('policy tests, run', function () {
  this.timeout(60_000);
  const yearly = policy([retention]);
  const deleting = { action: 'DeleteArchive' };

  it('prove a range of ages to the day', () => {
    assert.ok(passes(yearly, { ...deleting, age: '0-364', expect: 'denied' }));
    assert.ok(passes(yearly, { ...deleting, age: '365-', expect: 'left to other policies' }));
    const { deviations, expected, actual } = run(yearly, { ...deleting, age: '100-400', expect: 'denied' });
    assert.deepEqual(
      deviations.map(({ ages, actual: is, statements }) => ({ ages, is, statements })),
      [{ ages: { from: 365, to: 400 }, is: 'left to other policies', statements: [] }],
    );
    assert.equal(expected, 'DeleteArchive · everyone\n  days 100-400  denied');
    assert.equal(
      actual,
      'DeleteArchive · everyone\n  days 100-364  denied\n  days 365-400  left to other policies',
    );
  });

  it('name the statement that decides and say why', () => {
    const [deviation] = run(yearly, { ...deleting, age: 364, expect: 'not denied' }).deviations;
    assert.ok(deviation);
    assert.deepEqual(deviation.statements, [0]);
    assert.match(
      deviation.reasons[0] ?? '',
      /^Statement 1 \("one-year"\) denies it: .* 364 is less than 365\.$/,
    );
    assert.equal(deviation.request?.context['glacier:ArchiveAgeInDays'], '364');
  });

  it('ask who decides where a case says it', () => {
    const both = policy([retention, hold]);
    const held = { ...deleting, age: 3, tags: { legalhold: 'true' }, expect: 'denied' };
    for (const by of ['one-year', 'hold', 0, 1, ['hold', 'one-year']])
      assert.ok(passes(both, { ...held, by }), String(by));
    const failed = run(both, { ...held, tags: { LegalHold: null }, by: 'hold' });
    assert.match(failed.expected, /denied by hold$/);
    assert.match(failed.actual, /denied by one-year$/);
    assert.match(
      run(both, { ...held, by: 'gone' }).deviations[0]?.reasons[0] ?? '',
      /no statement with the Sid "gone"/,
    );
    assert.match(run(both, { ...held, by: 7 }).deviations[0]?.reasons[0] ?? '', /no statement at place 7/);
  });

  describe('claim for all what a case leaves out', () => {
    const own = policy([
      statement({ ...retention, Principal: { AWS: `arn:aws:iam::${account}:root` }, Resource: vault }),
    ]);
    const young = { ...deleting, age: '0-364' };

    it('for every kind of caller', () => {
      assert.ok(passes(own, { ...young, principal: 'owner', expect: 'denied' }));
      const { deviations } = run(own, { ...young, expect: 'denied' });
      assert.deepEqual(
        deviations.map(({ callers }) => callers),
        [['other account', 'service', 'anonymous']],
      );
    });

    it('for everybody whom the policy names', () => {
      const spared = policy([
        statement({
          ...retention,
          Resource: vault,
          Condition: { ArnNotEquals: { 'aws:PrincipalArn': ana } },
        }),
      ]);
      const { deviations } = run(spared, { ...deleting, principal: 'owner', expect: 'denied' });
      assert.deepEqual(
        deviations.map(({ callers }) => callers),
        [[ana]],
      );
      assert.ok(passes(spared, { ...deleting, principal: ana, expect: 'left to other policies' }));
    });

    it('for every state of the tags', () => {
      const held = policy([hold]);
      assert.equal(passes(held, { ...deleting, expect: 'not denied' }), false);
      const tags = [{ LegalHold: null }, { LegalHold: '' }, { LegalHold: 'True' }];
      assert.ok(passes(held, { ...deleting, tags, expect: 'not denied' }));
      assert.ok(passes(held, { ...deleting, tags: { LegalHold: 'true', Other: 'x' }, expect: 'denied' }));
    });

    it('for every value of a key that the policy can be told by', () => {
      const tls = policy([statement({ Condition: { Bool: { 'aws:SecureTransport': 'false' } } })]);
      const { deviations } = run(tls, { action: 'DescribeVault', expect: 'not denied' });
      assert.deepEqual(
        deviations.map(({ states }) => states),
        [['aws:SecureTransport: false']],
      );
      assert.ok(passes(tls, { context: { 'aws:securetransport': true }, expect: 'not denied' }));
    });
  });

  it('leave ages and tags out of requests that have none', () => {
    const document = policy([
      statement({
        Condition: { Null: { 'glacier:ArchiveAgeInDays': 'true', 'glacier:ResourceTag/a': 'true' } },
      }),
    ]);
    const tags = { a: 'x' };
    assert.ok(passes(document, { action: 'DescribeVault', tags, expect: 'denied' }));
    assert.ok(passes(document, { action: 'DeleteArchive', tags, expect: 'not denied' }));
    assert.ok(passes(document, { action: 'DeleteVault', tags, expect: 'not denied' }));
  });

  it('ask about the own vault of the policy unless another is named', () => {
    const document = policy([statement({ ...retention, Resource: vault })]);
    assert.ok(passes(document, { ...deleting, age: 0, expect: 'denied' }));
    const other = vault.replace('examplevault', 'other');
    assert.ok(passes(document, { ...deleting, age: 0, vault: other, expect: 'not denied' }));
    assert.equal(passes(document, { ...deleting, age: 0, vault: [vault, other], expect: 'denied' }), false);
  });

  describe('mean by a word all of a kind', () => {
    const left = 'left to other policies';
    const others = [`arn:aws:iam::${account}:user/ben`, otherAccount];
    const failing: readonly (readonly [what: string, elements: Elements, testCase: Elements])[] = [
      [
        'another account that is allowed',
        { Effect: 'Allow', Principal: { AWS: otherAccount } },
        { principal: 'other account', expect: left },
      ],
      [
        'another account that is spared',
        { Condition: { StringNotEquals: { 'aws:PrincipalAccount': otherAccount } } },
        { principal: 'other account', expect: 'denied' },
      ],
      [
        'users of other accounts, where only their root is spared',
        { Condition: { StringNotEquals: { 'aws:PrincipalType': 'Account' } } },
        { principal: 'other account', expect: left },
      ],
      [
        'a service that is allowed',
        { Effect: 'Allow', Principal: { Service: 'backup.amazonaws.com' } },
        { principal: 'service', expect: left },
      ],
      [
        'one of thirty users that are spared',
        {
          Condition: {
            StringNotEquals: {
              'aws:PrincipalArn': Array.from({ length: 30 }, (_, n) => `arn:aws:iam::${account}:user/u${n}`),
            },
          },
        },
        { principal: 'owner user', expect: 'denied' },
      ],
    ];
    for (const [what, elements, testCase] of failing)
      it(`also ${what}`, () => {
        const given = policy([statement({ Resource: vault, ...elements })]);
        assert.equal(passes(given, { ...deleting, ...testCase }), false);
      });

    it('but for those whom the case leaves out', () => {
      const names = [ana, ...others];
      const Condition = { StringNotEquals: { 'aws:PrincipalArn': names.slice(0, 2) } };
      const given = policy([statement({ Resource: vault, Condition })]);
      const claim = { ...deleting, principal: 'owner', expect: 'denied' };
      assert.ok(passes(given, { ...claim, notPrincipal: names.slice(0, 2) }));
      assert.equal(passes(given, { ...claim, notPrincipal: ana }), false);
      assert.equal(passes(given, { ...claim, notPrincipal: [ana, 'other account'] }), false);
      assert.ok(passes(given, { ...claim, notPrincipal: 'owner user' }));
      const allowed = policy([statement({ Effect: 'Allow', Principal: { AWS: otherAccount } })]);
      assert.ok(passes(allowed, { ...deleting, notPrincipal: otherAccount, expect: left }));
      const { deviations } = run(given, { ...claim, notPrincipal: account });
      assert.match(deviations[0]?.reasons[0] ?? '', /about nobody/);
    });

    it('of whom a pattern may fit some', () => {
      const Condition = { ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/Admin*` } };
      const given = policy([statement({ Resource: vault, Condition })]);
      assert.ok(passes(given, { ...deleting, principal: ['owner root', 'owner user'], expect: 'denied' }));
      const about = { ...deleting, principal: 'owner role', expect: 'denied' };
      const notPrincipal = `arn:aws:iam::${account}:role/Adminx`;
      const { deviations } = run(given, { ...about, notPrincipal });
      assert.deepEqual(
        deviations.map(({ actual }) => actual),
        ['cannot be told'],
      );
      assert.match(deviations[0]?.reasons[0] ?? '', /looks at aws:PrincipalArn, in which those differ/);
      const clerk = `arn:aws:iam::${account}:role/Clerk`;
      assert.ok(passes(given, { ...about, principal: clerk }));
    });
  });

  describe('say what cannot be told', () => {
    const untold = (elements: Elements, testCase: Elements = {}): string => {
      const deviation = run(policy([statement(elements)]), {
        ...deleting,
        expect: 'denied',
        ...testCase,
      }).deviations.find(({ actual }) => actual === 'cannot be told');
      assert.ok(deviation);
      return deviation.reasons.join(' ');
    };
    it('of times, unless the case says it', () => {
      const until = { DateLessThan: { 'aws:CurrentTime': '2030-01-01T00:00:00Z' } };
      assert.match(untold({ Condition: until }), /looks at aws:CurrentTime.*"context"/);
      const context = { 'aws:CurrentTime': '2029-12-31T23:59:59Z' };
      assert.ok(passes(policy([statement({ Condition: until })]), { context, expect: 'denied' }));
    });
    it('of tags that are compared by a pattern', () => {
      assert.match(untold({ Condition: { StringLike: { 'glacier:ResourceTag/Case': 'hold-*' } } }), /"tags"/);
    });
    it('of policy variables', () => {
      const Condition = { StringEquals: { 'glacier:ResourceTag/Owner': '${aws:username}' } };
      assert.match(untold({ Condition }), /glacier:ResourceTag\/Owner/);
      const said = { tags: { Owner: 'ana' }, context: { 'aws:username': 'ana' }, expect: 'denied' };
      assert.ok(passes(policy([statement({ Condition })]), { ...deleting, ...said }));
    });
    it('of policy variables alone, if the case says the rest', () => {
      const Condition = { StringNotEquals: { 'aws:username': '${aws:PrincipalTag/x}' } };
      const said = { context: { 'aws:username': 'x' } };
      assert.match(untold({ Condition }, said), /looks at aws:PrincipalTag\/x, of which/);
    });
    it('of a tag that is compared with a variable, though the case says that', () => {
      const Condition = { StringEquals: { 'glacier:ResourceTag/Owner': '${aws:username}' } };
      const said = { context: { 'aws:username': 'ana' }, expect: 'not denied' };
      assert.match(untold({ Condition }, said), /looks at glacier:ResourceTag\/Owner, of which/);
    });
    it('of keys with several values', () => {
      assert.match(
        untold({ Condition: { 'ForAnyValue:StringEquals': { 'aws:CalledVia': 'a.amazonaws.com' } } }),
        /aws:CalledVia/,
      );
    });
    it('of a role that NotPrincipal does not spare for certain', () => {
      const role = `arn:aws:iam::${account}:role/Backup`;
      assert.match(
        untold(
          { Principal: undefined, NotPrincipal: { AWS: role } },
          { principal: role, expect: 'not denied' },
        ),
        /NotPrincipal/,
      );
    });
    it('of ages without end that are compared by a pattern, and try every day of those with one', () => {
      const Condition = { StringLike: { 'glacier:ArchiveAgeInDays': '3?' } };
      assert.match(untold({ Condition }), /Name ages with an end/);
      assert.ok(passes(policy([statement({ Condition })]), { ...deleting, age: '30-39', expect: 'denied' }));
      assert.ok(
        passes(policy([statement({ Condition })]), {
          ...deleting,
          age: ['0-29', '40-999'],
          expect: 'not denied',
        }),
      );
    });
    it('where a sure Deny decides all the same, nothing is in doubt', () => {
      const doubtful = statement({ Condition: { DateLessThan: { 'aws:CurrentTime': '2030-01-01' } } });
      assert.ok(passes(policy([doubtful, statement()]), { expect: 'denied' }));
    });
  });

  it('give up where a case is about too much', () => {
    const tags = Array.from({ length: 100 }, (_, index) => ({ a: String(index) }));
    const ages = Array.from({ length: 90 }, (_, index) =>
      statement({ Condition: { NumericEquals: { 'glacier:ArchiveAgeInDays': index * 2 } } }),
    );
    const { deviations } = run(policy(ages), {
      tags,
      context: tags.map(({ a }) => ({ 'x:y': a })).slice(0, 50),
      expect: 'denied',
    });
    assert.match(deviations[0]?.reasons[0] ?? '', /more requests than can be tried/);
  });

  describe('laws', () => {
    const numeric = fc
      .tuple(
        fc.constantFrom(
          'NumericLessThan',
          'NumericLessThanEquals',
          'NumericEquals',
          'NumericNotEquals',
          'NumericGreaterThan',
          'StringEquals',
          'StringNotEquals',
          'StringLike',
          'NumericLessThanIfExists',
        ),
        fc.constantFrom('0', '3', '7', '07', '12', '1e1', '3.5', '1?', '-1', 'x', '*'),
      )
      .map(([operator, value]) => ({ [operator]: { 'glacier:ArchiveAgeInDays': value } }));
    const tagged = fc
      .tuple(
        fc.constantFrom('StringEquals', 'StringNotEquals', 'StringLike', 'StringEqualsIfExists'),
        fc.constantFrom('true', '', 't*'),
      )
      .map(([operator, value]) => ({ [operator]: { 'glacier:ResourceTag/Hold': value } }));
    const statements = fc.array(
      fc.record({
        Effect: fc.constantFrom('Deny', 'Allow'),
        Action: fc.constantFrom('glacier:DeleteArchive', 'glacier:*', 'glacier:UploadArchive'),
        Principal: fc.constantFrom<unknown>('*', { AWS: account }, { AWS: ana }, { AWS: otherAccount }),
        Condition: fc.tuple(numeric, fc.option(tagged, { nil: {} })).map(([a, b]) => ({ ...b, ...a })),
      }),
      { minLength: 1, maxLength: 3 },
    );
    const document = statements.map((list) => policy(list.map((elements) => statement(elements))));
    const expect = fc.constantFrom('denied', 'not denied', 'allowed', 'left to other policies');

    it('a range holds exactly if each of its days does', () => {
      fc.assert(
        fc.property(document, fc.nat(10), fc.nat(10), expect, (given, from, more, expected) => {
          const about = {
            action: 'DeleteArchive',
            principal: [ana, 'anonymous'],
            tags: [{ Hold: 'true' }, { Hold: null }],
            expect: expected,
          };
          const days = Array.from({ length: more + 1 }, (_, day) => from + day);
          assert.equal(
            passes(given, { ...about, age: `${from}-${from + more}` }),
            days.every((age) => passes(given, { ...about, age })),
          );
        }),
      );
    });

    it('what holds for all holds for each', () => {
      const each: fc.Arbitrary<Elements> = fc.constantFrom<Elements>(
        { principal: 'owner user' },
        { principal: ana },
        { principal: 'service' },
        { tags: { Hold: 'true' } },
        { tags: { Hold: 'that' } },
        { tags: { Hold: null } },
        { age: 3 },
        { age: '5-9' },
        { action: 'DeleteArchive' },
        { context: { 'aws:SourceIp': '203.0.113.7' } },
      );
      fc.assert(
        fc.property(document, each, expect, (given, narrower, expected) => {
          if (passes(given, { expect: expected }))
            assert.ok(passes(given, { ...narrower, expect: expected }));
        }),
      );
    });

    it('what fails names a request that fails', () => {
      const wanted = {
        denied: ['explicitDeny'],
        'not denied': ['allow', 'implicitDeny'],
        allowed: ['allow'],
        'left to other policies': ['implicitDeny'],
      } as const;
      fc.assert(
        fc.property(
          document,
          fc.constantFrom('denied', 'not denied', 'allowed', 'left to other policies'),
          (given, expected) => {
            for (const { request, actual } of run(given, { expect: expected }).deviations) {
              assert.ok(request);
              const right: readonly string[] = wanted[expected];
              if (actual !== 'cannot be told') assert.ok(!right.includes(judge(given, request).decision));
            }
          },
        ),
      );
    });
  });
});
