import assert from 'node:assert/strict';
import type { Diagnostic, PolicyDocument } from '../../../src/policy';
import { readPolicyDocument, runTestFilesOn } from '../../../src/policy';
import {
  preflightComplete,
  preflightInitiate,
  type Blocker,
  type CompleteEvidence,
  type PolicyToLock,
} from '../../../src/locking/preflight';
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

/** Nothing speaks against it. */
const evidence: CompleteEvidence = {
  origin: { kind: 'here', policy: retention('claims'), account, at: now, user: 'ana' },
  drift: { kind: 'compared', file: 'claims.json', agreement: 'same' },
  tests: runTestFilesOn(good.text, []),
  restrictions: { readOnly: false, allowComplete: true },
  trusted: true,
  nameOf: (id) => id,
};

const testFile = (age: string): string =>
  `{ "tests": [{ "name": "kept", "action": "DeleteArchive", "age": "${age}", "expect": "denied" }] }`;

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
      const { blockers } = preflightComplete(vault, good, now, evidence);
      assert.deepEqual(
        blockers.map(({ reason }) => reason),
        reasons,
      );
    });
  }

  it('tells what the policy does, and what the linter warns of', () => {
    const given = policy(retention('claims', 2557), [diagnostic('warning'), diagnostic('error')]);
    for (const { warnings, statements } of [
      preflightComplete(vaultWith(running(60 * minute)), given, now, evidence),
      preflightInitiate(free, given),
    ]) {
      assert.deepEqual(warnings, ['Sample.']);
      assert.deepEqual(statements, [
        'Denies DeleteArchive to everyone while the archive is younger than 2,557 days',
      ]);
    }
    assert.deepEqual(preflightComplete(free, policy('{'), now, evidence).statements, []);
  });

  it('looks at the policy that is in force', () => {
    const vault = vaultWith(running(60 * minute));
    const given = policy(retention('other'), [diagnostic('error')]);
    const { blockers } = preflightComplete(vault, given, now, { ...evidence, origin: { kind: 'elsewhere' } });
    assert.deepEqual(
      blockers.map(({ reason }) => reason),
      ['policyErrors', 'policyForOtherVault'],
    );
  });

  const running1h = vaultWith(running(60 * minute));
  const evidences: readonly (readonly [
    what: string,
    evidence: Partial<CompleteEvidence>,
    reasons: readonly Blocker['reason'][],
  ])[] = [
    ['all is well', {}, []],
    [
      'initiated from here in other words',
      {
        origin: {
          kind: 'here',
          policy: JSON.stringify(JSON.parse(retention('claims')), null, 2),
          account,
          at: now,
          user: undefined,
        },
      },
      [],
    ],
    [
      'another policy than was initiated',
      { origin: { kind: 'here', policy: retention('claims', 366), account, at: now, user: 'ana' } },
      ['notAsInitiated'],
    ],
    ['initiated elsewhere', { origin: { kind: 'elsewhere' } }, []],
    [
      'initiated in another account through this connection',
      { origin: { kind: 'otherAccount', account: '444455556666' } },
      ['otherAccount'],
    ],
    ['no file', { drift: undefined }, []],
    [
      'a file with the same effect in other words',
      { drift: { kind: 'compared', file: 'claims.json', agreement: 'sameEffect' } },
      [],
    ],
    [
      'a file that means something else',
      { drift: { kind: 'compared', file: 'claims.json', agreement: 'differs' } },
      ['notAsFile'],
    ],
    [
      'a file that cannot be read',
      { drift: { kind: 'compared', file: 'claims.json', agreement: 'unreadable' } },
      ['notAsFile'],
    ],
    [
      'several files, and nobody has said which counts',
      { drift: { kind: 'several', files: ['one.json', 'two.json', 'three.json'] } },
      ['fileUnclear'],
    ],
    ['a chosen file that is missing', { drift: { kind: 'missing', file: 'claims.json' } }, ['fileUnclear']],
    ['tests that pass', { tests: runTestFilesOn(good.text, [{ id: 't', text: testFile('0-364') }]) }, []],
    [
      'a test that fails',
      { tests: runTestFilesOn(good.text, [{ id: 't', text: testFile('0-365') }]) },
      ['testsFailed'],
    ],
    [
      'tests that cannot be run',
      { tests: runTestFilesOn(good.text, [{ id: 't', text: '{' }]) },
      ['testsNotRun'],
    ],
    [
      'both',
      {
        tests: runTestFilesOn(good.text, [
          { id: 't', text: testFile('0-365') },
          { id: 'u', text: '{"tests": []}' },
        ]),
      },
      ['testsFailed', 'testsNotRun'],
    ],
    ['a workspace that is not trusted', { trusted: false }, ['notTrusted']],
    ['read-only mode', { restrictions: { readOnly: true, allowComplete: true } }, ['switchedOff']],
    ['completing switched off', { restrictions: { readOnly: false, allowComplete: false } }, ['switchedOff']],
    [
      'all at once',
      {
        trusted: false,
        restrictions: { readOnly: true, allowComplete: false },
        origin: { kind: 'here', policy: retention('claims', 1), account, at: now, user: 'ana' },
        drift: { kind: 'compared', file: 'claims.json', agreement: 'differs' },
        tests: runTestFilesOn(good.text, [{ id: 't', text: testFile('0-365') }]),
      },
      ['notTrusted', 'switchedOff', 'notAsInitiated', 'notAsFile', 'testsFailed'],
    ],
  ];
  for (const [what, besides, reasons] of evidences) {
    it(`${what}: ${reasons.join(', ') || 'nothing against it'}`, () => {
      const { blockers } = preflightComplete(running1h, good, now, { ...evidence, ...besides });
      assert.deepEqual(
        blockers.map(({ reason }) => reason),
        reasons,
      );
      for (const { text } of blockers) assert.match(text, /^[A-Za-z].*\.$/);
    });
  }

  it('names the file, the test and the number of failures', () => {
    const two = testFile('0-365').replace(
      '}] }',
      '}, { "name": "other", "action": "DeleteArchive", "expect": "denied" }] }',
    );
    const tests = runTestFilesOn(good.text, [{ id: 'claims.test.json', text: two }]);
    const [blocker] = preflightComplete(running1h, good, now, { ...evidence, tests }).blockers;
    assert.equal(
      blocker?.text,
      'On the policy in force "kept" and 1 more of the policy tests failed (claims.test.json).',
    );
    const drift = { kind: 'several', files: ['a', 'b', 'c'] } as const;
    const [unclear] = preflightComplete(running1h, good, now, { ...evidence, drift }).blockers;
    assert.match(unclear?.text ?? '', /^a, b and c are all about this vault/);
  });

  it('blames the file only where the policy in force can be read', () => {
    const drift = { kind: 'compared', file: 'claims.json', agreement: 'unreadable' } as const;
    const about = (inForce: PolicyToLock): string | undefined =>
      preflightComplete(running1h, inForce, now, { ...evidence, drift }).blockers.find(
        ({ reason }) => reason === 'notAsFile',
      )?.text;
    assert.match(about(good) ?? '', /^claims\.json, .* cannot be read as a policy: correct it/);
    assert.match(about(policy('{')) ?? '', /^The policy in force cannot be read as a policy/);
  });

  it('says what the policy comes to for good', () => {
    assert.deepEqual(preflightComplete(running1h, good, now, evidence).effect, [
      'Nobody, root included, can delete an archive before day 365 (one year without a leap day) (statement 1).',
      'The vault can be emptied only by deleting every archive, each from its day 365 on, and deleted only when it is empty.',
    ]);
    assert.deepEqual(preflightComplete(running1h, policy('{'), now, evidence).effect, []);
  });
});
