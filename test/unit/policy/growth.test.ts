import assert from 'node:assert/strict';
import { expandAction, lint, parsePolicy, prettyPolicy } from '../../../src/policy';

/** The processor time of the fastest of some runs, in milliseconds. */
function costOf(work: () => unknown): number {
  const runs = Array.from({ length: 4 }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...runs);
}

/** A text four times as long costs about four times as much: sixteen times would be the square. */
function assertGrowsEvenly(size: number, work: (size: number) => unknown): void {
  work(size);
  const once = costOf(() => work(size));
  const fourfold = costOf(() => work(4 * size));
  // Where both are next to nothing their ratio says nothing.
  const noise = 40;
  assert.ok(fourfold < 10 * once + noise, `${once} ms became ${fourfold} ms`);
}

const condition = (operator: string, value: unknown = '366'): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Condition: { [operator]: { 'glacier:ArchiveAgeInDays': value } } }],
  });
const statements = (count: number, condition: (index: number) => object, action = 'glacier:DeleteArchive') =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: Array.from({ length: count }, (_, index) => ({
      Effect: 'Deny',
      Principal: '*',
      Action: action,
      Resource: '*',
      Condition: condition(index),
    })),
  });
const withAction = (Action: unknown): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action }] });
const withResource = (Resource: unknown): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Resource }] });
const vaults = 'arn:aws:glacier:*:210987654321:vaults/';

describe('the cost of hostile texts grows with their length', function () {
  this.timeout(120_000);
  const hostile: Readonly<Record<string, (size: number) => string>> = {
    'an operator with spaces inside': (size) => condition(`a${' '.repeat(size)}x`),
    'an age with spaces inside': (size) => condition('NumericLessThan', `1${' '.repeat(size)}x`),
    'several ages': (size) =>
      condition(
        'NumericLessThan',
        Array.from({ length: size / 8 }, (_, n) => n),
      ),
    'holds on many tags': (size) =>
      statements(size / 200, (index) => ({ StringEquals: { [`glacier:ResourceTag/${index}`]: 'true' } })),
    'holds on one tag': (size) =>
      statements(
        size / 200,
        (index) => ({ StringLike: { 'glacier:ResourceTag/a': ['true', `${index}`] } }),
        '*',
      ),
    'a hold on many tags': (size) =>
      statements(
        1,
        () => ({
          StringNotEquals: Object.fromEntries(
            Array.from({ length: size / 40 }, (_, n) => [`glacier:ResourceTag/${n}`, 'a']),
          ),
        }),
        '*',
      ),
    'many dates': (size) =>
      statements(1, () => ({
        DateLessThan: { 'aws:CurrentTime': Array.from({ length: size / 16 }, () => '2031-01-01') },
      })),
    'an action of wildcards': (size) => withAction(`glacier:${'*a?'.repeat(size / 3)}`),
    'a name of wildcards': (size) => withResource(vaults + '*a?'.repeat(size / 3)),
    'many names of wildcards': (size) => withResource(Array(size / 500).fill(vaults + 'a*'.repeat(220))),
    'many patterns that nearly cover each other': (size) =>
      withResource(Array.from({ length: size / 60 }, (_, n) => `${vaults}*a*a*a${n}*`)),
    'many different actions': (size) =>
      withAction(Array.from({ length: size / 25 }, (_, n) => `glacier:*${n.toString(36)}*e*`)),
    'variables that do not end': (size) => withResource(vaults + '${'.repeat(size / 2)),
    'brackets that do not end': (size) => withResource(`${'<'.repeat(size)} ${'{{'.repeat(100)}`),
  };
  for (const [what, make] of Object.entries(hostile))
    it(`lint: ${what}`, () => assertGrowsEvenly(15_000, (size) => lint(parsePolicy(make(size)))));

  it('expandAction: wildcards that fit nothing', () => {
    for (const entry of [`glacier:${'*a?'.repeat(10_000)}`, `glacier:${'*'.repeat(30_000)}a`]) {
      const reading = costOf(() => entry.toLowerCase().replace(/[*]+/g, '*'));
      const expanding = costOf(() => expandAction(entry));
      assert.ok(expanding < 5 * reading + 60, `${expanding} ms, where reading it costs ${reading} ms`);
    }
  });

  it('prettyPolicy: braces and brackets', () => {
    assertGrowsEvenly(1000, (size) => prettyPolicy('{'.repeat(size)));
    assertGrowsEvenly(500, (size) => prettyPolicy('['.repeat(size) + ']'.repeat(size)));
  });
});

describe('a text over 64 KB', () => {
  it('is judged by its syntax and its size alone', () => {
    const text = (length: number): string =>
      `{"Statement":[{"Effect":"deny","Sid":"${'x'.repeat(length)}"},]}`;
    const codes = (length: number): string[] => lint(parsePolicy(text(length))).map(({ code }) => code);
    assert.deepEqual(codes(65_536), ['policy-too-large', 'json-syntax']);
    assert.ok(codes(65_000).includes('invalid-effect'));
  });
});

describe('prettyPolicy', () => {
  it('leaves alone what is no policy', () => {
    for (const text of [
      '{"a":1',
      '{"a":1,}',
      `${'['.repeat(65)}${']'.repeat(65)}`,
      `["${'x'.repeat(102_400)}"]`,
    ])
      assert.equal(prettyPolicy(text), text);
  });

  it('lays out what came on one line', () => {
    assert.equal(prettyPolicy('{"a":[1]}'), '{\n  "a": [\n    1\n  ]\n}\n');
    assert.equal(prettyPolicy(`${'['.repeat(64)}1${']'.repeat(64)}`).split('\n').length, 130);
  });
});
