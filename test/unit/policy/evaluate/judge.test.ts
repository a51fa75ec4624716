import assert from 'node:assert/strict';
import { evaluate, judge } from '../../../../src/policy/evaluate';
import { otherAccount, policy, request, statement } from './asking';

describe('judge', () => {
  const context = { a: '1', b: '2' };

  it('decides as evaluate does', () => {
    const document = policy([statement({ Effect: 'Allow' }), statement(), statement({ NotAction: '*' })]);
    const { traces, ...decision } = judge(document, request());
    assert.deepEqual(decision, evaluate(document, request()));
    assert.equal(traces.length, 3);
  });

  it('tells of each statement why it applies, or the first thing for which it does not', () => {
    const passing = { StringEquals: { a: '1' }, Bool: { none: 'true' } };
    const document = policy([
      statement({ Action: 'glacier:InitiateJob', Resource: 'x', Principal: { AWS: otherAccount } }),
      statement({ Resource: 'x', Principal: { AWS: otherAccount } }),
      statement({ Principal: { AWS: otherAccount }, Condition: passing }),
      statement({ Condition: passing }),
      statement({ Condition: { StringEquals: { a: '1', b: ['1', '2'] } } }),
    ]);
    const told = judge(document, request({ context })).traces.map((trace) => {
      if (trace.applies) return trace.conditions.map(({ because }) => because);
      return typeof trace.because === 'string' ? trace.because : trace.because.because;
    });
    assert.deepEqual(told, [
      'action',
      'resource',
      'principal',
      'keyAbsent',
      [
        { holds: true, requestValue: '1', policyValue: '1' },
        { holds: true, requestValue: '2', policyValue: '2' },
      ],
    ]);
  });

  it('goes on telling so when the same policy is asked many things', () => {
    const document = policy([statement({ Action: 'glacier:*Archive' })]);
    for (let round = 0; round < 3; round += 1)
      for (let number = 0; number < 150; number += 1)
        for (const [name, expected] of [
          [`glacier:Archive${number}`, 'implicitDeny'],
          [`Glacier:${number}archive`, 'explicitDeny'],
        ] as const)
          assert.equal(evaluate(document, request({ action: name })).decision, expected, name);
  });

  it('tells of each request by itself, whatever was asked before', () => {
    const document = policy([
      statement({
        Resource: 'arn:aws:glacier:*:*:vaults/${aws:username}',
        Condition: { StringLike: { tag: '${aws:username}*' } },
      }),
    ]);
    const ask = (name: string, tag: string): string =>
      evaluate(
        document,
        request({
          resource: 'arn:aws:glacier:us-west-2:111122223333:vaults/ana',
          context: { 'aws:username': name, tag },
        }),
      ).decision;
    assert.deepEqual(
      [ask('ana', 'ana1'), ask('ben', 'ben1'), ask('ana', 'ben1'), ask('ana', 'ana')],
      ['explicitDeny', 'implicitDeny', 'implicitDeny', 'explicitDeny'],
    );
  });
});
