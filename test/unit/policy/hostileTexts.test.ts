import assert from 'node:assert/strict';
import {
  effectPicture,
  explainDifference,
  explainPolicy,
  hoverAt,
  lint,
  parsePolicy,
  readPolicyDocument,
} from '../../../src/policy';
import { pictureTable } from '../../../src/webview/effect/pictureMarkup';
import { element } from '../../../src/webview/markup';
import { serialize } from '../../../src/webview/serialize';
import { hostileTexts, policiesWith, unseen } from '../../support/hostileTexts';

const vaultArn = 'arn:aws:glacier:us-west-2:111122223333:vaults/claims';
const words = { caption: 'caption', requests: 'requests', forEver: 'for ever' };
const now = Date.UTC(2026, 10, 22);

/** What Markdown would make of a text beyond showing it: code and escaped characters are left out. */
function live(markdown: string): string {
  return markdown
    .replace(/\\[!-/:-@[-`{-~]/g, '')
    .replace(/(?<!`)(`+)(?!`)(?:(?!\1).|\1`+)*?(?<!`)\1(?!`)/gs, '');
}

/** Ours: links to pages of rules and to documentation. */
const own = /\[[^\]]*\]\((?:https:\/\/docs\.aws\.amazon\.com\/|rule:|command:)[^)\s]*\)/g;

function assertShownAsWritten(markdown: string, about: string): void {
  const left = live(markdown).replace(own, '');
  assert.doesNotMatch(left, /<|\]\(|!\[|\$\(/, `${about}\n${markdown}`);
  for (const line of markdown.split('\n')) assert.doesNotMatch(line, unseen, `${about}\n${line}`);
}

describe('hostile texts of a policy', function () {
  this.timeout(60_000);

  for (const hostile of hostileTexts) {
    const name = JSON.stringify(hostile);
    it(`are shown as written: ${name}`, () => {
      for (const text of policiesWith(hostile)) {
        const parsed = parsePolicy(text);
        const diagnostics = lint(parsed);
        for (const { message, fixes } of diagnostics) {
          assert.doesNotMatch(message, unseen, message);
          for (const { title } of fixes) assert.doesNotMatch(title, unseen, title);
        }
        assertShownAsWritten(
          explainPolicy(parsed, { name: `${hostile}.json`, now, vaultArn, diagnostics }),
          'explanation',
        );
        assertShownAsWritten(
          explainDifference(
            { name: hostile, text },
            { name: hostile, text: text.replace('365', '30') },
            { vaultArn },
          ),
          'difference',
        );
        for (let offset = 0; offset < text.length; offset += 9) {
          const hover = hoverAt(parsed, offset, { now, rulePage: (code) => `rule:${code}` });
          if (hover !== undefined) assertShownAsWritten(hover.markdown, `hover at ${String(offset)}`);
        }
        const reading = readPolicyDocument(text);
        if (!reading.ok) continue;
        const picture = effectPicture(reading.document);
        const { html } = serialize(
          element('main', {}, pictureTable(picture, words, 'still'), JSON.stringify(picture)),
        );
        assert.doesNotMatch(html, /<(?:img|script)|on\w+=[^&]*alert\(1\)>/i);
        for (const line of html.split(/[\n\t]/)) assert.doesNotMatch(line, unseen);
      }
    });
  }
});
