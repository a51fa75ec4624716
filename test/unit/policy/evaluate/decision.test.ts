import assert from 'node:assert/strict';
import { evaluate } from '../../../../src/policy/evaluate';
import { policy, request, statement } from './asking';

describe('evaluate: the decision', () => {
  const allow = statement({ Effect: 'Allow' });
  const deny = statement();
  const denyOther = statement({ Action: 'glacier:InitiateJob' });

  it('any Deny that applies is an explicit deny, whatever is allowed', () => {
    assert.deepEqual(evaluate(policy([allow, deny]), request()), {
      decision: 'explicitDeny',
      statements: [1],
    });
  });

  it('else any Allow that applies allows', () => {
    assert.deepEqual(evaluate(policy([denyOther, allow]), request()), { decision: 'allow', statements: [1] });
  });

  it('else it is an implicit deny that no statement decides', () => {
    assert.deepEqual(evaluate(policy([denyOther]), request()), { decision: 'implicitDeny', statements: [] });
  });

  it('lists all statements that decide', () => {
    const document = policy([deny, allow, denyOther, deny]);
    assert.deepEqual(evaluate(document, request()).statements, [0, 3]);
    assert.deepEqual(evaluate(policy([allow, denyOther, allow]), request()).statements, [0, 2]);
  });

  const parts: readonly [string, object][] = [
    ['principal', { Principal: { AWS: '444455556666' } }],
    ['action', { Action: 'glacier:InitiateJob' }],
    ['resource', { Resource: 'arn:aws:glacier:us-west-2:111122223333:vaults/another' }],
    ['condition', { Condition: { StringEquals: { 'aws:PrincipalType': 'User' } } }],
  ];
  for (const [name, elements] of parts) {
    it(`a statement applies only if its ${name} matches`, () => {
      const { decision } = evaluate(policy([statement({ ...elements })]), request());
      assert.equal(decision, 'implicitDeny');
    });
  }

  it('derives nothing from the principal: the context is the whole context', () => {
    const byArn = statement({ Condition: { ArnLike: { 'aws:PrincipalArn': '*:*:*:*:*:*' } } });
    assert.equal(evaluate(policy([byArn]), request()).decision, 'implicitDeny');
  });

  it('spares the root of the account no Deny', () => {
    const root = request({ principal: 'arn:aws:iam::111122223333:root' });
    assert.equal(evaluate(policy([deny]), root).decision, 'explicitDeny');
  });
});
