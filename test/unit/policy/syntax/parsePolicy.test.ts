import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parsePolicy, pathAt } from '../../../../src/policy';
import type { JsonNode } from '../../../../src/policy';

const wrap = (policyText: string): string => JSON.stringify({ Policy: policyText });

describe('parsePolicy', () => {
  const envelopes: readonly [string, string, string | undefined][] = [
    ['{"Version":"2012-10-17"}', 'bare', '{"Version":"2012-10-17"}'],
    ['\uFEFF{}', 'bare', '{}'],
    ['', 'none', undefined],
    ['  \n', 'none', undefined],
    ['[]', 'none', undefined],
    ['"text"', 'none', undefined],
    ['resource "aws_glacier_vault_lock" "x" {', 'none', undefined],
    ['{"Policy":"{}"}', 'wrapper', '{}'],
    ['\uFEFF{ "Policy" : "{\\n}" }', 'wrapper', '{\n}'],
    ['{"Policy":{}}', 'bare', '{"Policy":{}}'],
    ['{"Policy":"{}","Statement":[]}', 'bare', '{"Policy":"{}","Statement":[]}'],
    ['{"Policy":"{}",}', 'wrapper', undefined],
    ['{"Policy":"{}"', 'wrapper', undefined],
    ['{"Policy":"{\\"Version', 'wrapper', undefined],
  ];
  for (const [text, envelope, sentText] of envelopes) {
    it(`takes ${JSON.stringify(text)} for ${envelope}`, () => {
      const parsed = parsePolicy(text);
      assert.equal(parsed.envelope, envelope);
      assert.equal(parsed.sentText, sentText);
    });
  }

  it('finds a tree and no errors exactly where JSON.parse does', () => {
    const nearlyJson = fc
      .tuple(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', ',', '}', '"', '\\', '01', '-', '.', '\u00A0', '\u2028', 'x', '\n'),
      )
      .map(([json, at, noise]) => {
        const place = at % (json.length + 1);
        return json.slice(0, place) + noise + json.slice(place);
      });
    fc.assert(
      fc.property(nearlyJson, (text) => {
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        assert.equal(parsePolicy(text).syntaxErrors.length === 0 || text === '', valid || text === '');
      }),
      { numRuns: 2000 },
    );
  });

  it('maps every node of a wrapped policy to the escaped text it comes from', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()),
        fc.boolean(),
        (value, unicode) => {
          const policyText = JSON.stringify(value, undefined, 1);
          const escaped = unicode ? escapeEverything(policyText) : JSON.stringify(policyText).slice(1, -1);
          const file = `\uFEFF {"Policy" : "${escaped}"}`;
          const bare = parsePolicy(policyText);
          const wrapped = parsePolicy(file);
          assert.equal(wrapped.envelope, 'wrapper');
          assert.equal(wrapped.sentText, policyText);
          const bareNodes = nodesOf(bare.root);
          const wrappedNodes = nodesOf(wrapped.root);
          assert.equal(wrappedNodes.length, bareNodes.length);
          wrappedNodes.forEach((node, index) => {
            const twin = bareNodes[index];
            assert.ok(twin);
            const source = file.slice(node.range.start, node.range.end);
            assert.equal(JSON.parse(`"${source}"`), policyText.slice(twin.range.start, twin.range.end));
          });
        },
      ),
      { numRuns: 200 },
    );
  });

  it('maps half a surrogate pair to its own escape', () => {
    const file = '{"Policy":"{\\"a\\":\\"\\ud83d\\ude00\\"}"}';
    const parsed = parsePolicy(file);
    const at = parsed.policyText.indexOf('\ude00');
    const { start, end } = parsed.toFile({ from: at, to: at + 1 });
    assert.equal(file.slice(start, end), '\\ude00');
  });

  it('writes into a wrapper in escaped form', () => {
    const parsed = parsePolicy(wrap('{}'));
    assert.equal(parsed.encode('"a"\n'), '\\"a\\"\\n');
    assert.equal(parsePolicy('{}').encode('"a"\n'), '"a"\n');
  });

  it('tells comments and trailing commas from other errors, in a wrapper too', () => {
    const policyText = '{ // why\n "Version": "2012-10-17", /* not */ "Statement": [{},], }';
    const expected = ['comment // why', 'comment /* not */', 'trailingComma ,', 'trailingComma ,'];
    for (const file of [policyText, wrap(policyText)]) {
      const found = parsePolicy(file).syntaxErrors.map(
        ({ kind, range }) => `${kind} ${file.slice(range.start, range.end)}`,
      );
      assert.deepEqual(found, expected);
    }
  });

  it('keeps duplicate keys and __proto__ as they are', () => {
    const parsed = parsePolicy('{"__proto__":{"Statement":[{}]},"Version":"a","Version":"b"}');
    assert.equal(parsed.root?.kind, 'object');
    assert.deepEqual(
      parsed.root.members.map(({ key }) => key.value),
      ['__proto__', 'Version', 'Version'],
    );
    assert.equal(parsed.policy?.statements.length, 0);
  });

  const hostile: readonly [string, string][] = [
    ['100,000 open brackets', '['.repeat(100_000)],
    ['100,000 open braces', '{"a":'.repeat(100_000)],
    ['a wrapper around 100,000 open brackets', wrap(`{"Statement":${'['.repeat(100_000)}`)],
    ['a megabyte of commas', '{' + ','.repeat(1_000_000)],
    ['a megabyte of comments', '{' + '//\n'.repeat(300_000)],
    ['twenty megabytes', `{"a":"${'x'.repeat(20_000_000)}"}`],
    ['an open comment', '{ /* '],
    ['lone surrogates', '{"Policy":"{\\"\ud800\\":\\"\\udc00\\"}"}'],
    ['an unfinished escape', '{"Policy":"{\\u00'],
    ['a backslash at the end', '{"Policy":"\\'],
    ['NUL characters', '\u0000{"Version":\u0000}'],
  ];
  for (const [name, text] of hostile) {
    it(`survives ${name}`, function () {
      this.timeout(20_000);
      const parsed = parsePolicy(text);
      assert.ok(parsed.syntaxErrors.length <= 400);
    });
  }

  it('never throws, whatever the text', () => {
    const fragments = fc.array(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        ':',
        ',',
        '"',
        '\\',
        '"Policy"',
        '"Statement"',
        '//',
        '/*',
        '\n',
        '1',
        'true',
      ),
    );
    fc.assert(fc.property(fragments, (parts) => void parsePolicy(parts.join(''))));
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parsePolicy(`{"Policy":"${text}"}`)));
  });
});

describe('pathAt', () => {
  it('names the keys and indexes down to the cursor', () => {
    const text = '{"Statement":[{"Effect":"Deny","Action":["glacier:DeleteArchive"]}]}';
    const steps = pathAt(parsePolicy(text).root, text.indexOf('Archive')).map((step) =>
      step.kind === 'item' ? step.index : `${step.member.key.value}${step.onKey ? ' (key)' : ''}`,
    );
    assert.deepEqual(steps, ['Statement', 0, 'Action', 0]);
    const onKey = pathAt(parsePolicy(text).root, text.indexOf('Effect')).at(-1);
    assert.ok(onKey?.kind === 'member' && onKey.onKey);
    assert.deepEqual(pathAt(parsePolicy(text).root, text.length), []);
  });
});

function escapeEverything(text: string): string {
  return Array.from(
    { length: text.length },
    (_, index) => `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
}

function nodesOf(node: JsonNode | undefined): JsonNode[] {
  if (!node) return [];
  if (node.kind === 'object')
    return [node, ...node.members.flatMap(({ key, value }) => [key, ...nodesOf(value)])];
  return node.kind === 'array' ? [node, ...node.items.flatMap((item) => nodesOf(item))] : [node];
}
