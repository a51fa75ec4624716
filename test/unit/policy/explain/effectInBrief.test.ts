import assert from 'node:assert/strict';
import { effectInBrief } from '../../../../src/policy/explain/effectInBrief';
import { readPolicyDocument } from '../../../../src/policy/syntax/readPolicyDocument';

const vault = 'arn:aws:glacier:us-west-2:111122223333:vaults/claims';

type Elements = Readonly<Record<string, unknown>>;

function brief(...statements: readonly Elements[]): readonly string[] {
  const Statement = statements.map((one) => ({ Principal: '*', Resource: vault, ...one }));
  const reading = readPolicyDocument(JSON.stringify({ Version: '2012-10-17', Statement }));
  assert.ok(reading.ok);
  return effectInBrief(reading.document, { vaultArn: vault });
}

const younger = (days: number): Elements => ({
  NumericLessThan: { 'glacier:ArchiveAgeInDays': String(days) },
});
const keep = (days: number, more: Elements = {}): Elements => ({
  Effect: 'Deny',
  Action: 'glacier:DeleteArchive',
  Condition: younger(days),
  ...more,
});

describe('the effect in brief', () => {
  it('tells the first deletable day, root included, and how the vault could be emptied', () => {
    assert.deepEqual(brief(keep(2557)), [
      'Nobody, root included, can delete an archive before day 2,557 (7 years, leap days included) (statement 1).',
      'The vault can be emptied only by deleting every archive, each from its day 2,557 on, and deleted only when it is empty.',
    ]);
  });

  it('tells who is not covered, and does not tell it twice', () => {
    const lines = brief(keep(366, { Principal: { AWS: 'arn:aws:iam::111122223333:root' } }));
    assert.equal(lines.filter((line) => line.includes('anonymous')).length, 1);
    assert.match(lines.join('\n'), /Not covered: other accounts, services of AWS and anonymous callers\./);
    assert.match(lines.at(-1) ?? '', /each where and when that is not denied/);
  });

  it('says that there is no way out, and that the vault itself stays', () => {
    const lines = brief({ Effect: 'Deny', Action: ['glacier:DeleteArchive', 'glacier:DeleteVault'] });
    assert.match(lines[0] ?? '', /Nobody, root included, can ever delete an archive/);
    assert.match(
      lines.at(-1) ?? '',
      /^A vault with archives can never be emptied\. The vault itself can never/,
    );
  });

  it('names a day from which on archives can be deleted only where no later day denies it', () => {
    const days = (...tests: readonly Elements[]): string =>
      brief(...tests.map((Condition) => keep(0, { Condition }))).at(-1) ?? '';
    const age = 'glacier:ArchiveAgeInDays';
    const older = (days: number): Elements => ({ NumericGreaterThan: { [age]: String(days) } });
    const somewhere = { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } };
    for (const tests of [
      [older(365)],
      [{ NumericGreaterThanEquals: { [age]: '30' }, NumericLessThan: { [age]: '365' } }],
      [younger(100), older(300)],
      [younger(100), { ...older(300), ...somewhere }],
      [{ ...older(300), ...somewhere }],
    ])
      assert.match(
        days(...tests),
        /^The vault can be emptied only by deleting every archive, each where and when that is not denied, and/,
        JSON.stringify(tests),
      );
    assert.match(days(younger(100), younger(300)), /each from its day 300 on/);
  });

  it('says of a policy that keeps nothing that it keeps nothing, and of an Allow that it stays', () => {
    const lines = brief({ Effect: 'Allow', Action: 'glacier:UploadArchive' });
    assert.match(lines.join('\n'), /never be taken back/);
    assert.match(lines.at(-1) ?? '', /^Nothing here keeps the vault from being emptied, and deleted only/);
  });

  it('stays short, whatever the policy', () => {
    const holds = Array.from({ length: 6 }, (_, index) =>
      keep(100 * (index + 1), {
        Condition: {
          ...younger(100 * (index + 1)),
          StringEquals: { 'glacier:ResourceTag/hold': `h${index}` },
        },
      }),
    );
    const lines = brief(...holds);
    assert.ok(lines.length <= 8, lines.join('\n'));
    assert.match(lines.join('\n'), /There are \d+ more such cases\./);
  });
});
