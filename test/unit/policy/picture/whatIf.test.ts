import assert from 'node:assert/strict';
import fc from 'fast-check';
import { evaluate } from '../../../../src/policy';
import { answerWhatIf, type WhatIf, type WhatIfAnswer } from '../../../../src/policy/picture/whatIf';
import { anyDocument } from '../effect/anyDocument';
import { awsExample, draw, policyOf } from './drawing';

const root = 'arn:aws:iam::123456789012:root';
const ask = (change: Partial<WhatIf> = {}): WhatIf => ({
  principal: root,
  action: 'DeleteArchive',
  age: '100',
  conditions: [],
  ...change,
});
const answered = (answer: WhatIfAnswer): Extract<WhatIfAnswer, { ok: true }> => {
  assert.ok(answer.ok, answer.ok ? '' : answer.problem);
  return answer;
};

describe('a what-if question', () => {
  const retention = awsExample('retention');

  it('is answered with the reason', () => {
    const young = answered(answerWhatIf(retention, ask()));
    assert.equal(young.decision, 'explicitDeny');
    assert.equal(young.word, 'Denied');
    assert.deepEqual(
      young.reasons.map(({ statement, sid, applies, text }) => [statement, sid, applies, text]),
      [
        [
          0,
          'deny-based-on-archive-age',
          true,
          'Denies it: NumericLessThan glacier:ArchiveAgeInDays: 100 is less than 365.',
        ],
      ],
    );
    const old = answered(answerWhatIf(retention, ask({ age: '365' })));
    assert.equal(old.decision, 'implicitDeny');
    assert.match(old.reasons[0]?.text ?? '', /365 is not less than 365/);
  });

  it('carries what a caller says by itself, of anybody who can be read', () => {
    const of = (principal: string): unknown =>
      answered(answerWhatIf(retention, ask({ principal }))).request.context['aws:PrincipalAccount'];
    assert.equal(of(root), '123456789012');
    assert.equal(of('arn:aws:iam::444455556666:user/ana'), '444455556666');
    assert.equal(of('*'), 'anonymous');
    assert.equal(of('backup.amazonaws.com'), undefined);
    const said = answered(
      answerWhatIf(retention, ask({ conditions: [{ key: 'AWS:principalaccount', value: 'me' }] })),
    ).request.context;
    assert.equal(said['AWS:principalaccount'], 'me');
    assert.equal(said['aws:PrincipalAccount'], undefined);
  });

  it('carries an age where the action has one, and none where it is left empty', () => {
    const context = (change: Partial<WhatIf>): unknown =>
      answered(answerWhatIf(retention, ask(change))).request.context['glacier:ArchiveAgeInDays'];
    assert.equal(context({}), '100');
    assert.equal(context({ age: ' 007 ' }), '7');
    assert.equal(context({ age: '' }), undefined);
    assert.equal(context({ action: 'UploadArchive' }), undefined);
    for (const age of ['-1', '1.5', 'ten', '1e3', '99999999999'])
      assert.deepEqual(answerWhatIf(retention, ask({ age })), {
        ok: false,
        problem: 'The age of an archive is a whole number of days, from 0 on.',
      });
  });

  it('takes several values of one key as a list, and leaves out what has no name', () => {
    const { request } = answered(
      answerWhatIf(
        retention,
        ask({
          conditions: [
            { key: 'aws:CalledVia', value: 'a.amazonaws.com' },
            { key: ' aws:calledvia ', value: 'b.amazonaws.com' },
            { key: '  ', value: 'nothing' },
          ],
        }),
      ),
    );
    assert.deepEqual(request.context['aws:CalledVia'], ['a.amazonaws.com', 'b.amazonaws.com']);
    assert.equal(Object.values(request.context).includes('nothing'), false);
  });

  it('takes a key named like a part of JavaScript for a key', () => {
    const { request } = answered(
      answerWhatIf(retention, ask({ conditions: [{ key: '__proto__', value: 'x' }] })),
    );
    assert.ok(Object.hasOwn(request.context, '__proto__'));
  });

  it('says whom a caller stands for whom nobody has named', () => {
    const mine = policyOf({ Principal: { AWS: root } });
    const why = (words: string): string => {
      const { principal = '' } = draw(mine).choices.principals.find((each) => each.words === words) ?? {};
      return answered(answerWhatIf(mine, ask({ principal }))).reasons[0]?.text ?? '';
    };
    assert.equal(
      why('Other accounts'),
      'Does not apply: its Principal does not name arn:aws:iam::000000000000:root (stands for other accounts).',
    );
    assert.match(why('Services of AWS'), /\.amazonaws\.com \(stands for services of AWS\)\.$/);
    assert.match(why('Anonymous callers'), /does not name anonymous callers\.$/);
    assert.doesNotMatch(
      answered(answerWhatIf(mine, ask({ principal: 'arn:aws:iam::444455556666:user/eve' }))).reasons[0]
        ?.text ?? '',
      /stands for/,
    );
  });

  it('says what is wrong with a caller', () => {
    const answer = answerWhatIf(retention, ask({ principal: 'me' }));
    assert.ok(!answer.ok);
    assert.match(answer.problem, /^The principal "me" is no ARN/);
  });

  it('offers what the policy tells apart', () => {
    const { choices } = draw(awsExample('legalHold'));
    assert.deepEqual(
      choices.principals.slice(0, 3).map(({ words }) => words),
      ['The root user', 'Users of the account', 'Roles of the account'],
    );
    assert.deepEqual(choices.keys, [
      {
        key: 'glacier:ResourceTag/LegalHold',
        words: 'Tag LegalHold',
        values: [
          { words: 'no such tag' },
          { value: 'true', words: 'true' },
          { value: '', words: 'empty' },
          { value: 'another value', words: 'another value' },
        ],
      },
    ]);
    const actions = choices.actions.flatMap((group) => group.actions);
    assert.equal(actions.length, 27);
    assert.deepEqual(
      actions.filter(({ age }) => age).map(({ name }) => name),
      ['DeleteArchive', 'InitiateJob'],
    );
    assert.deepEqual(draw(policyOf({})).choices.keys, []);
  });

  it('tells a tag whose value is called like the one that stands for others from it', () => {
    const { choices } = draw(
      policyOf({ Condition: { StringEquals: { 'glacier:ResourceTag/a': 'another value' } } }),
    );
    assert.deepEqual(
      choices.keys[0]?.values.map(({ words }) => words),
      ['no such tag', '"another value"', 'another value'],
    );
  });

  it('of a band gets what the band says', () => {
    const words = { denied: 'explicitDeny', allowed: 'allow', open: 'implicitDeny' } as const;
    fc.assert(
      fc.property(anyDocument, (document) => {
        for (const { rows } of draw(document).groups)
          for (const { bands } of rows)
            for (const { outcome, request } of bands) {
              const answer = answered(answerWhatIf(document, request));
              if (outcome !== 'depends') assert.equal(answer.decision, words[outcome]);
              assert.equal(evaluate(document, answer.request).decision, answer.decision);
            }
      }),
      { numRuns: 60 },
    );
  });
});
