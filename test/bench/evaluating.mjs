import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { hostileTexts } from './hostileTexts.mjs';
import { policyOfSize } from './policyOfSize.mjs';
import { growthExponent, leastCost } from './stopwatch.mjs';
import { ms, table } from './table.mjs';

/** @typedef {Pick<typeof import('../../src/policy/index.ts'), 'readPolicyDocument' | 'evaluate' | 'effectOf' | 'effectTable'>} Policy */

const vault = 'arn:aws:glacier:us-west-2:210987654321:vaults/departments';

/** @param {Record<string, unknown>} [changes] */
const statement = (changes) => ({
  Effect: 'Deny',
  Principal: '*',
  Action: 'glacier:DeleteArchive',
  Resource: vault,
  Condition: { NumericLessThan: { 'glacier:ArchiveAgeInDays': '365' } },
  ...changes,
});

/** @param {readonly unknown[]} statements */
const document = (...statements) => JSON.stringify({ Version: '2012-10-17', Statement: statements });

/** @template T @param {number} count @param {(index: number) => T} make */
const list = (count, make) => Array.from({ length: count }, (_, index) => make(index));

/**
 * What grows, each in a policy with so many of it. None of the statements applies, so that all are looked at.
 * @type {Readonly<Record<string, (count: number) => string>>}
 */
const growing = {
  statements: (count) => document(...list(count, (index) => statement({ Sid: `s${index}` }))),
  'statements about other actions': (count) =>
    document(...list(count, (index) => statement({ Sid: `s${index}`, Action: 'glacier:InitiateJob' }))),
  conditions: (count) =>
    document(
      statement({
        Condition: {
          StringNotEquals: Object.fromEntries(list(count, (index) => [`aws:PrincipalTag/k${index}`, 'a'])),
        },
      }),
    ),
  'values of a condition': (count) =>
    document(
      statement({
        Condition: { StringLike: { 'glacier:ResourceTag/Class': list(count, (index) => `a*-${index}`) } },
      }),
    ),
  principals: (count) =>
    document(
      statement({
        Principal: { AWS: list(count, (index) => `arn:aws:iam::210987654321:role/r${index}`) },
      }),
    ),
  resources: (count) => document(statement({ Resource: list(count, (index) => `${vault}-${index}*`) })),
};

/** Requests such as come in, told apart by the age of the archive; every fifth is for another action. */
const requests = list(1000, (index) => ({
  principal: 'arn:aws:iam::210987654321:user/ana',
  action: index % 5 === 0 ? 'glacier:UploadArchive' : 'glacier:DeleteArchive',
  resource: vault,
  context: {
    'aws:CurrentTime': '2026-01-31T12:00:00Z',
    'aws:SourceIp': '203.0.113.7',
    'glacier:ArchiveAgeInDays': String(index),
    'aws:userid': 'AIDAPRACTICEUSER00000',
    'glacier:ResourceTag/Class': 'internal',
    'glacier:ResourceTag/Hold': 'x'.repeat(256),
  },
}));

/**
 * How many requests a second can be decided, what an effect table costs, and how both grow with what a policy holds.
 * @param {string} root The folder of the repository.
 * @param {Policy} policy
 */
export async function evaluatingTables(root, policy) {
  const example = async (/** @type {string} */ name) =>
    readFile(path.join(root, 'test', 'fixtures', 'awsExamples', `${name}.json`), 'utf8');
  return [
    '### Deciding requests',
    speedTable(policy, {
      "AWS's retention policy": await example('retention'),
      "AWS's legal hold policy": await example('legalHold'),
      '5 KB': policyOfSize(5 * 1024 - 400),
      '20 KB': policyOfSize(20 * 1024 - 400),
    }),
    '### Deciding requests: growth',
    growthTable(policy),
    '### Deciding requests by hostile policies of 20 KB',
    hostileTable(policy),
  ].join('\n\n');
}

/** @param {Policy} policy @param {Readonly<Record<string, string>>} texts */
function speedTable(policy, texts) {
  const rows = Object.entries(texts).map(([name, text]) => {
    const read = readOr(policy, text);
    const [{ Resource }] = /** @type {[{ Resource: string[] }]} */ (JSON.parse(text).Statement);
    const each = costOfOne(policy, read, Resource[0]);
    const effect = leastCost(() => policy.effectOf(read), 20);
    const whole = leastCost(() => policy.effectTable(policy.effectOf(read)), 20);
    const perSecond = Math.round(1000 / each).toLocaleString('en');
    return [name, String(read.statements.length), perSecond, micro(each), ms(effect), ms(whole)];
  });
  return table(['policy', 'statements', 'evaluations a second', 'each', 'effect', 'effect table'], rows);
}

const counts = [10, 20, 40, 80, 160];

/** @param {Policy} policy */
function growthTable(policy) {
  const rows = Object.entries(growing).map(([name, make]) => {
    const reads = counts.map((count) => /** @type {const} */ ([count, readOr(policy, make(count))]));
    const each = reads.map(([count, read]) => /** @type {const} */ ([count, costOfOne(policy, read, vault)]));
    const tables = reads.map(
      ([count, read]) =>
        /** @type {const} */ ([count, leastCost(() => policy.effectTable(policy.effectOf(read)), 7)]),
    );
    return [
      name,
      micro(each[0]?.[1] ?? Number.NaN),
      micro(each.at(-1)?.[1] ?? Number.NaN),
      growthExponent(each).toFixed(2),
      ms(tables[0]?.[1] ?? Number.NaN),
      ms(tables.at(-1)?.[1] ?? Number.NaN),
      growthExponent(tables).toFixed(2),
    ];
  });
  const [few, many] = [counts[0], counts.at(-1)];
  const header = [
    'what there is more of',
    `each at ${few}`,
    `at ${many}`,
    'growth',
    `effect table at ${few}`,
    `at ${many}`,
    'growth',
  ];
  return table(header, rows);
}

/** @param {Policy} policy */
function hostileTable(policy) {
  const rows = Object.entries(hostileTexts).flatMap(([name, make]) => {
    const text = make(20 * 1024);
    if (!policy.readPolicyDocument(text).ok) return [];
    const first = leastCost(() => policy.evaluate(readOr(policy, text), requestFor(vault, 1)), 5);
    const each = costOfOne(policy, readOr(policy, text), vault);
    const begin = process.cpuUsage();
    const { complete } = policy.effectTable(policy.effectOf(readOr(policy, text)));
    const { user, system } = process.cpuUsage(begin);
    return [
      [name, ms(first), micro(each), ms((user + system) / 1000), complete ? 'whole' : 'cut, and says so'],
    ];
  });
  return table(['policy', 'read and first request', 'each after it', 'effect table', 'is'], rows);
}

/** @param {Policy} policy @param {string} text */
function readOr({ readPolicyDocument }, text) {
  const reading = readPolicyDocument(text);
  if (!reading.ok) throw new Error(reading.problem);
  return reading.document;
}

/** @param {string | undefined} resource @param {number} index */
function requestFor(resource = vault, index) {
  const request = requests[index % requests.length];
  if (!request) throw new RangeError(String(index));
  return { ...request, resource };
}

/**
 * Milliseconds for one request, by the processor time of the fastest of some rounds.
 * @param {Policy} policy
 * @param {import('../../src/policy/index.ts').PolicyDocument} read
 * @param {string | undefined} resource
 */
function costOfOne({ evaluate }, read, resource) {
  const asked = requests.map((_, index) => requestFor(resource, index));
  const round = (/** @type {number} */ rounds) => {
    for (let count = 0; count < rounds; count += 1) for (const request of asked) evaluate(read, request);
  };
  round(1);
  // So many rounds that the clock, which counts in steps, has something to count.
  const once = Math.max(
    leastCost(() => round(1), 3),
    0.05,
  );
  const rounds = Math.max(1, Math.min(200, Math.round(40 / once)));
  return leastCost(() => round(rounds), 5) / (rounds * asked.length);
}

/** @param {number} milliseconds */
const micro = (milliseconds) => {
  const value = milliseconds * 1000;
  return `${value.toFixed(value < 10 ? 2 : 0)} µs`;
};
