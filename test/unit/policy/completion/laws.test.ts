import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { complete, lint, parsePolicy, type CompletionItem } from '../../../../src/policy';
import { somePolicies } from '../lint/somePolicies';
import { accept, knowledge, offered, unmark, vaultArn } from './completing';

const examples = join(import.meta.dirname, '../../../fixtures/awsExamples');
const samples = ['legalHold.json', 'cliWrapper.json'].map((name) =>
  readFileSync(join(examples, name), 'utf8').trim(),
);

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The policy inside, where the text is a wrapper. */
function isPolicyJson(text: string): boolean {
  return isJson(text) && parsePolicy(text).syntaxErrors.length === 0;
}

function assertAllAcceptable(text: string, offset: number, snippets: boolean): void {
  const items = complete(parsePolicy(text), offset, { ...knowledge, snippets });
  for (const item of items) {
    const { start, end } = item.range;
    assert.ok(start <= offset && offset <= end, `the cursor is in what ${item.label} replaces`);
    assert.ok(!text.slice(start, end).includes('\n'), 'on one line');
    const after = accept(text, item);
    assert.ok(isPolicyJson(after), `${item.label} at ${offset} of ${text} gave ${after}`);
  }
  const names = items.map(({ label }) => label);
  assert.deepEqual(names, [...new Set(names)], 'nothing is offered twice');
}

describe('completion', () => {
  const layouts: Readonly<Record<string, (text: string) => string>> = {
    'as it is': (text) => text,
    'laid out': (text) => JSON.stringify(JSON.parse(text), undefined, 2),
    'in a wrapper': (text) => JSON.stringify({ Policy: text }),
    'laid out in a wrapper': (text) =>
      JSON.stringify({ Policy: JSON.stringify(JSON.parse(text), undefined, 2) }),
  };
  for (const [layout, put] of Object.entries(layouts))
    it(`leaves JSON wherever an item is accepted, snippets or not (${layout})`, function () {
      this.timeout(60_000);
      for (const text of samples.map(put))
        for (let offset = 0; offset <= text.length; offset += 1)
          assertAllAcceptable(text, offset, offset % 2 === 0);
    });

  it('leaves JSON in whatever policy', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(somePolicies, fc.nat(), fc.boolean(), fc.boolean(), (policy, at, snippets, isWrapped) => {
        const text = isWrapped ? JSON.stringify({ Policy: policy }) : policy;
        assertAllAcceptable(text, at % (text.length + 1), snippets);
      }),
      { numRuns: 300 },
    );
  });

  it('throws on no text, whatever is cut off or left out', function () {
    this.timeout(60_000);
    const piece = fc.constantFrom(
      ...['{', '}', '[', ']', ',', ':', '"', '\\', '\n', ' ', '//', '/*', '*/', '$', '\uD800'],
      ...['"Statement"', '"Action"', '"Condition"', '"Policy":"', 'gl', '12', 'true', '"glacier:'],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.nat(), (pieces, at) => {
        const text = pieces.join('');
        assert.ok(Array.isArray(complete(parsePolicy(text), at % (text.length + 1), knowledge)));
      }),
      { numRuns: 2000 },
    );
  });

  it('offers the same in both envelopes', () => {
    for (const text of samples)
      for (let offset = 0; offset < text.length; offset += 3) {
        const wrapped = JSON.stringify({ Policy: text });
        // Every quote before the cursor takes two characters in the wrapper.
        const inside = '{"Policy":"'.length + JSON.stringify(text.slice(0, offset)).length - 2;
        const names = (file: string, at: number): readonly string[] =>
          complete(parsePolicy(file), at, knowledge).map(({ label }) => label);
        if (parsePolicy(text).envelope === 'bare')
          assert.deepEqual(names(wrapped, inside), names(text, offset), `${offset} of ${text}`);
      }
  });
});

describe('whole policies and statements', () => {
  const places: Readonly<Record<string, string>> = {
    'in an empty file': '|',
    'in an empty object': '{|}',
    'in an empty wrapper': '{"Policy":"|"}',
    'in an empty list': '{"Version":"2012-10-17","Statement":[|]}',
    'as the list of statements': '{"Version":"2012-10-17","Statement":|}',
    'behind another statement': `{"Version":"2012-10-17","Statement":[{"Sid":"other","Effect":"Deny","Principal":"*","Action":"glacier:DeleteVault","Resource":"${vaultArn}"},|]}`,
    'as the only statement': '{"Version":"2012-10-17","Statement":{|}}',
  };
  const isWhole = ({ kind }: CompletionItem): boolean => kind === 'template';
  for (const [what, marked] of Object.entries(places))
    for (const targetVaultArn of [vaultArn, undefined])
      it(`raise no error and no warning ${what}${targetVaultArn === undefined ? ', whatever the vault' : ''}`, () => {
        const whole = offered(marked, { targetVaultArn }).filter(isWhole);
        assert.ok(whole.length > 4);
        for (const item of whole) {
          const text = accept(unmark(marked).text, item);
          const found = lint(parsePolicy(text), { targetVaultArn: vaultArn }).filter(
            ({ severity, code }) =>
              (severity === 'error' || severity === 'warning') && !isOfTheRest(item, code),
          );
          assert.deepEqual(
            found.map(({ code }) => code),
            [],
            `${item.label}: ${text}`,
          );
        }
      });

  /** A policy that only keeps the vault protects no archive: that statement is to be one of several. */
  function isOfTheRest({ label }: CompletionItem, code: string): boolean {
    return label === 'Keep the vault' && code === 'no-delete-protection';
  }

  it('of a whole policy leave nothing to say at all', () => {
    for (const item of offered('|').filter(isWhole))
      assert.deepEqual(
        lint(parsePolicy(accept('', item)), { targetVaultArn: vaultArn }).map(({ code }) => code),
        [],
        item.label,
      );
  });
});
