import assert from 'node:assert/strict';
import { evaluate } from '../../../../src/policy/evaluate';
import {
  account,
  applies,
  holds,
  holdsIn2008,
  otherAccount,
  policy,
  request,
  statement,
  vault,
  type Context,
  type Elements,
} from './asking';

/** Whether `operator` with these values of the policy holds for these of the request; undefined: the key is absent. */
const test = (operator: string, values: unknown, asked?: string | readonly string[]): boolean =>
  holds({ [operator]: { key: values } }, asked === undefined ? {} : { key: asked });

const root = `arn:aws:iam::${account}:root`;
const user = `arn:aws:iam::${account}:user/ana`;
const role = `arn:aws:iam::${account}:role/ops/Backup`;
const session = `arn:aws:sts::${account}:assumed-role/Backup/monday`;
const federated = `arn:aws:sts::${account}:federated-user/ana`;
const service = 'backup.amazonaws.com';

/** Whether a Principal stands for all of the first and none of the second. */
const standsFor = (principal: unknown, callers: readonly string[], others: readonly string[] = []): void => {
  for (const caller of callers) assert(applies({ Principal: principal }, { principal: caller }), caller);
  for (const caller of others) assert(!applies({ Principal: principal }, { principal: caller }), caller);
};

/** One test for each sentence about evaluation in the description of the language; details stand in the other files. */
describe('evaluate: the rules, one by one', () => {
  describe('statements', () => {
    it('a statement applies when principal AND action AND resource AND every condition match', () => {
      const matching: Elements = {
        Principal: { AWS: user },
        Action: 'glacier:DeleteArchive',
        Resource: vault,
        Condition: { StringEquals: { a: '1', b: '2' } },
      };
      const context = { a: '1', b: '2' };
      assert.equal(applies(matching, { context }), true);
      assert.equal(applies(matching, { context, principal: session }), false);
      assert.equal(applies(matching, { context, action: 'glacier:InitiateJob' }), false);
      assert.equal(applies(matching, { context, resource: `${vault}2` }), false);
      assert.equal(applies(matching, { context: { a: '1', b: '1' } }), false);
    });
    it('any applying Deny is explicitDeny; else any applying Allow is allow; else implicitDeny', () => {
      const [allow, deny, other] = [
        statement({ Effect: 'Allow' }),
        statement(),
        statement({ NotAction: 'glacier:*' }),
      ];
      const decide = (...statements: Elements[]): string => evaluate(policy(statements), request()).decision;
      assert.deepEqual(
        [decide(allow, deny), decide(deny, allow), decide(allow, other), decide(other)],
        ['explicitDeny', 'explicitDeny', 'allow', 'implicitDeny'],
      );
    });
    it('statements lists all deciding ones, none for implicitDeny', () => {
      const document = policy([statement(), statement({ Effect: 'Allow' }), statement()]);
      assert.deepEqual(evaluate(document, request()).statements, [0, 2]);
      assert.deepEqual(evaluate(policy([statement({ NotAction: '*' })]), request()).statements, []);
    });
    it('root is not exempt from a Deny of a resource policy', () => {
      assert.equal(applies({}, { principal: root }), true);
    });
    it('the context of the request is the whole request context; nothing is derived from principal', () => {
      for (const key of ['aws:PrincipalArn', 'aws:PrincipalAccount', 'aws:username', 'aws:PrincipalType'])
        assert.equal(holds({ Null: { [key]: 'true' } }, {}), true, key);
    });
  });

  describe('Action', () => {
    it('service prefix and action name without case', () => {
      assert.equal(applies({ Action: 'GLACIER:dELETEaRCHIVE' }), true);
    });
    it('* any run, also empty; ? exactly one character; anywhere in the action name; * alone matches all', () => {
      for (const Action of ['glacier:D*e', 'glacier:Delete*Archive', 'glacier:*?rchive', '*'])
        assert.equal(applies({ Action }), true, Action);
      for (const Action of ['glacier:DeleteArchive?', 'glacier:?DeleteArchive', 'glacier:D?e'])
        assert.equal(applies({ Action }), false, Action);
    });
    it('none in the service prefix: *:DeleteArchive and gl*:DeleteArchive match nothing', () => {
      for (const Action of ['*:DeleteArchive', 'gl*:DeleteArchive', '*:*', 'gl*'])
        assert.equal(applies({ Action }), false, Action);
    });
    it('white space counts: "glacier:DeleteArchive " matches nothing, so as NotAction it matches everything', () => {
      assert.equal(applies({ Action: 'glacier:DeleteArchive ' }), false);
      assert.equal(applies({ NotAction: 'glacier:DeleteArchive ' }), true);
    });
    it('Not… negates the list as a whole: applies if no entry matches', () => {
      assert.equal(applies({ NotAction: ['glacier:InitiateJob', 'glacier:DeleteArchive'] }), false);
      assert.equal(applies({ NotAction: ['glacier:InitiateJob', 'glacier:DeleteVault'] }), true);
    });
  });

  describe('Resource', () => {
    it('ARNs with case', () => {
      assert.equal(applies({ Resource: vault.replace('example', 'Example') }), false);
    });
    it('compares the six colon parts; * in the last part crosses / and :', () => {
      const resource = `${vault}/a:b`;
      assert.equal(applies({ Resource: 'arn:aws:glacier:*:*:*b' }, { resource }), true);
      assert.equal(applies({ Resource: 'arn:aws:glacier:*:*b' }, { resource }), true, 'also as the fifth');
      assert.equal(applies({ Resource: 'arn:*:us-west-2:111122223333:vaults/*' }, { resource }), false);
    });
    it('the service part takes no wildcard', () => {
      for (const part of ['*', 'glacie?', 'g*'])
        assert.equal(applies({ Resource: vault.replace('glacier', part) }), false, part);
    });
    it('* alone is all', () => {
      assert.equal(applies({ Resource: '*' }), true);
    });
    it('short ARNs match nothing (arn:aws:glacier, arn:aws:glacier:us-west-2:ID); arn:aws:glacier:* matches', () => {
      assert.equal(applies({ Resource: 'arn:aws:glacier' }), false);
      assert.equal(applies({ Resource: `arn:aws:glacier:us-west-2:${account}` }), false);
      assert.equal(applies({ Resource: 'arn:aws:glacier:*' }), true);
    });
    it('NotResource negates the list as a whole', () => {
      assert.equal(applies({ NotResource: [`${vault}2`, vault] }), false);
      assert.equal(applies({ NotResource: [`${vault}2`, 'arn:aws:glacier'] }), true);
    });
  });

  describe('Principal', () => {
    const ofAccount = [root, account, user, role, session, federated];
    const outside = [`arn:aws:iam::${otherAccount}:user/ana`, otherAccount, service, '*'];
    it('"*" and {"AWS":"*"}: everyone, anonymous too', () => {
      for (const principal of ['*', { AWS: '*' }]) standsFor(principal, [...ofAccount, ...outside]);
    });
    it('account id or root ARN: every principal of the account, root, users, roles, sessions', () => {
      for (const AWS of [account, root]) standsFor({ AWS }, ofAccount, outside);
    });
    it('the root ARN of another partition stands for nobody of this one', () => {
      const callers = [root, user, role, session, federated];
      standsFor({ AWS: root.replace('arn:aws:', 'arn:aws-cn:') }, [], [...callers, ...outside]);
    });
    it('in an Allow it delegates: evaluate says allow', () => {
      const document = policy([statement({ Effect: 'Allow', Principal: { AWS: root } })]);
      assert.equal(evaluate(document, request({ principal: session })).decision, 'allow');
    });
    it('user ARN: that user, name with case; a federated session of that user too', () => {
      standsFor({ AWS: user }, [user, federated], [user.replace('ana', 'Ana'), root, session]);
    });
    it('role ARN: the role and all its sessions, whose ARNs leave out the path', () => {
      standsFor({ AWS: role }, [role, session, session.replace('monday', 'x')], [user, root]);
      standsFor({ AWS: role }, [], [session.replace('arn:aws:', 'arn:aws-cn:')]);
    });
    it('assumed-role session ARN: that session only; no wildcard', () => {
      standsFor({ AWS: session }, [session], [session.replace('monday', 'x'), role]);
      standsFor({ AWS: session.replace('monday', '*') }, [], [session]);
    });
    it('{"Service":"x.amazonaws.com"}: that service principal', () => {
      standsFor({ Service: service }, [service], ['other.amazonaws.com', user, '*']);
    });
    it('Federated, CanonicalUser: of no use for Glacier', () => {
      for (const type of ['Federated', 'CanonicalUser'])
        standsFor({ [type]: [service, user, '*'] }, [], [service, user, federated, '*']);
    });
    it('partial wildcard (user/*): invalid, matches nothing', () => {
      standsFor({ AWS: [user.replace('ana', '*'), root.replace(account, '*'), '*2223333'] }, [], ofAccount);
    });
    it('unique ids: users and roles that were deleted and re-made match no more', () => {
      standsFor({ AWS: ['AIDAEXAMPLEUSER000001', 'AROAEXAMPLEROLE000001'] }, [], ofAccount);
    });
    it('aws:PrincipalArn in a condition is text and goes on matching, wildcards and all', () => {
      const context = { 'aws:PrincipalArn': role };
      assert.equal(holds({ ArnLike: { 'aws:PrincipalArn': role.replace('Backup', '*') } }, context), true);
      assert.equal(holds({ StringLike: { 'aws:PrincipalArn': '*:role/*' } }, context), true);
    });
    it('NotPrincipal: whoever no entry stands for', () => {
      assert.equal(applies({ NotPrincipal: { AWS: [session, role, root] } }, { principal: session }), false);
      assert.equal(applies({ NotPrincipal: { AWS: role } }, { principal: user }), true);
    });
  });

  describe('conditions', () => {
    it('operators AND, keys AND, values OR; negated operators: NOR over the values', () => {
      const condition = { StringEquals: { a: ['1', '2'], b: '3' }, StringNotEquals: { c: ['4', '5'] } };
      const context = { a: '2', b: '3', c: '6' };
      assert.equal(holds(condition, context), true);
      for (const wrong of [{ a: '3' }, { b: '1' }, { c: '4' }, { c: '5' }])
        assert.equal(holds(condition, { ...context, ...wrong }), false, JSON.stringify(wrong));
    });

    const absent: Readonly<Record<string, boolean>> = {
      StringEquals: false,
      StringNotEquals: true,
      StringEqualsIgnoreCase: false,
      StringNotEqualsIgnoreCase: true,
      StringLike: false,
      StringNotLike: true,
      NumericEquals: false,
      NumericNotEquals: true,
      NumericLessThan: false,
      NumericLessThanEquals: false,
      NumericGreaterThan: false,
      NumericGreaterThanEquals: false,
      DateEquals: false,
      DateNotEquals: true,
      DateLessThan: false,
      DateLessThanEquals: false,
      DateGreaterThan: false,
      DateGreaterThanEquals: false,
      Bool: false,
      BinaryEquals: false,
      IpAddress: false,
      NotIpAddress: true,
      ArnEquals: false,
      ArnNotEquals: true,
      ArnLike: false,
      ArnNotLike: true,
    };
    for (const [operator, expected] of Object.entries(absent))
      it(`${operator}, key absent: ${expected}; with IfExists true; ForAllValues true; ForAnyValue false`, () => {
        assert.equal(test(operator, '1'), expected);
        assert.equal(test(`${operator}IfExists`, '1'), true);
        assert.equal(test(`ForAllValues:${operator}`, '1'), true);
        assert.equal(test(`ForAnyValue:${operator}`, '1'), false);
      });

    it('StringEquals: exact, with case; * and ? are literal', () => {
      assert.deepEqual(
        ['true', 'True', 'tru*'].map((value) => test('StringEquals', ['true', 'tru*'], value)),
        [true, false, true],
      );
      assert.equal(test('StringEquals', 'tru?', 'true'), false);
    });
    it('StringEqualsIgnoreCase: case folded', () => {
      assert.equal(test('StringEqualsIgnoreCase', 'Straße', 'STRASSE'), true);
      assert.equal(test('StringNotEqualsIgnoreCase', 'TRUE', 'true'), false);
    });
    it("StringLike: * ?, with case; a variable's own * is literal", () => {
      assert.equal(test('StringLike', 'a*c?', 'abbcd'), true);
      assert.equal(test('StringLike', 'A*', 'abbcd'), false);
      const context = (key: string): Context => ({ key, tag: 'a*' });
      assert.equal(holds({ StringLike: { key: '${tag}' } }, context('ab')), false);
      assert.equal(holds({ StringLike: { key: '${tag}' } }, context('a*')), true);
    });
    it('Numeric: decimal numbers, quoted or not', () => {
      assert.equal(test('NumericEquals', 365, '365.0'), true);
      assert.equal(test('NumericEquals', '365', '3.65e2'), true);
      assert.equal(test('NumericEquals', '-0', '0'), true);
      assert.equal(test('NumericLessThan', '1e3', '999.9999999999999999999999999'), true);
      assert.equal(test('NumericLessThan', '9007199254740993', '9007199254740992'), true);
      assert.equal(test('NumericGreaterThan', '9007199254740993', '9007199254740993.0000000001'), true);
      assert.equal(test('NumericLessThan', '1e999999999999', '1e999999999998'), true);
    });
    it('Numeric: text that is no number, on either side: no match, NotEquals too', () => {
      for (const text of ['12abc', ' 365 ', '', '0x10', '1,000', 'NaN', 'Infinity', '١٢', '1e', '--1'])
        for (const operator of [
          'NumericEquals',
          'NumericNotEquals',
          'NumericLessThan',
          'NumericGreaterThan',
        ]) {
          assert.equal(test(operator, text, '16'), false, `${operator} ${text}`);
          assert.equal(test(operator, '16', text), false, `${operator} on ${text}`);
          assert.equal(test(`ForAnyValue:${operator}`, '16', [text]), false, `ForAnyValue:${operator}`);
        }
    });
    it('Date: ISO 8601 (W3C forms) or epoch seconds; zones as instants; bare date = 00:00Z', () => {
      for (const same of [
        '2024-01-01',
        '2024-01-01T00:00Z',
        '1704067200',
        '2024-01-01T05:30:00+05:30',
        '2024',
      ])
        assert.equal(test('DateEquals', '2024-01-01T00:00:00Z', same), true, same);
      assert.equal(test('DateLessThan', '1704067200000', '2024-01-01'), true, 'milliseconds are seconds');
      assert.equal(test('DateEquals', '2024-01-01', '2023-12-31T23:59:59.9999999Z'), false);
    });
    it('Date: no wildcards, no variables', () => {
      assert.equal(test('DateEquals', '2024-*', '2024-01-01'), false);
      assert.equal(holds({ DateEquals: { key: '${other}' } }, { key: '2024', other: '2024' }), false);
    });
    it('Bool: true/false, any case', () => {
      assert.equal(test('Bool', 'TRUE', 'true'), true);
      assert.equal(test('Bool', false, 'False'), true);
      for (const text of ['1', 'yes', ''])
        assert.equal(test('Bool', text, text), false, `"${text}" is neither`);
    });
    it('BinaryEquals: base64, byte for byte; no negated form', () => {
      assert.equal(test('BinaryEquals', 'AAEC', 'AAEC'), true);
      assert.equal(test('BinaryEquals', 'AAEC', 'aaec'), false);
      assert.equal(test('BinaryNotEquals', 'AAEC', 'aaec'), false);
    });
    it('IpAddress: CIDR; no mask = one address; v4 and v6 never match each other; v6 by value', () => {
      assert.equal(test('IpAddress', '10.1.0.0/16', '10.1.255.255'), true);
      assert.equal(
        test('IpAddress', '10.1.2.3/16', '10.1.255.255'),
        true,
        'bits behind the mask do not count',
      );
      assert.equal(test('IpAddress', '10.1.0.0', '10.1.0.1'), false);
      assert.equal(test('IpAddress', '2001:db8::/32', '2001:DB8:0:0:0:0:0:1'), true);
      assert.equal(test('IpAddress', ['::/0', '::ffff:10.1.2.3'], '10.1.2.3'), false);
      assert.equal(test('NotIpAddress', '10.1.2.3', '::ffff:10.1.2.3'), true);
    });
    it('ArnEquals = ArnLike: six parts one by one, * ? in each, with case; * crosses a colon only in the last', () => {
      const arn = 'arn:aws:sns:us-west-2:111122223333:topic:a';
      for (const operator of ['ArnEquals', 'ArnLike']) {
        assert.equal(test(operator, 'arn:a?s:s*:us-*:*:t*a', arn), true);
        assert.equal(test(operator, 'arn:aws:sns:us-west-2:*', arn), false);
        assert.equal(test(operator, 'arn:aws:sns:*:topic:a', arn), false);
        assert.equal(test(operator, arn.replace('topic', 'Topic'), arn), false);
      }
    });
    it('ArnLike: ${*} is a plain star; variables may bring whole parts and colons', () => {
      const context = { key: 'arn:aws:iam::111122223333:role/a*', part: '111122223333:role', self: role };
      assert.equal(holds({ ArnLike: { key: 'arn:aws:iam::111122223333:role/a${*}' } }, context), true);
      assert.equal(
        holds({ ArnLike: { key: 'arn:aws:iam::111122223333:role/${*}' } }, context),
        false,
        'no wildcard',
      );
      assert.equal(holds({ ArnLike: { key: 'arn:aws:iam::${part}/a?' } }, context), true);
      assert.equal(holds({ ArnNotEquals: { self: '${self}' } }, context), false);
    });
    it('Null: "true" key absent, "false" present; no IfExists; with a set operator constant', () => {
      assert.deepEqual(
        [test('Null', 'true'), test('Null', 'true', 'a'), test('Null', false), test('Null', false, 'a')],
        [true, false, false, true],
      );
      assert.equal(test('NullIfExists', 'true'), false);
      assert.deepEqual([test('ForAllValues:Null', 'false'), test('ForAnyValue:Null', 'true')], [true, false]);
    });
    it('ForAllValues: every request value satisfies; negated inside: no request value is in the list', () => {
      assert.equal(test('ForAllValues:StringLike', ['a*', 'b'], ['ab', 'b']), true);
      assert.equal(test('ForAllValues:StringLike', ['a*', 'b'], ['ab', 'c']), false);
      assert.equal(test('ForAllValues:StringNotEquals', ['a', 'b'], ['c', 'b']), false);
      assert.equal(test('ForAllValues:StringNotEquals', ['a', 'b'], ['c', 'd']), true);
    });
    it('ForAnyValue: some request value satisfies; negated inside: some request value is outside the list', () => {
      assert.equal(test('ForAnyValue:StringEquals', ['a', 'b'], ['c', 'b']), true);
      assert.equal(test('ForAnyValue:StringEquals', ['a', 'b'], ['c', 'd']), false);
      assert.equal(test('ForAnyValue:StringNotEquals', ['a', 'b'], ['a', 'c']), true);
      assert.equal(test('ForAnyValue:StringNotEquals', ['a', 'b'], ['a', 'b']), false);
    });
    it('unknown operator: the statement does not apply', () => {
      for (const operator of ['StringEqual', 'ForEachValue:StringEquals', 'IfExists', ''])
        for (const asked of ['a', undefined]) assert.equal(test(operator, 'a', asked), false, operator);
    });
    it('empty string: present for most purposes, "no value" for ForAllValues (true) and ForAnyValue (false)', () => {
      assert.equal(test('StringEquals', '', ''), true);
      assert.equal(test('StringNotEquals', 'a', ''), true);
      assert.equal(test('ForAllValues:StringEquals', 'a', ''), true);
      assert.equal(test('ForAnyValue:StringEquals', '', ''), false);
      // Unknown in AWS: taken for present.
      assert.equal(test('Null', 'false', ''), true);
    });
    it('operator-name case: any is accepted', () => {
      assert.equal(test('nUMERIClESStHAN', '5', '4'), true);
      assert.equal(test('forallvalues:STRINGEQUALSIFEXISTS', 'a', ['a']), true);
    });
    it('condition key names with their tag-key part without case', () => {
      const context = { 'glacier:resourcetag/legalhold': 'true' };
      assert.equal(holds({ StringEquals: { 'Glacier:ResourceTag/LegalHold': 'true' } }, context), true);
    });
    it('ArchiveAgeinDays and ArchiveAgeInDays are the same key', () => {
      const context = { 'glacier:ArchiveAgeInDays': '5' };
      assert.equal(holds({ NumericLessThan: { 'glacier:ArchiveAgeinDays': '6' } }, context), true);
    });
  });

  describe('variables', () => {
    const context = { 'aws:username': 'ana', key: 'ana', list: ['a', 'b'] };
    it("${key} or ${key, 'default'} (comma, one space)", () => {
      assert.equal(holds({ StringEquals: { key: '${aws:username}' } }, context), true);
      assert.equal(holds({ StringEquals: { key: "${aws:PrincipalTag/x, 'ana'}" } }, context), true);
      assert.equal(holds({ StringEquals: { key: "${aws:PrincipalTag/x,  'ana'}" } }, context), false);
    });
    it('in Resource after the fifth colon only', () => {
      const given = { context: { region: 'us-west-2', name: 'examplevault' } };
      assert.equal(
        applies({ Resource: `arn:aws:glacier:us-west-2:${account}:vaults/\${name}` }, given),
        true,
      );
      assert.equal(applies({ Resource: vault.replace('us-west-2', '${region}') }, given), false);
    });
    it('names without case; single-valued keys only', () => {
      assert.equal(holds({ StringEquals: { key: '${AWS:USERNAME}' } }, context), true);
      assert.equal(holds({ StringEquals: { key: '${list}' } }, { ...context, key: 'a' }), false);
    });
    it('${*}, ${?}, ${$} are the plain characters', () => {
      for (const operator of ['StringEquals', 'StringLike', 'StringEqualsIgnoreCase'])
        assert.equal(test(operator, '${*}${?}${$}', '*?$'), true, operator);
      assert.equal(test('StringLike', '${*}', 'a'), false);
      assert.equal(test('StringLike', '${?}', 'a'), false);
    });
    it('no value: positive operators do not match, negated ones do, a Resource matches nothing', () => {
      for (const kind of ['Equals', 'Like', 'EqualsIgnoreCase']) {
        assert.equal(test(`String${kind}`, '${aws:username}', 'a'), false);
        assert.equal(test(`StringNot${kind}`, '${aws:username}', 'a'), true);
      }
      assert.equal(applies({ Resource: `arn:aws:glacier:us-west-2:${account}:*\${none}` }), false);
    });
    it('under 2008 or without Version all of it is literal text', () => {
      const condition = { StringLike: { key: '${*}' } };
      assert.equal(holds(condition, { key: '${anything}' }), false);
      assert.equal(holds(condition, { key: '${anything}' }, '2008-10-17'), true);
      assert.equal(holdsIn2008(condition, { key: '${anything}' }), true);
    });
  });
});
