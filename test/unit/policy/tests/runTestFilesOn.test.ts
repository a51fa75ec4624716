import assert from 'node:assert/strict';
import { runTestFilesOn, type TestReport } from '../../../../src/policy/tests/runTestFilesOn';

const policy = (days: number): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Deny',
      Principal: '*',
      Action: 'glacier:DeleteArchive',
      Resource: 'arn:aws:glacier:us-west-2:111122223333:vaults/claims',
      Condition: { NumericLessThan: { 'glacier:ArchiveAgeInDays': String(days) } },
    },
  });
const kept = '{ "name": "kept", "action": "DeleteArchive", "age": "0-364", "expect": "denied" }';
const free = '{ "name": "free", "action": "DeleteArchive", "age": "365-", "expect": "not denied" }';
const file = (...cases: readonly string[]): string => `{ "tests": [${cases.join(', ')}] }`;

const brief = ({ verdict, passed, failed, problems }: TestReport): readonly unknown[] => [
  verdict,
  passed,
  failed,
  problems,
];

describe('test files, run on a policy text', () => {
  it('pass on the policy that they were written for, and fail on another', () => {
    const files = [
      { id: 'a', text: file(kept) },
      { id: 'b', text: file(kept, free) },
    ];
    assert.deepEqual(brief(runTestFilesOn(policy(365), files)), ['passed', 3, 0, 0]);
    const report = runTestFilesOn(policy(366), files);
    assert.deepEqual(brief(report), ['failed', 2, 1, 0]);
    assert.deepEqual(
      report.files.map(({ id, failed }) => [id, failed.map((result) => result.case.name)]),
      [
        ['a', []],
        ['b', ['free']],
      ],
    );
  });

  it('count as none only where there is no file', () => {
    assert.deepEqual(brief(runTestFilesOn(policy(365), [])), ['none', 0, 0, 0]);
    assert.equal(runTestFilesOn(policy(365), [{ id: 'a', text: file() }]).verdict, 'unrunnable');
  });

  it('have not passed where one of them cannot be run', () => {
    const text = file(kept, '\n{ "action": "DeleteArchve", "expect": "denied" }');
    const report = runTestFilesOn(policy(365), [
      { id: 'a', text: file(kept) },
      { id: 'b', text },
    ]);
    assert.deepEqual(brief(report), ['unrunnable', 1, 0, 1]);
    assert.match(report.files[1]?.problems[0] ?? '', /^Line 2: .*DeleteArchve/);
    assert.equal(runTestFilesOn(policy(365), [{ id: 'a', text: '{' }]).verdict, 'unrunnable');
  });

  it('have not passed on a text that is no policy, and say why once a file', () => {
    const report = runTestFilesOn('{', [{ id: 'a', text: file(kept, free) }]);
    assert.deepEqual(brief(report), ['unrunnable', 0, 0, 1]);
  });

  it('count a failure more than what cannot be run', () => {
    const files = [
      { id: 'a', text: '{' },
      { id: 'b', text: file(kept) },
    ];
    assert.equal(runTestFilesOn(policy(30), files).verdict, 'failed');
  });
});
