import assert from 'node:assert/strict';
import { wordsOfPolicy } from '../../../../src/policy/tests/wordsOfPolicy';
import { account, policy, statement, vault } from '../evaluate/asking';

const officer = `arn:aws:iam::${account}:role/LegalOfficer`;
const document = policy([
  statement({ Sid: 'keep', Resource: vault, NotPrincipal: { AWS: officer } }),
  statement({
    Sid: 'hold',
    Resource: vault,
    Condition: { StringEquals: { 'glacier:ResourceTag/Hold': 'on' } },
  }),
]);

/** What is offered at the bar, and what it stands in for. */
function offered(marked: string): readonly unknown[] {
  const text = marked.replace('|', '');
  const found = wordsOfPolicy(text, marked.indexOf('|'), document);
  return found ? [text.slice(found.range.start, found.range.end), ...found.words] : [];
}

describe('words of the policy in its test file', () => {
  const cases: readonly (readonly [marked: string, ...expected: string[]])[] = [
    ['{"tests":[{"by":"|"}]}', '""', 'keep', 'hold'],
    ['{"tests":[{"by":["keep","h|"]}]}', '"h"', 'keep', 'hold'],
    ['{"tests":[{"principal":"|"}]}', '""', officer],
    ['{"tests":[{"notPrincipal":["|"]}]}', '""', officer],
    ['{"tests":[{"tags":{"|"}}]}', '""', 'Hold'],
    ['{"tests":[{"tags":[{"hold":"|"}]}]}', '""', 'on', 'another value'],
    ['{"defaults":{"principal":"|"}}', '""', officer],
    ['{"tests":[{"b|y":""}]}'],
    ['{"tests":[{"name":"|"}]}'],
    ['{"policy":"|"}'],
    ['|'],
  ];
  for (const [marked, ...expected] of cases)
    it(`are offered where they are asked for: ${marked}`, () => {
      assert.deepEqual(offered(marked), expected);
    });
});
