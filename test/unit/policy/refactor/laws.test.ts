import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  addToAccessPolicy,
  applyEdits,
  evaluate,
  lint,
  newAccessPolicy,
  parsePolicy,
  readPolicyDocument,
  refactorings,
  type AuthorizationRequest,
  type Decision,
  type JsonNode,
  type Move,
  type ParsedPolicy,
  type PolicyDocument,
  type Refactoring,
} from '../../../../src/policy';
import { somePolicies, target } from '../lint/somePolicies';

/** How a policy may lie in its file. */
const layouts: Readonly<Record<string, (text: string) => string>> = {
  'one line': (text) => text,
  'two spaces': (text) => `${JSON.stringify(JSON.parse(text), undefined, 2)}\n`,
  'tabs and CRLF': (text) => JSON.stringify(JSON.parse(text), undefined, '\t').replaceAll('\n', '\r\n'),
  wrapper: (text) => JSON.stringify({ Policy: text }),
  'wrapper of lines': (text) => JSON.stringify({ Policy: JSON.stringify(JSON.parse(text), undefined, 2) }),
  'byte order mark': (text) => `\uFEFF${text}`,
};
const layout = fc.constantFrom(...Object.keys(layouts));

/** More alternatives than `somePolicies` has: lists of principals and of values. */
const richer = fc
  .tuple(
    somePolicies,
    fc.constantFrom<unknown>(
      '*',
      { AWS: ['210987654321', '310987654321'] },
      { AWS: ['*', '310987654321'], Service: 'x.amazonaws.com' },
      { AWS: ['210987654321'], Service: [] },
    ),
    fc.constantFrom<unknown>(
      undefined,
      { StringLike: { 'glacier:ResourceTag/Hold': ['true', ''] } },
      { StringNotEquals: { 'glacier:ResourceTag/Hold': ['true', ''] } },
      {
        NumericLessThan: { 'glacier:ArchiveAgeInDays': [365, 7] },
        StringEquals: { 'glacier:ResourceTag/Hold': 'true' },
      },
      {
        NumericLessThan: { 'glacier:ArchiveAgeInDays': '7 years' },
        Null: { 'glacier:ArchiveAgeInDays': 'false' },
      },
    ),
    fc.boolean(),
  )
  .map(([text, principal, condition, single]) => {
    const policy = JSON.parse(text) as { Statement: Record<string, unknown>[] };
    const [first, ...others] = policy.Statement;
    if (first && 'Principal' in first) first['Principal'] = principal;
    if (first && condition !== undefined) first['Condition'] = condition;
    if (first) first['Sid'] = 'keep';
    return JSON.stringify({ ...policy, Statement: single ? first : [first, ...others] });
  });
const policies = fc.oneof(somePolicies, richer);

const requests: fc.Arbitrary<AuthorizationRequest> = fc.record({
  principal: fc.constantFrom(
    'arn:aws:iam::210987654321:root',
    'arn:aws:iam::310987654321:user/ana',
    'x.amazonaws.com',
    '*',
  ),
  action: fc.constantFrom(
    'glacier:DeleteArchive',
    'glacier:InitiateJob',
    'glacier:DeleteVault',
    'glacier:AbortVaultLock',
    'glacier:UploadArchive',
  ),
  resource: fc.constantFrom(target, 'arn:aws:glacier:eu-west-1:210987654321:vaults/other'),
  context: fc.dictionary(
    fc.constantFrom('glacier:ArchiveAgeInDays', 'glacier:ResourceTag/Hold'),
    fc.constantFrom('0', '6', '7', '29', '365', '366', '400', '2556', '2557', '9000', 'true', '', 'no'),
  ),
});

/** The texts of titles that announce another meaning. */
const changesMeaning = /more than now|Insert a retention|Move to|leap days|years to days/;

function offered(parsed: ParsedPolicy, at: number, length: number): readonly (Refactoring | Move)[] {
  const places = interesting(parsed.root);
  const start = places[Math.floor(at * places.length)] ?? 0;
  const end = Math.min(parsed.text.length, start + length);
  return refactorings(parsed, { start, end }, target).flatMap((each) => ('edits' in each ? [each] : []));
}

/** Where there is something to choose: the entries of lists, ages, and now and then a statement. */
function interesting(node: JsonNode | undefined): readonly number[] {
  if (node?.kind === 'array')
    return node.items.flatMap((item) =>
      item.kind === 'object' ? [item.range.start, ...interesting(item)] : [item.range.start + 1],
    );
  if (node?.kind !== 'object') return [];
  return node.members.flatMap(({ key, value }) =>
    value?.kind === 'object' || value?.kind === 'array'
      ? [key.range.end, ...interesting(value)]
      : /archiveage/i.test(key.value)
        ? [key.range.start, ...Array<number>(4).fill((value ?? key).range.start)]
        : [],
  );
}

function documentOf({ sentText, text }: ParsedPolicy): PolicyDocument | undefined {
  const reading = readPolicyDocument(sentText ?? text);
  return reading.ok ? reading.document : undefined;
}

function errorsIn(parsed: ParsedPolicy): readonly string[] {
  return lint(parsed, { targetVaultArn: target })
    .filter(({ severity }) => severity === 'error')
    .map(({ code }) => code);
}

const place = fc.nat(9_999).map((share) => share / 10_000);
const length = fc.oneof(fc.constant(0), fc.nat(60));

describe('every refactoring, in whatever policy', function () {
  this.timeout(60_000);

  it('leaves JSON, raises no error, and keeps what the policy means unless its title says otherwise', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(
        policies,
        layout,
        place,
        length,
        fc.array(requests, { minLength: 8, maxLength: 8 }),
        (text, name, at, size, asked) => {
          const before = parsePolicy((layouts[name] ?? String)(text));
          for (const { kind, title, edits, ...more } of offered(before, at, size)) {
            const result = applyEdits(before.text, edits);
            const after = parsePolicy(result);
            const what = `${title} in ${name}: ${before.text} became ${result}`;
            seen.set(kind, (seen.get(kind) ?? 0) + 1);
            assert.deepEqual(after.syntaxErrors, [], what);
            const [was, is] = [documentOf(before), documentOf(after)];
            assert.ok(is !== undefined || was === undefined, what);
            const known = errorsIn(before);
            assert.deepEqual(
              errorsIn(after).filter((code) => !known.includes(code)),
              [],
              what,
            );
            if (was === undefined || is === undefined) continue;
            const rest =
              'moved' in more ? documentOf(parsePolicy(newAccessPolicy(before, more.moved))) : undefined;
            for (const request of asked) {
              const { decision }: Decision = evaluate(was, request);
              if (!changesMeaning.test(title)) assert.equal(evaluate(is, request).decision, decision, what);
              // A Deny that is split by its conditions or added denies more, never less.
              else if (/more than now|Insert/.test(title) && decision === 'explicitDeny')
                assert.equal(evaluate(is, request).decision, decision, what);
              // What is moved and what stays say the same together.
              else if (rest !== undefined)
                assert.equal(
                  evaluate({ ...is, statements: [...is.statements, ...rest.statements] }, request).decision,
                  decision,
                  what,
                );
            }
          }
        },
      ),
      { numRuns: 400 },
    );
    for (const kind of [
      'wrap',
      'unwrap',
      'minify',
      'splitStatement',
      'yearsToDays',
      'insertRetention',
      'moveStatement',
    ])
      assert.ok((seen.get(kind) ?? 0) > 0, `${kind} was tried`);
  });

  it('to wrap and to unwrap undo each other', () => {
    fc.assert(
      fc.property(
        policies,
        fc.constantFrom('one line', 'two spaces', 'tabs and CRLF', 'byte order mark'),
        (text, name) => {
          const bare = (layouts[name] ?? String)(text);
          const apply = (file: string, kind: string): string =>
            applyEdits(
              file,
              offered(parsePolicy(file), 0, 0).find((each) => each.kind === kind)?.edits ?? [],
            );
          const wrapped = apply(bare, 'wrap');
          assert.equal(parsePolicy(wrapped).envelope, 'wrapper');
          assert.equal(apply(wrapped, 'unwrap'), bare);
        },
      ),
    );
  });

  it('never throws, whatever the text', () => {
    const words = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"Statement"',
      '"Action"',
      '"a"',
      '"Effect"',
      '"Allow"',
      '"Condition"',
      '"NumericLessThan"',
      '"glacier:ArchiveAgeInDays"',
      '7',
      '// x\n',
      ' ',
      '"Policy"',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(words).map((all) => all.join('')),
        ),
        place,
        length,
        (text, at, size) => {
          const parsed = parsePolicy(text);
          for (const { edits } of offered(parsed, at, size))
            assert.ok(parsePolicy(applyEdits(text, edits)).syntaxErrors.length <= parsed.syntaxErrors.length);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('a statement that is moved', () => {
  it('is added to an access policy that is there, under a name of its own', () => {
    const from = parsePolicy('{"Version":"2012-10-17","Statement":[]}');
    const to = parsePolicy('{\n  "Version": "2012-10-17",\n  "Statement": [\n    {"Sid": "read"}\n  ]\n}\n');
    const edits = addToAccessPolicy(to, from, '{"Sid": "read", "Effect": "Allow"}');
    assert.ok(edits);
    assert.equal(
      applyEdits(to.text, edits),
      '{\n  "Version": "2012-10-17",\n  "Statement": [\n    {"Sid": "read"},\n    {"Sid": "read-2", "Effect": "Allow"}\n  ]\n}\n',
    );
  });

  it('is not added where its variables would be read by other rules, or to what cannot be read', () => {
    const from = parsePolicy('{"Version":"2012-10-17","Statement":[]}');
    for (const text of [
      '',
      '{"Statement":[{}]}',
      '{"Version":"2012-10-17","Statement":{}}',
      '{"Version":"2012-10-17","Statement":[{}',
    ])
      assert.equal(addToAccessPolicy(parsePolicy(text), from, '{}'), undefined, text);
  });

  it('keeps Version and envelope in a policy of its own', () => {
    const statement = '{"Effect":"Allow"}';
    const bare = parsePolicy('{"Version":"2012-10-17","Statement":[]}');
    const text =
      '{\n  "Version": "2012-10-17",\n  "Statement": [\n    {\n      "Effect": "Allow"\n    }\n  ]\n}\n';
    assert.equal(newAccessPolicy(bare, statement), text);
    const wrapped = parsePolicy(JSON.stringify({ Policy: bare.text }));
    assert.deepEqual(JSON.parse(newAccessPolicy(wrapped, statement)), { Policy: text.trimEnd() });
    assert.ok(!newAccessPolicy(parsePolicy('{"Statement":[]}'), statement).includes('Version'));
  });
});
