import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { filePage, webviewPage } from '../../../../src/views/effectView/pages';
import { savedPage } from '../../../../src/webview/effect/savedPage';
import { serialize } from '../../../../src/webview/serialize';
import { draw, policyOf, younger } from '../../policy/picture/drawing';

const parts = {
  cspSource: 'https://resource.example',
  script: 'https://resource.example/a%2Bb/effect.js',
  style: 'https://resource.example/effect.css',
  title: 'Effect of <b>',
  data: { words: { hint: '</script><script>alert(1)</script>' } },
};
const policyIn = (page: string): string =>
  (/http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '').replaceAll('&#39;', "'");

describe('the page in a webview', () => {
  it('allows its own style and one script, and nothing else', () => {
    const page = webviewPage(parts);
    const [, nonce = ''] =
      /<script nonce="([^"]+)" src="https:\/\/resource\.example\/a%2Bb\/effect\.js">/.exec(page) ?? [];
    assert.ok(nonce.length >= 32);
    assert.equal(
      policyIn(page),
      `default-src 'none'; style-src https://resource.example; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`,
    );
    assert.notEqual(policyIn(page), policyIn(webviewPage(parts)));
    assert.doesNotMatch(page, / on\w+=| style=|<b>/);
  });

  it('hands its words over so that they end no script', () => {
    const page = webviewPage(parts);
    assert.equal(page.split('</script>').length, 3);
    const json = /<script type="application\/json" id="data">(.*?)<\/script>/.exec(page)?.[1] ?? '';
    assert.deepEqual(JSON.parse(json), parts.data);
  });
});

describe('the saved page', () => {
  const words = {
    caption: 'What the policy does',
    requests: 'Requests',
    forEver: 'for ever',
    statements: 'Statements',
    policy: 'Policy',
    made: 'Made',
  };
  const hostile = '<img src=x onerror=alert(1)>';
  const picture = draw(policyOf({ Sid: hostile, ...younger(365) }));
  const { html, rules } = serialize(savedPage({ name: hostile, picture, policy: hostile }, words));
  const page = filePage('Effect', `p{color:red}\n${rules}`, html);

  it('is one file without scripts, whose one style is named by its hash', () => {
    const style = /<style>([\s\S]*)<\/style>/.exec(page)?.[1] ?? '';
    assert.match(style, /--columns:minmax/);
    assert.equal(
      policyIn(page),
      `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    );
    assert.doesNotMatch(page, /<script|<link|<img|<button| on\w+="| style="|https?:\/\/(?!www\.w3)/);
  });

  it('says in words what the picture shows', () => {
    for (const text of [
      'Archives cannot be deleted by anyone for 365 days',
      'on days 0 to 364',
      'Denies DeleteArchive to everyone',
      '&lt;img src=x onerror=alert(1)&gt;',
    ])
      assert.ok(page.includes(text), text);
    assert.match(page, /<th [^>]*scope="col"/);
    assert.match(page, /<th [^>]*scope="row"/);
    assert.match(page, /<caption /);
  });
});
