import assert from 'node:assert/strict';
import fc from 'fast-check';
import { explainDifference } from '../../../../src/policy/meaning';
import { statement, vault, type Elements } from '../evaluate/asking';

const text = (...statements: readonly Elements[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
const keep = (days: number): Elements =>
  statement({
    Action: 'glacier:DeleteArchive',
    Resource: vault,
    Condition: { NumericLessThan: { 'glacier:ArchiveAgeInDays': days } },
  });
const page = (before: string | undefined, after: string | undefined): string =>
  explainDifference(
    { name: 'the policy in force', text: before },
    { name: 'file.json', text: after },
    { vaultArn: vault },
  );

describe('the page about what would change', () => {
  it('names the vault, the two policies and each change under what becomes of it', () => {
    const upload = statement({ Effect: 'Allow', Action: 'glacier:UploadArchive', Resource: vault });
    const lines = page(text(keep(730), upload), text(keep(365), statement({ ...upload, Effect: 'Deny' })));
    assert.ok(lines.startsWith('# What would change\n'));
    assert.ok(lines.includes(`On \`${vault}\`, with \`file.json\` in place of the policy in force.`));
    assert.ok(
      lines.includes(
        '## Becomes denied\n\n- **UploadArchive, everyone, root included**: was allowed (statement 2), becomes denied (statement 2)',
      ),
    );
    assert.ok(
      lines.includes(
        '## Is not denied any more\n\n- **DeleteArchive at ages 365 to 729 days, everyone, root included**: was denied (statement 1), is left to other policies',
      ),
    );
    assert.ok(!lines.includes('## Becomes allowed'));
  });

  it('says plainly that only the text differs, or only the words', () => {
    assert.match(page(text(keep(365)), text(keep(365.0), keep(365))), /They mean the same/);
    assert.match(page(text(keep(365)), text(keep(365), keep(30))), /same effect on this vault/);
    assert.match(page(undefined, text(keep(365))), /in place of no policy[^]*Becomes denied/);
    assert.match(page(undefined, undefined), /They mean the same/);
  });

  it('says that only other vaults make the difference', () => {
    const other = `${vault}-2`;
    const onBoth = statement({ ...keep(365), Resource: [other, vault] });
    const onOther = statement({ ...keep(365), Resource: other });
    const onlyOthers = /same effect on this vault[^]*differ only in what they say of other vaults/;
    assert.match(page(text(keep(365)), text(onBoth)), onlyOthers);
    assert.match(page(text(onOther, keep(365)), text(keep(365))), onlyOthers);
    assert.match(page(undefined, text(onOther)), onlyOthers);
    const inWordsToo = text(onBoth, keep(30));
    assert.match(page(text(keep(365)), inWordsToo), /differ in their words, or in what they say of other/);
    assert.doesNotMatch(
      page(text(keep(365)), text(statement({ ...keep(30), Resource: vault }))),
      /other vaults/,
    );
  });

  it('says which of the two cannot be read', () => {
    assert.match(page(text(keep(365)), '{'), /`file\.json` cannot be read as a policy/);
    assert.match(page('{}', text(keep(365))), /The policy in force cannot be read as a policy/);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        assert.equal(typeof page(before, after), 'string');
      }),
      { numRuns: 200 },
    );
  });
});
