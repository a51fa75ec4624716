import assert from 'node:assert/strict';
import { readRequest } from '../../../../src/policy/evaluate';
import { account, vault } from './asking';

const whole = {
  principal: `arn:aws:iam::${account}:user/ana`,
  action: 'glacier:DeleteArchive',
  resource: vault,
  context: { 'glacier:ArchiveAgeInDays': '100', 'aws:CalledVia': ['a', 'b'], 'aws:TagKeys': [] },
};

function problemOf(value: unknown): string {
  const reading = readRequest(value);
  assert(!reading.ok, 'it was taken');
  return reading.problem;
}

describe('reading a request', () => {
  it('takes principal, action, resource and context', () => {
    assert.deepEqual(readRequest(whole), { ok: true, request: whole });
  });

  it('takes a request without context for one without any condition key', () => {
    const { principal, action, resource } = whole;
    const reading = readRequest({ principal, action, resource });
    assert(reading.ok);
    assert.deepEqual(reading.request.context, {});
  });

  for (const principal of [
    account,
    '*',
    `arn:aws:iam::${account}:root`,
    `arn:aws-cn:sts::${account}:assumed-role/Backup/monday`,
    'backup.amazonaws.com',
    'backup.amazonaws.com.cn',
  ])
    it(`takes the principal ${principal}`, () => assert.equal(readRequest({ ...whole, principal }).ok, true));

  it('takes an action of any service, in any capitals, known or not', () => {
    for (const action of ['GLACIER:deletearchive', 's3:GetObject', 'glacier:NoSuchAction'])
      assert.equal(readRequest({ ...whole, action }).ok, true, action);
  });

  it('takes a star in an ARN for a plain character', () => {
    assert.equal(readRequest({ ...whole, resource: `${vault}*` }).ok, true);
  });

  it('keeps every key of the context, whatever its name', () => {
    const context: unknown = JSON.parse('{"__proto__":"a","constructor":"b"}');
    const reading = readRequest({ ...whole, context });
    assert(reading.ok);
    assert.deepEqual(Object.entries(reading.request.context), [
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
  });

  const refused: readonly [what: string, value: unknown, problem: RegExp][] = [
    ['a list', [whole], /a list, not a JSON object/],
    ['null', null, /null, not a JSON object/],
    ['a string', 'x', /a string, not a JSON object/],
    ['no principal', { ...whole, principal: undefined }, /has no principal/],
    ['no action', { principal: '*', resource: vault }, /has no action/],
    ['no resource', { principal: '*', action: 'glacier:DeleteArchive' }, /has no resource/],
    ['a principal that is no string', { ...whole, principal: { AWS: '*' } }, /principal .* is an object/],
    ['an account id as a number', { ...whole, principal: 111122223333 }, /principal .* is a number/],
    ['a field misspelt', { ...whole, principle: '*' }, /no field "principle"\. Did you mean principal\?/],
    ['a condition key among the fields', { ...whole, 'aws:SourceIp': '10.0.0.1' }, /stand in context/],
    ['a name for a principal', { ...whole, principal: 'ana' }, /"ana" is no ARN/],
    ['an empty principal', { ...whole, principal: '' }, /"" is no ARN/],
    ['eleven digits', { ...whole, principal: '11112222333' }, /account id of 12 digits/],
    ['an action without prefix', { ...whole, action: 'DeleteArchive' }, /service in front/],
    ['an action with a space', { ...whole, action: 'glacier:DeleteArchive ' }, /service in front/],
    ['an action with a wildcard', { ...whole, action: 'glacier:*' }, /wildcard: a request asks for one/],
    ['a vault name for a resource', { ...whole, resource: 'examplevault' }, /"examplevault" is no ARN/],
    ['a resource for all', { ...whole, resource: '*' }, /"\*" is no ARN/],
    ['a context that is a list', { ...whole, context: [] }, /context of the request is a list/],
    ['a context that is null', { ...whole, context: null }, /context of the request is null/],
    ['a number in the context', { ...whole, context: { age: 100 } }, /age .* a number.* Write "100"\./],
    ['a Boolean in the context', { ...whole, context: { mfa: true } }, /mfa .* a boolean.* Write "true"\./],
    ['null in the context', { ...whole, context: { a: 'b', c: null } }, /c in the context is null/],
    ['a list of mixed values', { ...whole, context: { k: ['a', 5] } }, /list of k .* a number/],
  ];
  for (const [what, value, problem] of refused)
    it(`refuses ${what}`, () => assert.match(problemOf(value), problem));
});
