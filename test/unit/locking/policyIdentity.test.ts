import assert from 'node:assert/strict';
import { policySha256, samePolicy } from '../../../src/locking/policyIdentity';
import { retention } from './support/samples';

describe('policyIdentity', () => {
  it('is the SHA-256 of the text in UTF-8', () => {
    // printf 'é' | sha256sum
    assert.equal(policySha256('é'), '4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c');
  });

  const text = retention('claims');
  const table: readonly (readonly [what: string, a: string, b: string, same: boolean])[] = [
    ['the same text', text, text, true],
    ['other blanks', text, JSON.stringify(JSON.parse(text), null, 2), true],
    ['a list of one', text, text.replace('"glacier:DeleteArchive"', '["glacier:DeleteArchive"]'), true],
    ['a number for a text', text, text.replace('"365"', '365'), true],
    ['another name for a statement', text, text.replace(/"Sid":"[^"]*"/, '"Sid":"renamed"'), true],
    ['a key in other capitals', text, text.replace('ArchiveAgeInDays', 'ArchiveAgeinDays'), true],
    ['another number', text, retention('claims', 366), false],
    ['another vault', text, retention('other'), false],
    ['texts that are no policies', '{}', '{ }', false],
    ['no policy, the same text', '{', '{', true],
    ['a policy and none', text, `${text}}`, false],
    ['none and a policy', '', text, false],
    ['nested beyond all measure', '['.repeat(100_000), '['.repeat(100_001), false],
    [
      'the order of a list',
      text.replace('"glacier:DeleteArchive"', '["glacier:DeleteArchive","glacier:DeleteVault"]'),
      text.replace('"glacier:DeleteArchive"', '["glacier:DeleteVault","glacier:DeleteArchive"]'),
      true,
    ],
    [
      'the order of condition operators',
      text.replace('"Condition":{', '"Condition":{"Bool":{"aws:SecureTransport":"true"},'),
      text.replace('"365"}}', '"365"},"Bool":{"aws:SecureTransport":"true"}}'),
      true,
    ],
  ];
  for (const [what, a, b, same] of table)
    it(`${what}: ${String(same)}`, () => assert.equal(samePolicy(a, b), same));
});
