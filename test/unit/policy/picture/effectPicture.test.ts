import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anyDocument } from '../effect/anyDocument';
import { awsExample, draw, lines, policyOf, younger } from './drawing';

describe('the picture of an effect', () => {
  it("shows AWS's retention as one line with two bands", () => {
    const picture = draw(awsExample('retention'));
    assert.deepEqual(lines(picture), [
      'DeleteArchive | Everyone, root included | Denied on days 0 to 364 by 1; Left to other policies from day 365 on',
    ]);
    assert.deepEqual(
      picture.columns.map(({ days, years, ages }) => [days, years, ages]),
      [
        ['Upload', 'day 0', 'on days 0 to 364'],
        ['365 d', '≈ 1 year', 'from day 365 on'],
      ],
    );
    assert.equal(picture.about, 'examplevault · US West (Oregon) · 123456789012');
    assert.equal(picture.silent, 'Everything else (26 actions): left to other policies.');
    assert.equal(picture.cut, undefined);
    assert.deepEqual(picture.statements, {
      0: {
        number: 1,
        sid: 'deny-based-on-archive-age',
        text: 'Denies DeleteArchive to everyone while the archive is younger than 365 days',
      },
    });
    assert.deepEqual(picture.groups[0]?.rows[0]?.bands[0]?.request, {
      principal: 'arn:aws:iam::123456789012:root',
      action: 'DeleteArchive',
      age: '0',
      conditions: [],
    });
  });

  it("shows AWS's legal hold by tag and by caller", () => {
    const everybody = 'Everybody in the account, root included';
    const others = 'Other accounts, services of AWS and anonymous callers';
    const held = 'Tag LegalHold: true or empty';
    const free = 'Tag LegalHold: another value or missing';
    assert.deepEqual(lines(draw(awsExample('legalHold'))), [
      `DeleteArchive | ${everybody} | ${free} | Allowed here on days 0 to 364 by 2; Left to other policies from day 365 on`,
      `DeleteArchive | ${everybody} | ${held} | Denied at any age by 1`,
      `DeleteArchive | ${others} | ${free} | Left to other policies at any age`,
      `DeleteArchive | ${others} | ${held} | Denied at any age by 1`,
    ]);
  });

  it('puts deletion first, then retrieval, uploads, tags, the lock and the vault, whatever the order of the text', () => {
    const picture = draw(
      policyOf(
        { Action: 'glacier:DeleteVault' },
        { Action: 'glacier:AbortVaultLock', Principal: { AWS: '444455556666' } },
        { Action: 'glacier:AddTagsToVault', Effect: 'Allow' },
        { Action: 'glacier:UploadArchive', ...younger(5) },
        { Action: 'glacier:InitiateJob', ...younger(10) },
        younger(2557),
      ),
    );
    assert.deepEqual(
      picture.groups.map(({ title, purpose }) => [title, purpose]),
      [
        ['DeleteArchive', 'deleting archives'],
        ['InitiateJob', 'retrieval'],
        ['AddTagsToVault', 'tags of the vault'],
        ['AbortVaultLock', 'the vault lock'],
        ['DeleteVault', 'the vault'],
      ],
    );
    assert.deepEqual(
      picture.columns.map(({ days }) => days),
      ['Upload', '10 d', '2,557 d'],
    );
  });

  it('counts the statements that decide, and lists the first of many', () => {
    const { groups } = draw(policyOf(...Array.from({ length: 25 }, () => younger(30))));
    const band = groups[0]?.rows[0]?.bands[0];
    assert.ok(band);
    assert.equal(band.statementCount, 25);
    assert.equal(band.statements.length, 20);
  });

  it('lets each band cover the columns of its ages', () => {
    const picture = draw(policyOf({ Action: 'glacier:InitiateJob', ...younger(10) }, younger(365)));
    assert.deepEqual(
      picture.groups.map(({ rows }) =>
        rows[0]?.bands.map(({ column, span, endless }) => [column, span, endless]),
      ),
      [
        [
          [0, 2, false],
          [2, 1, true],
        ],
        [
          [0, 1, false],
          [1, 2, true],
        ],
      ],
    );
  });

  it('names many actions by the weightiest, and one that concerns all as every action', () => {
    const many = draw(policyOf({ Action: ['glacier:Upload*', 'glacier:*Multipart*'] }));
    assert.equal(
      many.groups[0]?.title,
      'UploadArchive, InitiateMultipartUpload, UploadMultipartPart and 3 more',
    );
    assert.equal(many.groups[0].purpose, 'uploading');
    const all = draw(policyOf({ Action: 'glacier:*' }));
    assert.equal(all.silent, undefined);
  });

  it('says so where the policy says nothing at all', () => {
    const picture = draw(policyOf({ Action: 'glacier:NoSuchAction' }));
    assert.deepEqual(picture.groups, []);
    assert.equal(picture.silent, 'Every action: left to other policies.');
  });

  it('stays in bounds and says what it left out', () => {
    const picture = draw(
      policyOf(
        ...Array.from({ length: 60 }, (_, place) => ({
          Action: place % 2 === 0 ? 'glacier:DeleteArchive' : 'glacier:InitiateJob',
          Principal: { AWS: `arn:aws:iam::1234567890${10 + (place % 20)}:root` },
          ...younger(10 * place + 3),
        })),
      ),
    );
    assert.ok(picture.columns.length <= 40);
    assert.match(picture.cut ?? '', /left out: this policy tells more apart than a picture can show\.$/);
  });

  it('is plain data that a message carries whole, and its bands fill every line', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const picture = draw(document);
        assert.doesNotMatch(JSON.stringify(picture), /:null/);
        const sum = picture.columns.reduce((total, { share }) => total + share, 0);
        assert.ok(Math.abs(sum - 1) < 1e-9);
        for (const { rows } of picture.groups)
          for (const { bands } of rows) {
            let next = 0;
            for (const { column, span } of bands) {
              assert.equal(column, next);
              assert.ok(span > 0);
              next = column + span;
            }
            assert.equal(next, picture.columns.length);
            for (const index of bands.flatMap(({ statements }) => statements))
              assert.equal(picture.statements[index]?.number, index + 1);
          }
      }),
      { numRuns: 60 },
    );
  });
});
