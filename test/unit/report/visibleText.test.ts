import assert from 'node:assert/strict';
import fc from 'fast-check';
import { visibleJson, visibleParts, visibleText } from '../../../src/report/visibleText';

describe('texts in which nothing is hidden', () => {
  it('shows what cannot be seen by its name', () => {
    assert.equal(
      visibleText('a\u202Eb\u0000c\u200Bd\uD800e\u{E0041}'),
      'a[U+202E]b[U+0000]c[U+200B]d[U+D800]e[U+E0041]',
    );
  });

  it('leaves tabs and line ends, but shows a carriage return that would overwrite its line', () => {
    assert.equal(visibleText('a\tb\nc\r\nd\re'), 'a\tb\nc\r\nd[U+000D]e');
  });

  it('leaves every letter that can be seen, of any script', () => {
    assert.equal(visibleText('Zürich 東京 تجربة <b>'), 'Zürich 東京 تجربة <b>');
  });

  it('loses nothing: the parts together are the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const parts = visibleParts(text);
        const back = parts.map((part) =>
          part.isUnseen ? String.fromCodePoint(Number.parseInt(part.text.slice(2), 16)) : part.text,
        );
        assert.equal(back.join(''), text);
      }),
    );
  });

  it('makes JSON that means the same and hides nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const json = visibleJson(JSON.stringify(text));
        assert.equal(JSON.parse(json), text);
        assert.doesNotMatch(json, /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});
