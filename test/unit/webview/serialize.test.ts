import assert from 'node:assert/strict';
import fc from 'fast-check';
import { element, withProperties } from '../../../src/webview/markup';
import { serialize } from '../../../src/webview/serialize';

describe('markup as text', () => {
  it('keeps text text, also in attributes', () => {
    const hostile = `<script>alert("1")</script>' & "`;
    const { html } = serialize(element('p', { title: hostile }, hostile));
    assert.equal(
      html,
      '<p title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39; &amp; &quot;">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39; &amp; &quot;</p>',
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        const inside = serialize(element('p', {}, text)).html.slice(3, -4);
        assert.doesNotMatch(inside, /[<>"']/);
      }),
    );
  });

  it('leaves out what has no value, and ends what has no end', () => {
    assert.equal(serialize(element('p', { id: undefined }, undefined, ['a', undefined])).html, '<p>a</p>');
    assert.equal(serialize(element('meta', { charset: 'utf-8' })).html, '<meta charset="utf-8">');
  });

  it('turns custom properties into rules, one for those that are equal', () => {
    const cell = (span: string) => withProperties(element('td', { class: 'cell' }), { '--span': span });
    const { html, rules } = serialize(element('tr', {}, cell('2'), cell('2'), cell('1')));
    assert.equal(
      html,
      '<tr><td class="cell p0"></td><td class="cell p0"></td><td class="cell p1"></td></tr>',
    );
    assert.equal(rules, '.p0{--span:2}\n.p1{--span:1}');
  });
});
