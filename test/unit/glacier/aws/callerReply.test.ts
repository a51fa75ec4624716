import assert from 'node:assert/strict';
import { callerOf, refusalOf } from '../../../../src/glacier/aws/callerReply';

const reply = (arn: string, account = '111122223333', userId = 'AIDASAMPLE', more = ''): string =>
  `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>` +
  `<Arn>${arn}</Arn><UserId>${userId}</UserId><Account>${account}</Account>${more}` +
  `</GetCallerIdentityResult></GetCallerIdentityResponse>`;

describe('a reply to GetCallerIdentity', () => {
  it('tells users, sessions and the root user', () => {
    for (const arn of [
      'arn:aws:iam::111122223333:root',
      'arn:aws:iam::111122223333:user/division/ana',
      'arn:aws:sts::111122223333:assumed-role/Archivist/ana@example.com',
      'arn:aws-us-gov:sts::111122223333:federated-user/ana',
    ])
      assert.deepEqual(callerOf(reply(arn)), { arn, account: '111122223333', userId: 'AIDASAMPLE' });
    assert.equal(
      callerOf(`<?xml version="1.0"?>\n${reply('arn:aws:iam::111122223333:user/a&lt;&amp;lt;&gt;/ana')}`)
        ?.arn,
      'arn:aws:iam::111122223333:user/a<&lt;>/ana',
    );
  });

  it('is not guessed at where anything of it is odd', () => {
    const arn = 'arn:aws:iam::111122223333:user/ana';
    for (const odd of [
      '',
      '<html>proxy</html>',
      '{"Arn":"x"}',
      reply('ana'),
      reply(`${arn}\n`),
      reply('arn:aws:iam::111122223333:user/ana\u202e'),
      reply('arn:aws:glacier::111122223333:vaults/x'),
      reply(arn, '444455556666'),
      reply(arn, ''),
      reply(arn, '111122223333', ''),
      reply(arn, '111122223333', 'A B'),
      reply(arn, '111122223333', 'AIDASAMPLE', `<Arn>${arn}</Arn>`),
      reply(`arn:aws:iam::111122223333:user/${'a'.repeat(2_000)}`),
      `<x>${reply(arn)}</x>`,
    ])
      assert.equal(callerOf(odd), undefined, odd);
  });

  it('tells the code of a refusal, and no other text', () => {
    const refusal = (code: string) =>
      `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>secret</Message></Error></ErrorResponse>`;
    assert.equal(refusalOf(refusal('ExpiredToken')), 'ExpiredToken');
    for (const odd of ['', 'a b', '\u001b[31m', '::error', 'A'.repeat(65), '&lt;img&gt;'])
      assert.equal(refusalOf(refusal(odd)), undefined, odd);
    assert.equal(refusalOf('<html>'), undefined);
  });
});
