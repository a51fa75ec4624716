import assert from 'node:assert/strict';
import type { Diagnostic, PolicyDocument } from '../../../src/policy';
import { readPolicyDocument } from '../../../src/policy';
import { preflightComplete, preflightInitiate, type PolicyToLock } from '../../../src/locking/preflight';
import type { Vault, VaultLock } from '../../../src/locking/model';
import { account, region, retention, vaultWith } from './support/samples';

const now = Date.parse('2026-03-01T12:00:00Z');
const minute = 60_000;

function policy(text: string, diagnostics: readonly Diagnostic[] = []): PolicyToLock {
  const reading = readPolicyDocument(text);
  const document: PolicyDocument | undefined = reading.ok ? reading.document : undefined;
  return { text, document, diagnostics };
}

const diagnostic = (severity: Diagnostic['severity']): Diagnostic => ({
  code: 'sample',
  severity,
  message: 'Sample.',
  range: { start: 0, end: 1 },
  fixes: [],
});

const running = (left: number, held = true): VaultLock => ({
  state: 'inProgress',
  policy: retention('claims'),
  created: now + left - 24 * 60 * minute,
  expires: now + left,
  lockId: held ? { held: true, lockId: 'l'.repeat(24) } : { held: false },
});

const free = vaultWith({ state: 'none' });
const locked = vaultWith({ state: 'locked', policy: retention('claims'), created: now });
const good = policy(retention('claims'));

describe('preflightInitiate', () => {
  const table: readonly (readonly [
    what: string,
    vault: Vault,
    policy: PolicyToLock,
    reasons: readonly string[],
  ])[] = [
    ['all is well', free, good, []],
    ['a warning', free, policy(retention('claims'), [diagnostic('warning')]), []],
    ['an error', free, policy(retention('claims'), [diagnostic('error')]), ['policyErrors']],
    ['no text', free, policy('  '), ['policyEmpty']],
    ['20,480 bytes', free, policy(retention('claims').padEnd(20_480)), []],
    ['20,481 bytes', free, policy(retention('claims').padEnd(20_481)), ['policyTooLarge']],
    [
      'too large in bytes, not in characters',
      free,
      policy(retention('claims').replace('retention', 'é'.repeat(10_300))),
      ['policyTooLarge'],
    ],
    ['another vault', free, policy(retention('other')), ['policyForOtherVault']],
    ['a wildcard that covers it', free, policy(retention('clai*')), []],
    ['a lock in progress', vaultWith(running(60 * minute)), good, ['alreadyInProgress']],
    ['a locked vault', locked, good, ['alreadyLocked']],
    ['an unknown lock', vaultWith(undefined), good, ['lockNotKnown']],
    [
      'several at once',
      locked,
      policy(retention('other'), [diagnostic('error')]),
      ['alreadyLocked', 'policyErrors', 'policyForOtherVault'],
    ],
  ];
  for (const [what, vault, given, reasons] of table) {
    it(`${what}: ${reasons.join(', ') || 'nothing against it'}`, () => {
      const { blockers } = preflightInitiate(vault, given);
      assert.deepEqual(
        blockers.map(({ reason }) => reason),
        reasons,
      );
      for (const { text } of blockers) assert.match(text, /^[A-Z].*\.$|^".*\.$/);
    });
  }

  it('names account, region, vault and the size of the policy', () => {
    const {
      account: of,
      region: inRegion,
      vaultName,
      policyBytes,
      policySha256,
    } = preflightInitiate(free, good);
    assert.deepEqual([of, inRegion, vaultName], [account, region, 'claims']);
    assert.equal(policyBytes, Buffer.byteLength(good.text));
    assert.match(policySha256, /^[0-9a-f]{64}$/);
  });
});

describe('preflightComplete', () => {
  const table: readonly (readonly [what: string, vault: Vault, reasons: readonly string[]])[] = [
    ['an hour left', vaultWith(running(60 * minute)), []],
    ['five minutes left', vaultWith(running(5 * minute)), []],
    ['less than five minutes left', vaultWith(running(5 * minute - 1)), ['littleTimeLeft']],
    ['expired', vaultWith(running(-1)), ['littleTimeLeft']],
    ['no lock ID', vaultWith(running(60 * minute, false)), ['lockIdNotHeld']],
    ['no lock', free, ['notInProgress']],
    ['a locked vault', locked, ['alreadyLocked']],
    ['an unknown lock', vaultWith(undefined), ['lockNotKnown']],
  ];
  for (const [what, vault, reasons] of table) {
    it(`${what}: ${reasons.join(', ') || 'nothing against it'}`, () => {
      const { blockers } = preflightComplete(vault, good, now);
      assert.deepEqual(
        blockers.map(({ reason }) => reason),
        reasons,
      );
    });
  }

  it('tells what the policy does, and what the linter warns of', () => {
    const given = policy(retention('claims', 2557), [diagnostic('warning'), diagnostic('error')]);
    for (const { warnings, statements } of [
      preflightComplete(vaultWith(running(60 * minute)), given, now),
      preflightInitiate(free, given),
    ]) {
      assert.deepEqual(warnings, ['Sample.']);
      assert.deepEqual(statements, [
        'Denies DeleteArchive to everyone while the archive is younger than 2,557 days',
      ]);
    }
    assert.deepEqual(preflightComplete(free, policy('{'), now).statements, []);
  });

  it('looks at the policy that is in force', () => {
    const vault = vaultWith(running(60 * minute));
    const { blockers } = preflightComplete(vault, policy(retention('other'), [diagnostic('error')]), now);
    assert.deepEqual(
      blockers.map(({ reason }) => reason),
      ['policyErrors', 'policyForOtherVault'],
    );
  });
});
