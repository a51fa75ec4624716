import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  composedText,
  composePolicy,
  evaluate,
  isTagKey,
  lint,
  parsePolicy,
  readPolicyDocument,
  retentionStatement,
  type HoldKeeper,
  type PolicyDocument,
  type PolicyWishes,
} from '../../../../src/policy';

const vaultArn = 'arn:aws:glacier:eu-west-1:210987654321:vaults/ledger-2024';
const user = 'arn:aws:iam::210987654321:user/ana';
const officer = 'arn:aws:iam::210987654321:role/LegalOfficer';

const wishes: Readonly<Record<string, PolicyWishes>> = {
  retention: { vaultArn, retentionDays: 2557, keepVault: true },
  hold: { vaultArn, legalHold: { tag: 'LegalHold' }, keepVault: true },
  'hold with a keeper': {
    vaultArn,
    legalHold: { tag: 'LegalHold', keeper: { by: 'principal', arn: officer } },
    keepVault: true,
  },
  both: { vaultArn, retentionDays: 366, legalHold: { tag: 'Case 42/hold' }, keepVault: true },
};

function document(wish: PolicyWishes): PolicyDocument {
  const reading = readPolicyDocument(composedText(composePolicy(wish)));
  assert.ok(reading.ok, reading.ok ? '' : reading.problem);
  return reading.document;
}

function isDenied(
  policy: PolicyDocument,
  action: string,
  context: Readonly<Record<string, string>> = {},
  principal = user,
): boolean {
  const request = { principal, action: `glacier:${action}`, resource: vaultArn, context };
  return evaluate(policy, request).decision === 'explicitDeny';
}

describe('a composed policy', () => {
  for (const [name, wish] of Object.entries(wishes)) {
    it(`leaves nothing to say: ${name}`, () => {
      const text = composedText(composePolicy(wish));
      for (const targetVaultArn of [vaultArn, undefined])
        assert.deepEqual(
          lint(parsePolicy(text), { targetVaultArn }).map(({ code, severity }) => `${severity} ${code}`),
          [],
        );
    });
  }

  it('leaves nothing to say, whatever the days and the tag', () => {
    const tag = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((key) => isTagKey(key));
    fc.assert(
      fc.property(fc.integer({ min: 13, max: 36_000 }), tag, (days, key) => {
        const wish = { vaultArn, retentionDays: days, legalHold: { tag: key }, keepVault: true };
        const found = lint(parsePolicy(composedText(composePolicy(wish))), { targetVaultArn: vaultArn });
        // Days that come from elsewhere than whole years may still be a slip.
        const codes = found
          .map(({ code }) => code)
          .filter((code) => !/^age-(boundary|implausible)$/.test(code));
        assert.deepEqual(codes, []);
      }),
    );
  });

  it('leaves of days that may be a slip nothing else to say', () => {
    const said = (retentionDays: number): readonly string[] =>
      lint(parsePolicy(composedText(composePolicy({ vaultArn: '*', retentionDays, keepVault: true })))).map(
        ({ code }) => code,
      );
    assert.deepEqual([365, 7, 2555].map(said), [['age-boundary'], ['age-implausible'], ['age-boundary']]);
    assert.deepEqual(said(2557), []);
  });

  it('keeps archives until the age, from everyone, and forbids nothing else', () => {
    const policy = document(wishes['retention'] ?? assert.fail());
    const aged = (days: number) => ({ 'glacier:ArchiveAgeInDays': String(days) });
    assert.equal(isDenied(policy, 'DeleteArchive', aged(0)), true);
    assert.equal(isDenied(policy, 'DeleteArchive', aged(2556)), true);
    assert.equal(isDenied(policy, 'DeleteArchive', aged(2557)), false);
    assert.equal(isDenied(policy, 'DeleteArchive', aged(0), 'arn:aws:iam::310987654321:root'), true);
    assert.equal(isDenied(policy, 'DeleteVault'), true);
    for (const action of [
      'InitiateJob',
      'UploadArchive',
      'AbortVaultLock',
      'CompleteVaultLock',
      'AddTagsToVault',
    ])
      assert.equal(isDenied(policy, action, aged(0)), false, action);
  });

  const values: readonly [value: string | undefined, held: boolean][] = [
    [undefined, true],
    ['', true],
    ['true', true],
    ['TRUE', true],
    ['fals', true],
    ['false', false],
    ['False', false],
  ];
  const keepers: readonly [HoldKeeper, mayLift: Readonly<Record<string, string>>][] = [
    [{ by: 'mfa' }, { 'aws:MultiFactorAuthPresent': 'true' }],
    [{ by: 'principal', arn: officer }, { 'aws:PrincipalArn': officer }],
  ];
  for (const [keeper, keepersContext] of keepers)
    for (const [value, held] of values)
      it(`holds archives unless released (tag ${String(value)}, lifted by ${keeper.by})`, () => {
        const policy = document({ vaultArn, legalHold: { tag: 'LegalHold', keeper }, keepVault: false });
        const tag: Record<string, string> =
          value === undefined ? {} : { 'glacier:ResourceTag/LegalHold': value };
        assert.equal(isDenied(policy, 'DeleteArchive', tag), held);
        for (const action of ['AddTagsToVault', 'RemoveTagsFromVault']) {
          assert.equal(isDenied(policy, action, { 'aws:PrincipalArn': user, ...tag }), held, action);
          const byKeeper = { ...tag, ...keepersContext };
          assert.equal(isDenied(policy, action, byKeeper), false, `${action} by the keeper`);
        }
        assert.equal(isDenied(policy, 'DeleteVault', tag), false);
      });

  it('names its statements after what they keep', () => {
    const sid = (days: number) => retentionStatement({ days, vaultArn: '*' }).Sid;
    assert.deepEqual([1, 400, 365, 366, 2557, 3653].map(sid), [
      'keep-archives-for-1-day',
      'keep-archives-for-400-days',
      'keep-archives-for-365-days',
      'keep-archives-for-1-year',
      'keep-archives-for-7-years',
      'keep-archives-for-10-years',
    ]);
  });

  it('is not made of something that is no number of days', () => {
    for (const days of [0, -1, 1.5, Number.NaN, Infinity])
      assert.throws(() => retentionStatement({ days, vaultArn }), RangeError);
  });
});

describe('a tag key', () => {
  for (const key of ['LegalHold', 'legal-hold', 'Case 42/hold', 'Aufbewahrung:Prüfung'])
    it(`can be ${key}`, () => assert.equal(isTagKey(key), true));
  for (const key of ['', ' LegalHold', 'aws:hold', 'a*', 'a"b', '${hold}', 'x'.repeat(129)])
    it(`cannot be ${JSON.stringify(key)}`, () => assert.equal(isTagKey(key), false));
});
