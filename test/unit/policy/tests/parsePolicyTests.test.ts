import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { root } from '../../../../tools/setup/root.mjs';
import { parsePolicyTests } from '../../../../src/policy/tests/parsePolicyTests';
import type { PolicyTestCase, PolicyTests } from '../../../../src/policy/tests/policyTests';

/** One case between the brackets of the smallest file there is. */
const inFile = (fields: string): string => `{ "tests": [{ ${fields} }] }`;

function theCase(fields: string): PolicyTestCase {
  const { cases, problems } = parsePolicyTests(inFile(fields));
  assert.deepEqual(problems, []);
  const [only] = cases;
  assert.ok(only);
  return only;
}

/** What is wrong, with the text it is said of; the text stands between « and ». */
function found(marked: string): { readonly parsed: PolicyTests; readonly marks: readonly string[] } {
  const text = marked.replaceAll(/[«»]/g, '');
  const parsed = parsePolicyTests(text);
  let shown = '';
  let at = 0;
  for (const { range } of parsed.problems) {
    shown += `${text.slice(at, range.start)}«${text.slice(range.start, range.end)}»`;
    at = range.end;
  }
  assert.equal(shown + text.slice(at), marked);
  return { parsed, marks: parsed.problems.map(({ code, message }) => `${code}: ${message}`) };
}

describe('a policy test file', () => {
  it('says of each case what it is about and what to expect', () => {
    const read =
      theCase(`"name": "kept", "principal": "owner root", "action": ["glacier:deletearchive", "InitiateJob"],
      "age": [3, "10-364", "365-", 4], "tags": { "LegalHold": "true", "Class": null },
      "context": [{ "aws:SecureTransport": true }, { "aws:CalledVia": ["a.amazonaws.com"] }],
      "vault": "arn:aws:glacier:us-west-2:111122223333:vaults/v", "expect": "denied", "by": ["keep", 0]`);
    assert.deepEqual(
      { ...read, range: undefined, expectRange: undefined },
      {
        name: 'kept',
        range: undefined,
        expectRange: undefined,
        principals: [{ kind: 'word', word: 'owner root' }],
        notPrincipals: undefined,
        actions: ['DeleteArchive', 'InitiateJob'],
        ages: [
          { from: 3, to: 4 },
          { from: 10, to: Infinity },
        ],
        tags: [{ LegalHold: 'true', Class: undefined }],
        contexts: [{ 'aws:SecureTransport': 'true' }, { 'aws:CalledVia': ['a.amazonaws.com'] }],
        vaults: ['arn:aws:glacier:us-west-2:111122223333:vaults/v'],
        expect: 'denied',
        by: ['keep', 0],
        problems: [],
      },
    );
  });

  it('claims for all what a case leaves out', () => {
    const { principals, actions, ages, tags, contexts, vaults } = theCase('"expect": "not denied"');
    assert.deepEqual([principals, actions, ages, tags, contexts, vaults], Array(6).fill(undefined));
  });

  it('has defaults, which a case replaces field by field', () => {
    const { cases, problems } = parsePolicyTests(`{
      "policy": "../ledger.json",
      "defaults": { "principal": "anonymous", "age": "0-9", "tags": { "a": "1" } },
      "tests": [{ "action": "DeleteArchive", "tags": { "b": "2" }, "expect": "denied" }]
    }`);
    assert.deepEqual(problems, []);
    const read = cases.map(({ principals, ages, tags }) => ({ principals, ages, tags }));
    assert.deepEqual(read, [
      { principals: [{ kind: 'word', word: 'anonymous' }], ages: [{ from: 0, to: 9 }], tags: [{ b: '2' }] },
    ]);
  });

  it('may have comments, commas after the last entry, a byte order mark and a $schema', () => {
    const { cases, problems } = parsePolicyTests(
      '\uFEFF// about\n{ "$schema": "x", /* all */ "tests": [{ "expect": "denied", },], }\n',
    );
    assert.deepEqual(problems, []);
    assert.equal(cases.length, 1);
  });

  it('knows actions by patterns, those only that a vault policy governs', () => {
    assert.equal(theCase('"action": "*", "expect": "denied"').actions?.length, 27);
    assert.deepEqual(theCase('"action": "Complete*", "expect": "denied"').actions, [
      'CompleteMultipartUpload',
      'CompleteVaultLock',
    ]);
  });

  it('makes a name for a case without one', () => {
    const name = (fields: string): string => theCase(fields).name;
    assert.equal(name('"expect": "denied"'), 'every request: denied');
    assert.equal(
      name('"principal": "everyone", "action": "DeleteArchive", "age": "0-364", "expect": "denied"'),
      'everyone · DeleteArchive · age 0-364: denied',
    );
  });

  const wrong: readonly (readonly [marked: string, ...problems: (string | RegExp)[]])[] = [
    ['«»', 'test-syntax: This is not JSON: a value is expected here.'],
    ['«[]»', /^test-wrong-type: A policy test file is an object/],
    ['«{»}', 'test-missing-field: There are no tests here: a list "tests" is missing.'],
    ['{ "tests": «{}» }', 'test-wrong-type: The tests are a list of cases, not an object.'],
    ['{ "tests": «[]» }', 'test-empty: There are no tests here: the list "tests" has no case.'],
    ['{ "tests": [«3»] }', /^test-wrong-type: A case is an object .* not a number\.$/],
    [
      '{ «"test"»: [], "tests": [{ "expect": "denied" }] }',
      'test-unknown-field: "test" is no field of a policy test file. Did you mean "tests"?',
    ],
    [
      '{ "tests": [{ "expect": "denied" }], «"tests"»: [] }',
      'test-duplicate-field: "tests" stands here twice.',
    ],
    [
      '{ "policy": «"/etc/x.json"», "tests": [{ "expect": "denied" }] }',
      /^test-policy-path: The policy is named by its path from the folder/,
    ],
    ['{ "policy": «"C:\\\\x.json"», "tests": [{ "expect": "denied" }] }', /^test-policy-path/],
    [
      '{ "defaults": { «"expect"»: "denied" }, "tests": [{ "expect": "denied" }] }',
      /^test-unknown-field: "expect" is no field of the defaults/,
    ],
    [
      '{ "tests": [«{» }] }',
      /^test-missing-field: The case does not say what to expect: "expect" is one of "denied", /,
    ],
    [inFile('"expect": «"Deny"»'), 'test-expectation: "Deny" cannot be expected. Did you mean "denied"?'],
    [
      inFile('"expect": «"dennied"»'),
      'test-expectation: "dennied" cannot be expected. Did you mean "denied"?',
    ],
    [
      inFile('"expect": «true»'),
      'test-wrong-type: What to expect is text in double quotes, not true or false.',
    ],
    [
      inFile('"expect": "denied", «"ages"»: 3'),
      'test-unknown-field: "ages" is no field of a case. Did you mean "age"?',
    ],
    [inFile('"name": «" "», "expect": "denied"'), /^test-empty/],
    [
      inFile('"age": «"365"», "expect": "denied"'),
      'test-age: A single age is a number, without quotes: 365.',
    ],
    [
      inFile('"age": «"364-0"», "expect": "denied"'),
      'test-age: The range "364-0" is empty: it ends before it begins.',
    ],
    [
      inFile('"age": [«-1», «1.5», «"1y"», «null»], "expect": "denied"'),
      /^test-age/,
      /^test-age/,
      /^test-age/,
      /^test-wrong-type/,
    ],
    [inFile('"age": «[]», "expect": "denied"'), /^test-empty: The age is an empty list/],
    [
      inFile('"action": "UploadArchive", "age": «3», "expect": "denied"'),
      'test-age: No request for UploadArchive has an archive with an age: leave out "age".',
    ],
    [inFile('"action": «"DeleteArchives"», "expect": "denied"'), /Did you mean "DeleteArchive"\?$/],
    [
      inFile('"action": «"ListVaults"», "expect": "denied"'),
      /^test-action: ListVaults is no request to a vault/,
    ],
    [inFile('"action": «"s3:*"», "expect": "denied"'), /^test-action: No action .* fits "s3:\*"\.$/],
    [inFile('"principal": «"*"», "expect": "denied"'), /^test-principal: .*"everyone", or "anonymous"/],
    [
      inFile('"principal": «"arn:aws:iam::111122223333:user/*"», "expect": "denied"'),
      /^test-principal: .*no wildcard/,
    ],
    [inFile('"principal": «"owner rot"», "expect": "denied"'), /Did you mean "owner root"\?$/],
    [inFile('"principal": «"ana"», "expect": "denied"'), /^test-principal: "ana" is nobody/],
    [
      inFile('"tags": { «"glacier:ResourceTag/Hold"»: "x" }, "expect": "denied"'),
      /^test-key: .* alone: "Hold"/,
    ],
    [inFile('"tags": { "Hold": «["x"]» }, "expect": "denied"'), /^test-wrong-type: The tag "Hold" is text/],
    [
      inFile('"context": { «"glacier:archiveageindays"»: 3 }, "expect": "denied"'),
      'test-key: Say the age of the archive by "age".',
    ],
    [
      inFile('"context": { «"glacier:ResourceTag/H"»: 3 }, "expect": "denied"'),
      /^test-key: Say the tags of the vault by "tags"/,
    ],
    [
      inFile('"context": { «"aws:SecureTransprt"»: 3 }, "expect": "denied"'),
      /Did you mean "aws:SecureTransport"\?$/,
    ],
    [
      inFile('"context": { "aws:SourceIp": «["1.2.3.4", "1.2.3.5"]» }, "expect": "denied"'),
      /^test-key: A request has one value/,
    ],
    [inFile('"vault": «"examplevault"», "expect": "denied"'), /^test-vault: "examplevault" is not the ARN/],
    [inFile('"by": «"a"», "expect": "left to other policies"'), /^test-statement: .*leave out "by"/],
    [inFile('"by": [«-1», «""»], "expect": "denied"'), /^test-statement/, /^test-statement/],
    [
      '{ "tests": [{ "expect": "denied" «"age"»: 3 }] }',
      'test-syntax: This is not JSON: a comma is missing before this.',
    ],
  ];
  for (const [marked, ...expected] of wrong)
    it(`has no ${marked}`, () => {
      const { marks } = found(marked);
      assert.equal(marks.length, expected.length, marks.join('\n'));
      marks.forEach((mark, index) => {
        const wanted = expected[index] ?? '';
        if (typeof wanted === 'string') assert.equal(mark, wanted);
        else assert.match(mark, wanted);
      });
    });

  it('is as its page shows it, and as the samples have it', () => {
    const read = (name: string): string => readFileSync(path.join(root, name), 'utf8');
    const [, example = ''] = /```jsonc\n([^`]*"tests"[^`]*)```/.exec(read('docs/policy-tests.md')) ?? [];
    for (const text of [example, read('test/fixtures/sample-workspace/seven-years.vault-lock.test.json')]) {
      const { problems, cases } = parsePolicyTests(text);
      assert.deepEqual(problems, []);
      assert.ok(cases.length > 1);
    }
  });

  it('tells the problems of a case apart from those of its file', () => {
    const { cases, problems } = parsePolicyTests(
      '{ "test": 1, "tests": [{ "expect": "denied" }, { "expect": "deny" }] }',
    );
    assert.deepEqual(
      cases.map((each) => each.problems.length),
      [0, 1],
    );
    assert.equal(problems.length, 2);
  });

  it('is never too much for the reader, whatever it says', () => {
    const word = fc.constantFrom(
      'tests',
      'expect',
      'age',
      'action',
      'context',
      'tags',
      'by',
      'principal',
      'vault',
      'defaults',
      '0-3',
      'denied',
      'DeleteArchive',
      '__proto__',
      '',
    );
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null)),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(word, tie('value'), { maxKeys: 4 }),
      ),
    })).value;
    fc.assert(
      fc.property(
        fc.oneof(
          json.map((value) => JSON.stringify(value)),
          json.map((value) => JSON.stringify({ tests: [value, { expect: value }] })),
          fc.string(),
        ),
        (text) => {
          const { problems, cases } = parsePolicyTests(text);
          for (const { range } of [...problems, ...cases])
            assert.ok(range.start >= 0 && range.start <= range.end && range.end <= text.length);
        },
      ),
    );
  });
});
