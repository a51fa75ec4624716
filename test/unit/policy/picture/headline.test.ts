import assert from 'node:assert/strict';
import { awsExample, draw, policyOf, younger } from './drawing';

const said = (document: Parameters<typeof draw>[0]): string => draw(document).headline.join(' ');
const account = { AWS: 'arn:aws:iam::123456789012:root' };
const held = { Condition: { StringEquals: { 'glacier:ResourceTag/LegalHold': 'true' } } };

describe('the headline of a picture', () => {
  it('says how long archives are kept, and what comes after', () => {
    assert.equal(
      said(awsExample('retention')),
      'Archives cannot be deleted by anyone for 365 days (≈ 1 year). After that other policies decide.',
    );
    assert.match(said(policyOf(younger(2557))), /for 2,557 days \(7 years\)\./);
    assert.match(said(policyOf(younger(1))), /for 1 day\./);
  });

  it('says what goes on being denied, and in which case', () => {
    assert.equal(
      said(policyOf(younger(365), held)),
      'Archives cannot be deleted by anyone for 365 days (≈ 1 year). After that it stays denied in one case – tag LegalHold: true.',
    );
  });

  it('names people and roles by their short names, and of many the first', () => {
    const arn = (name: string): string => `arn:aws:iam::123456789012:${name}`;
    const allowing = (...names: readonly string[]): string =>
      said(policyOf({ Effect: 'Allow', Principal: { AWS: names } }));
    const stranger = 'arn:aws:iam::444455556666:user/eve';
    assert.equal(
      allowing(arn('user/staff/ana'), arn('role/Backup'), stranger),
      'This policy keeps no archive from being deleted. It even allows that to user ana, role Backup and user eve of account 444455556666.',
    );
    assert.equal(
      allowing(arn('user/ana'), arn('role/Backup'), arn('user/c'), arn('user/d'), stranger),
      'This policy keeps no archive from being deleted. It even allows that to user ana, role Backup and 3 others.',
    );
  });

  it('says when it is for ever', () => {
    assert.equal(said(policyOf({})), 'Archives can never be deleted, by anyone.');
  });

  it('says whom it does not bind', () => {
    assert.equal(
      said(awsExample('initiateVaultLock')),
      'Deleting archives is denied for 366 days (1 year) to everybody in the account, root included. It does not bind other accounts, services of AWS and anonymous callers.',
    );
  });

  it('closes a remark about callers before the sentence goes on', () => {
    const held = { Condition: { StringEquals: { 'glacier:ResourceTag/LegalHold': 'true' } } };
    assert.equal(
      said(policyOf({ Principal: account, ...held })).split('. ')[0],
      'Deleting archives is denied at any age to everybody in the account, root included, in one case – tag LegalHold: true',
    );
  });

  it("says what AWS's legal hold permits", () => {
    assert.equal(
      said(awsExample('legalHold')),
      'Deleting archives is denied at any age in one case – tag LegalHold: true or empty. Otherwise this policy even allows it on days 0 to 364 to everybody in the account, root included.',
    );
  });

  it('says when nothing is protected, or only the old', () => {
    assert.equal(
      said(policyOf({ Action: 'glacier:UploadArchive' })),
      'This policy keeps no archive from being deleted. Other policies decide.',
    );
    assert.equal(
      said(awsExample('ownerRights')),
      'This policy keeps no archive from being deleted. It even allows that to everybody in the account, root included.',
    );
    assert.equal(
      said(policyOf({ Condition: { NumericGreaterThan: { 'glacier:ArchiveAgeInDays': '365' } } })),
      'Young archives are not protected by this policy. It denies deleting archives only from day 366 on.',
    );
  });

  it('does not decide what the request decides', () => {
    assert.equal(
      said(policyOf({ Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } })),
      'Whether an archive can be deleted depends on the request.',
    );
    assert.match(
      said(policyOf(younger(30), { ...younger(60), Principal: account })),
      /^Archives cannot be deleted by anyone for 30 days \(≈ 1 month\)\. After that it stays denied on days 30 to 59 to everybody in the account, root included\.$/,
    );
  });

  describe('where a denial begins or ends at more than one age', () => {
    const age = (...tests: readonly (readonly [operator: string, days: number])[]) => ({
      Condition: Object.fromEntries(
        tests.map(([operator, days]) => [operator, { 'glacier:ArchiveAgeInDays': String(days) }]),
      ),
    });
    const young = 'Young archives are not protected by this policy.';
    const between = age(['NumericGreaterThanEquals', 30], ['NumericLessThan', 365]);
    const older = (days: number) => age(['NumericGreaterThan', days]);
    const table: readonly (readonly [
      what: string,
      statements: readonly Readonly<Record<string, unknown>>[],
      expected: string,
    ])[] = [
      ['a stretch', [between], `${young} It denies deleting archives only on days 30 to 364.`],
      ['a day', [age(['NumericEquals', 365])], `${young} It denies deleting archives only on day 365.`],
      [
        'stretches for some',
        [{ ...between, Principal: account }],
        `${young} It denies deleting archives only on days 30 to 364 to everybody in the account, root included.`,
      ],
      [
        'many days',
        [0, 10, 20, 30, 40].map((days) => age(['NumericEquals', days + 1])),
        `${young} It denies deleting archives only on day 1, on day 11 and on 3 more stretches of days.`,
      ],
      [
        'old archives and a hold',
        [older(365), held],
        'Deleting archives is denied at any age in one case – tag LegalHold: true. Otherwise it is denied only from day 366 on.',
      ],
      [
        'young and old',
        [younger(100), older(300)],
        'Archives cannot be deleted by anyone for 100 days (≈ 3 months). After that other policies decide, until it is denied again from day 301 on.',
      ],
      [
        'young and old to some',
        [younger(100), { ...older(300), Principal: account }],
        'Archives cannot be deleted by anyone for 100 days (≈ 3 months). After that other policies decide, until it is denied again from day 301 on to everybody in the account, root included.',
      ],
      [
        'young and old and a hold',
        [younger(100), older(300), held],
        'Archives cannot be deleted by anyone for 100 days (≈ 3 months). After that it stays denied in one case – tag LegalHold: true. Otherwise it is denied again from day 301 on.',
      ],
      [
        'young and old of some',
        [
          { ...younger(100), Principal: account },
          { ...older(300), Principal: account },
        ],
        'Deleting archives is denied for 100 days (≈ 3 months), and again from day 301 on, to everybody in the account, root included. It does not bind other accounts, services of AWS and anonymous callers.',
      ],
      [
        'young, and an Allow much later',
        [younger(100), { ...older(300), Effect: 'Allow' }],
        'Archives cannot be deleted by anyone for 100 days (≈ 3 months). After that other policies decide, until this policy allows it from day 301 on.',
      ],
      [
        'two retentions one after the other',
        [
          { ...younger(100), Principal: account },
          { ...between, Principal: account },
        ],
        'Deleting archives is denied for 365 days (≈ 1 year) to everybody in the account, root included. It does not bind other accounts, services of AWS and anonymous callers.',
      ],
    ];
    for (const [what, statements, expected] of table)
      it(what, () => {
        assert.equal(said(policyOf(...statements)), expected);
      });
  });

  it('says whom alone it binds, and whom it may bind', () => {
    const bob = { AWS: 'arn:aws:iam::123456789012:user/bob' };
    assert.equal(
      said(policyOf({ Principal: bob })),
      'Deleting archives is denied at any age to user bob. It binds nobody but user bob.',
    );
    const app = { AWS: 'arn:aws:iam::123456789012:role/app' };
    assert.equal(
      said(policyOf({ Principal: undefined, NotPrincipal: app })),
      'Deleting archives is denied at any age to everyone, root included, but not role app. Whether it binds role app is not certain.',
    );
  });
});
