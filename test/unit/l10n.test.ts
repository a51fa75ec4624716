import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { bundle } from '../../tools/l10n/bundle.mjs';
import { outsideMarks, pseudo } from '../../tools/l10n/pseudo.mjs';
import { sentences, sources, type Source } from '../../tools/l10n/sentences.mjs';
import { untranslated } from '../../tools/l10n/untranslated.mjs';
import { root } from '../../tools/setup/root.mjs';

/** What looks like words for people and is not translated, and why. */
const exceptions: readonly { readonly pattern: RegExp; readonly why: string }[] = [
  {
    pattern: /^src\/(?:locking\/ledger\/(?:ledgerText|verifyLedger)|commands\/report\/\w+)\.ts:/,
    why: 'the words of the ledger and of the evidence report are the same on the command line and in every language',
  },
  {
    pattern: /^src\/glacier\/aws\/caller\w+\.ts:|^src\/locking\/gateways\.ts:\d+: the connection was changed/,
    why: 'goes into the ledger as the reason why a caller is unknown',
  },
  { pattern: /: (?:Glacier Vault Lock|Vault Lock|Local Glacier|AWS GovCloud \(US\))$/, why: 'a name' },
  { pattern: /: \/.*\.(?:md|txt|json)$|: pinned now\.jsonc$/, why: 'the name of a document' },
  {
    pattern: /: (?:default|archive|ledger-2026|LegalHold|\(not a URL\))$/,
    why: 'an example or the text of others',
  },
  {
    pattern: /^src\/glacier\/(?:failureLine|rawError)\.ts:/,
    why: 'for the log, and the failure as it was thrown',
  },
  { pattern: /: (?:"aws .*"|aws login)$/, why: 'a command to type' },
  {
    pattern:
      /: (?:the local clock was moved|asked for|no reminder times \{\}|, read back: \{\}|, request ID \{\})$|Something speaks against|^src\/locking\/vaultCache\.ts:/,
    why: 'for the log',
  },
  {
    pattern: /^src\/glacier\/(?:failureLine|rawError)\.ts:/,
    why: 'for the log, and what was thrown, which is told as it is',
  },
  { pattern: /effectView\/pages\.ts:\d+: (?:default-src|<!doctype|width=)/, why: 'markup' },
  { pattern: /vaultTreeItems\.ts:\d+: [a-zA-Z ]+$/, why: 'words that the menus ask for' },
];

describe('the language of the window', () => {
  let all: readonly Source[];

  before(() => {
    all = sources();
  });

  it('is asked for with everything that people read', () => {
    const found = untranslated(all);
    assert.deepEqual(
      found.filter((text) => !exceptions.some(({ pattern }) => pattern.test(text))),
      [],
      'Say it by t(…) or vscode.l10n.t(…). If nobody reads it, put it into the table of exceptions with the reason.',
    );
    const idle = exceptions.filter(({ pattern }) => !found.some((text) => pattern.test(text)));
    assert.deepEqual(idle, []);
  });

  it('gets as many values as a sentence has places', () => {
    const found = sentences(all);
    assert.ok(found.length > 500);
    for (const { text, place, values } of found) {
      if (values === undefined) continue;
      const places = new Set([...text.matchAll(/\{(\d+)\}/g)].map(([, index]) => Number(index)));
      assert.deepEqual([...places].sort(), [...Array(values).keys()], `${place}: ${text}`);
    }
  });

  it('has a bundle of all sentences, each its own key', () => {
    const texts = bundle();
    assert.equal(texts['Show Log'], 'Show Log');
    for (const { text } of sentences(all)) assert.equal(texts[text], text);
  });

  it('is asked for with every text of the manifest', () => {
    const manifest: unknown = JSON.parse(
      readFileSync(path.join(root, 'package.json'), 'utf8'),
      (key, value) => {
        const isShown =
          /^(?:title|category|description|markdownDescription|patternErrorMessage|deprecationMessage|altText|contextualTitle|contents|displayName)$/;
        const list = /^(?:enumDescriptions|markdownEnumDescriptions|enumItemLabels)$/;
        const texts: unknown[] = isShown.test(key) ? [value] : list.test(key) ? (value as unknown[]) : [];
        for (const text of texts) if (typeof text === 'string') assert.match(text, /^%.+%$/, key);
        return value as unknown;
      },
    );
    assert.ok(manifest);
  });
});

describe('the pseudo-language', () => {
  it('marks, lengthens, and leaves what a translator leaves', () => {
    assert.equal(pseudo('Lock of {0}'), '⟦Lööçk ööf {0}⟧');
    assert.equal(pseudo('Set `4 hours` in #a.b#'), '⟦Šéét `4 hours` îîñ #a.b#⟧');
    assert.equal(pseudo('Text\n[Go](command:x.y)'), '⟦Tééxt⟧\n[⟦Göö⟧](command:x.y)');
  });

  it('shows what stands outside its marks, however they nest', () => {
    assert.equal(outsideMarks('⟦Lööçk ⟦ööf⟧ it⟧ · examplevault'), '· examplevault');
    assert.equal(outsideMarks('⟦Lööçk⟧'), '');
  });
});
