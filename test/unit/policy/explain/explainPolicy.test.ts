import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { explainPolicy, lint, parsePolicy } from '../../../../src/policy';
import { policyWith } from '../hover/cursor';

const now = Date.UTC(2026, 10, 22);
const samples = path.resolve(__dirname, '../../../fixtures/sample-workspace');

function explain(text: string): string {
  const parsed = parsePolicy(text);
  return explainPolicy(parsed, { name: 'a.json', now, diagnostics: lint(parsed) });
}

const age = (operator: string, days: unknown) => ({
  Condition: { [operator]: { 'glacier:ArchiveAgeInDays': days } },
});

const denying = (changes: object) => ({
  Effect: 'Deny',
  Principal: '*',
  Action: 'glacier:DeleteArchive',
  Resource: 'arn:aws:glacier:us-west-2:210987654321:vaults/ledger',
  ...changes,
});

describe('explainPolicy', () => {
  const table: readonly (readonly [what: string, text: string, ...expected: readonly string[]])[] = [
    [
      'a retention',
      policyWith(age('NumericLessThan', '2557')),
      '`a.json` is for the vault `ledger` in us-west-2, account 210987654321.',
      'Everyone, root included: from **day 2,557** on (7 years).',
      '- Nobody, root included, can delete an archive before **day 2,557** (7 years, leap days included) (statement 1).',
      '- An archive uploaded today (22 Nov 2026) can be deleted from **22 Nov 2033** on.',
      '1. Denies DeleteArchive to everyone while the archive is younger than 2,557 days.',
      'The vault itself can still be deleted when it is empty.',
    ],
    [
      'a retention for the own account alone',
      policyWith({ Principal: { AWS: '210987654321' }, ...age('NumericLessThan', '366') }),
      '| Who | Archives can be deleted |',
      '| Everybody in the account, root included | from **day 366** on (1 year) |',
      '| Other accounts, services of AWS and anonymous callers | at any age |',
      '**Not covered**: other accounts, services of AWS and anonymous callers.',
    ],
    [
      'the wrong direction',
      policyWith(age('NumericGreaterThan', '30')),
      'Everyone, root included: on days 0 to 30.',
      '**The protection has gaps**. Archives can be deleted on days 0 to 30, and no more from **day 31** on (≈ 1 month) (statement 1).',
    ],
    ['a Deny without a condition', policyWith({}), 'Everyone, root included: never.'],
    [
      'nothing about deletion',
      policyWith({ Action: 'glacier:DeleteVault' }),
      'at any age.',
      'DeleteVault: **denied always, to everyone**, root included (statement 1).',
      'can never be deleted',
    ],
    [
      'a hold by tag',
      policyWith({ Condition: { StringLike: { 'glacier:ResourceTag/LegalHold': ['true', ''] } } }),
      '| Who | Situation | Archives can be deleted |',
      '| Everyone, root included | Tag `LegalHold`: another value or missing | at any age |',
      '| Everyone, root included | Tag `LegalHold`: `true` or empty | never |',
    ],
    [
      'a Deny of young archives that covers retrieval',
      policyWith({ Action: 'glacier:*', ...age('NumericLessThan', '366') }),
      'InitiateJob: denied to everyone, root included, of archives younger than 366 days (statement 1).',
      'The owner cannot retrieve every archive: InitiateJob denied to',
      '**Error**, line 1:',
    ],
    [
      'a role',
      policyWith({ Principal: { AWS: 'arn:aws:iam::210987654321:role/app' } }),
      '| `arn:aws:iam::210987654321:role/app` |',
    ],
    [
      'what the request decides',
      policyWith({ Condition: { DateLessThan: { 'aws:CurrentTime': '2031-01-01T00:00:00Z' } } }),
      'Everyone, root included: at any age: depends on aws:CurrentTime (statement 1).',
    ],
    [
      'what AWS leaves open',
      policyWith({ Principal: undefined, NotPrincipal: { AWS: 'arn:aws:iam::210987654321:role/app' } }),
      '| Everyone, root included, but not `arn:aws:iam::210987654321:role/app` | never |',
      '| `arn:aws:iam::210987654321:role/app` | at any age: AWS does not document whether NotPrincipal spares them (statement 1) |',
    ],
    [
      'a gap between two retentions',
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          denying(age('NumericLessThan', 30)),
          denying({
            Condition: {
              NumericGreaterThanEquals: { 'glacier:ArchiveAgeInDays': 365 },
              NumericLessThan: { 'glacier:ArchiveAgeInDays': 730 },
            },
          }),
        ],
      }),
      'Everyone, root included: on days 30 to 364 and from **day 730** on (≈ 2 years).',
      '**The protection has gaps**. Archives can be deleted on days 30 to 364 and from **day 730** on (≈ 2 years), and no more on days 365 to 729 (statements 1 and 2).',
      '2. Denies DeleteArchive to everyone while the archive is 365 days old or older and younger than 730 days.',
    ],
    [
      'single days',
      policyWith(age('NumericEquals', ['1', '7'])),
      "Deletion is denied on days 1 and 7 of an archive's life only (statement 1)",
      '1. Denies DeleteArchive to everyone while the archive is exactly 1 or 7 days old.',
    ],
    [
      'who cannot abort, and whom it lets in for good',
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          denying({
            Action: [
              'glacier:AbortVaultLock',
              'glacier:SetVaultAccessPolicy',
              'glacier:DeleteVaultAccessPolicy',
            ],
          }),
          denying({ Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 'glacier:UploadArchive' }),
        ],
      }),
      'The lock **cannot be aborted**',
      'The owner can never change the access policy of the vault again (statement 1).',
      'Statement 2 allows UploadArchive to account 444455556666, and can **never be taken back**.',
      'The owner can still upload archives.',
    ],
    [
      'one of two actions that change tags, and of two that change the access policy',
      policyWith({ Action: ['glacier:AddTagsToVault', 'glacier:SetVaultAccessPolicy'] }),
      'The tags of the vault cannot be changed in every way, by everybody or always: AddTagsToVault always denied to everybody in the account, root included (statement 1).',
      'The access policy of the vault cannot be changed in every way, by everybody or always: SetVaultAccessPolicy always denied to everybody in the account, root included (statement 1).',
    ],
    [
      'both actions that change tags',
      policyWith({ Action: ['glacier:AddTagsToVault', 'glacier:RemoveTagsFromVault'] }),
      'The owner can never change the tags of the vault again (statement 1).',
    ],
    [
      'an Allow of which a part has no age',
      policyWith({
        Effect: 'Allow',
        Principal: { AWS: '444455556666' },
        Action: ['glacier:DeleteArchive', 'glacier:AbortVaultLock'],
        ...age('NumericGreaterThanEqualsIfExists', 10),
      }),
      '- Statement 1 allows DeleteArchive to account 444455556666, of archives 10 days old or older, and can',
      '- Statement 1 allows AbortVaultLock to account 444455556666, and can **never be taken back**.',
    ],
    [
      'an Allow of which a Deny leaves to each another part',
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          denying({
            Effect: 'Allow',
            Principal: { AWS: ['444455556666', '555566667777'] },
            Action: ['glacier:DeleteArchive', 'glacier:UploadArchive', 'glacier:InitiateJob'],
          }),
          denying({ Principal: { AWS: '444455556666' }, Action: 'glacier:UploadArchive' }),
        ],
      }),
      '- Statement 1 allows DeleteArchive and InitiateJob to account 444455556666 and account 555566667777, and can',
      '- Statement 1 allows UploadArchive to account 555566667777, and can',
    ],
    [
      'an Allow that a Deny overrules',
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [denying({}), denying({ Effect: 'Allow', Principal: { AWS: '444455556666' } })],
      }),
      'Statement 2 allows nothing more on this vault: what it allows is denied,',
    ],
    [
      'an Allow to nobody who is told apart',
      policyWith({ Effect: 'Allow', Principal: { Federated: 'accounts.google.com' } }),
      'Statement 1 allows nothing that can be shown here. If there is anybody else to whom it allows something, that can **never be taken back**.',
    ],
    ['any vault', policyWith({ Resource: '*' }), 'is for any vault: it names none.'],
    [
      'nothing that keeps everyone from deleting',
      policyWith({
        Resource: 'arn:aws:glacier:us-west-2:210987654321:vaults/v',
        Action: 'glacier:ListParts',
      }),
      'Nothing here keeps everyone, root included, from deleting archives of any age.',
    ],
    [
      'what is open at first, and denied later',
      policyWith(age('NumericGreaterThan', '10')),
      'Nothing here keeps everyone, root included, from deleting archives on days 0 to 10; at any other age it is denied.',
    ],
    [
      'what depends at first, and is denied later',
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          denying(age('NumericGreaterThan', '10')),
          denying({ Condition: { DateLessThan: { 'aws:CurrentTime': '2031-01-01T00:00:00Z' } } }),
        ],
      }),
      'Whether everyone, root included, can delete an archive is open: on days 0 to 10: depends on aws:CurrentTime (statement 2); at any other age it is denied.',
    ],
    [
      'the own account and another one',
      policyWith({ Principal: { AWS: ['210987654321', '444455556666'] } }),
      '| Everybody in the account, root included, and account 444455556666 | never |',
    ],
    [
      'a tag whose value looks like words of the sentence',
      policyWith({ Condition: { StringEquals: { 'glacier:ResourceTag/a': ['another value', 'missing'] } } }),
      '| Everyone, root included | Tag `a`: another value or missing | at any age |',
      '| Everyone, root included | Tag `a`: `"another value"` or `"missing"` | never |',
    ],
    ['a wrapper twice', '{"Policy":"{}","Policy":"{}"}', 'The wrapper has the key "Policy" twice.'],
    ['a wrapper with more', '{"Policy":"{}","x":1}', 'The wrapper has the key "x" beside "Policy".'],
    ['a wrapper around an object', '{"Policy":{}}', 'The wrapper has a Policy that is not a string'],
    [
      'any vault but one',
      policyWith({ Resource: undefined, NotResource: 'arn:aws:glacier:us-west-2:210987654321:vaults/w' }),
      '`a.json` names no vault but for what it leaves out: `arn:aws:glacier:us-west-2:210987654321:vaults/w`.',
      '1. Denies DeleteArchive to everyone on every vault but arn:aws:glacier:us-west-2:210987654321:vaults/w.',
    ],
    [
      'no vault at all',
      policyWith({ Resource: 'arn:aws:*:us-west-2:210987654321:vaults/w' }),
      '1. Denies DeleteArchive to everyone (about no vault).',
    ],
    [
      'a policy that cannot be read',
      policyWith({ Effect: 'deny' }),
      '**It cannot be read as it stands**',
      '1. Nobody can say what it does: Effect is neither "Allow" nor "Deny".',
    ],
  ];
  for (const [what, text, ...expected] of table)
    it(what, () => {
      const page = explain(text);
      for (const part of expected) assert.ok(page.includes(part), `${part}\nis not in\n${page}`);
    });

  it('says of a policy that cannot be read nothing about what it does once it is there', () => {
    assert.match(explain(policyWith({})), /## Once it is on a vault/);
    for (const text of ['', '{}', policyWith({ Effect: 'deny' })])
      assert.doesNotMatch(explain(text), /Once it is on a vault/);
  });

  it('says the same of both envelopes', () => {
    const policy = policyWith(age('NumericLessThan', '2557'));
    assert.equal(explain(JSON.stringify({ Policy: policy })), explain(policy));
  });

  it('tells the line of each finding', () => {
    const text = readFileSync(path.join(samples, 'broken.vault-lock.json'), 'utf8');
    assert.match(explain(text), /\*\*Error\*\*, line 2: .*\(invalid-version\)/);
  });

  it('never throws, whatever the text, and a long policy stays a page', function () {
    this.timeout(20_000);
    const text = policyWith({ Sid: 'x', ...age('NumericLessThan', '366') });
    fc.assert(
      fc.property(fc.nat(text.length), fc.string({ maxLength: 6 }), (at, put) => {
        const page = explain(text.slice(0, at) + put + text.slice(at + put.length));
        assert.doesNotMatch(page, /undefined|NaN|Infinity|\[object/);
      }),
      { numRuns: 150 },
    );
    const statement = JSON.stringify({ Effect: 'Deny', Principal: '*', Action: 'glacier:*', Resource: '*' });
    const many = `{"Version":"2012-10-17","Statement":[${Array(3000).fill(statement).join(',')}]}`;
    const page = explainPolicy(parsePolicy(many), { name: 'a.json', now, diagnostics: [] });
    assert.ok(page.includes('And 2900 more.') && page.length < 20_000, String(page.length));
  });
});
