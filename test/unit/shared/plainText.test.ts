import assert from 'node:assert/strict';
import fc from 'fast-check';
import { plainText } from '../../../src/shared/plainText';
import { hostileTexts } from '../../support/hostileTexts';

/** What VS Code makes a link of in a notification (its linked texts), and a picture in a label (its labels with icons). */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
const icon = /\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/;
const invisible = /[\p{Cc}\u061C\u200B\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/u;

describe('plain text', () => {
  it('holds no link, no picture and nothing that turns the direction of writing', () => {
    const hostile = fc.stringMatching(/^[$[\](){}a:/command~" ]{0,40}$/);
    for (const text of hostileTexts) {
      assert.doesNotMatch(plainText(text), link);
      assert.doesNotMatch(plainText(text), icon);
      for (const line of plainText(text).split('\n')) assert.doesNotMatch(line, invisible);
    }
    assert.match('[a](command:b)', link);
    assert.match('$(lock)', icon);
    fc.assert(
      fc.property(hostile, (text) => {
        const plain = plainText(`[x](command:y)${text}$(z)`);
        assert.doesNotMatch(plain, link);
        assert.doesNotMatch(plain, icon);
      }),
    );
  });

  it('leaves all else as it is, line breaks included', () => {
    const text = 'Vault "ledger-2026" [1] (us-west-2)\n\ncosts $5 – Ünïcödé 👩‍🚀 עברית';
    assert.equal(plainText(text), text);
  });
});
