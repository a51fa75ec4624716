import { policyOfSize, slips } from './policyOfSize.mjs';
import { percentile, timeInTurns } from './stopwatch.mjs';
import { ms, ratio, table } from './table.mjs';

/**
 * Parsing, and parsing with all rules, beside VS Code's JSON language service with the schema on the same text.
 * @param {Pick<typeof import('../../src/policy/index.ts'), 'parsePolicy' | 'lint'>} policy
 * @param {(text: string) => PromiseLike<unknown>} judgeBySchema
 */
export async function judgingTable({ parsePolicy, lint }, judgeBySchema) {
  const bare = (/** @type {number} */ kilobytes) => policyOfSize(kilobytes * 1024 - 400);
  const texts = {
    '1 KB': bare(1),
    '5 KB': bare(5),
    '20 KB': bare(20),
    '20 KB in the wrapper': JSON.stringify({ Policy: bare(20) }),
    '20 KB of slips': policyOfSize(20 * 1024 - 600, slips),
  };
  const rows = [];
  for (const [name, text] of Object.entries(texts)) {
    const {
      parse = [],
      all = [],
      schema = [],
    } = await timeInTurns(
      {
        parse: () => parsePolicy(text),
        all: () => lint(parsePolicy(text)),
        schema: () => judgeBySchema(text),
      },
      { rounds: 400 },
    );
    const at = (/** @type {readonly number[]} */ values, /** @type {number} */ share) =>
      ms(percentile(values, share));
    rows.push([
      name,
      at(parse, 50),
      at(parse, 95),
      at(all, 50),
      at(all, 95),
      at(schema, 50),
      at(schema, 95),
      ratio(percentile(all, 50), percentile(schema, 50)),
    ]);
  }
  const header = [
    'policy',
    'parse p50',
    'p95',
    'all rules p50',
    'p95',
    'JSON service p50',
    'p95',
    'ratio of p50',
  ];
  return table(header, rows);
}
