import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  applyEdits,
  evaluate,
  lint,
  parsePolicy,
  readPolicyDocument,
  vaultPolicyActions,
  type PolicyDocument,
  type RuleCode,
} from '../../../../src/policy';
import { somePolicies, target } from './somePolicies';

/** Rules that mend how something is written, so that it says for the first time what was meant. */
const structureOrSpelling: readonly RuleCode[] = [
  'json-syntax',
  'wrong-envelope',
  'data-type',
  'duplicate-key',
  'duplicate-condition-key',
  'unknown-element',
  'missing-statement',
  'missing-effect',
  'missing-action',
  'missing-resource',
  'missing-principal',
  'element-combination',
  'invalid-effect',
  'invalid-version',
  'missing-version',
  'duplicate-sid',
  'empty-list',
  'unknown-action',
  'service-wildcard',
  'unknown-operator',
  'condition-key-format',
  'unknown-condition-key',
  'tag-key-missing',
  'canonical-spelling',
  'principal-format',
];

const allButDeleteArchive = vaultPolicyActions
  .map(({ name }) => name)
  .filter((name) => name !== 'DeleteArchive');

/** Rules that exist to take something out of a Deny, and what. DeleteArchive is never among it. */
const setsFree: Readonly<Partial<Record<RuleCode, readonly string[]>>> = {
  'age-blocks-retrieval': ['InitiateJob'],
  'blocks-lock-process': ['AbortVaultLock', 'CompleteVaultLock', 'GetVaultLock'],
  'absent-key-matches-all': allButDeleteArchive,
  'deny-everything': allButDeleteArchive,
};

const principals = [
  '210987654321',
  'arn:aws:iam::210987654321:root',
  'arn:aws:iam::210987654321:user/ana',
  'arn:aws:iam::310987654321:role/Backup',
];
const ages = [0, 1, 29, 30, 31, 364, 365, 366, 367, 2556, 2557, 2558, 8760, 40_000];
const tags = [{}, { 'glacier:ResourceTag/Hold': '366' }];

interface Case {
  readonly principal: string;
  readonly action: string;
  readonly context: Readonly<Record<string, string>>;
}

/** Every request of the sample; only the two actions that have an age carry one. */
const requests: readonly Case[] = principals.flatMap((principal) =>
  vaultPolicyActions.flatMap(({ name, age }) =>
    tags.flatMap((tag): Case[] => {
      const contexts = age
        ? ages.map((days) => ({ ...tag, 'glacier:ArchiveAgeInDays': String(days) }))
        : [tag];
      return contexts.map((context) => ({ principal, action: name, context }));
    }),
  ),
);

function isDenied(document: PolicyDocument, { principal, action, context }: Case): boolean {
  const asked = { principal, action: `glacier:${action}`, resource: target, context };
  return evaluate(document, asked).decision === 'explicitDeny';
}

function read(text: string): PolicyDocument {
  const reading = readPolicyDocument(text);
  assert(reading.ok, reading.ok ? '' : `${reading.problem} ${text}`);
  return reading.document;
}

function assertKeepsProtection(text: string, withTarget: boolean): void {
  const before = read(text);
  for (const { code, fixes } of lint(parsePolicy(text), withTarget ? { targetVaultArn: target } : {})) {
    if (structureOrSpelling.includes(code as RuleCode)) continue;
    for (const fix of fixes) {
      if (!fix.preferred && !fix.fixAll) continue;
      const mended = applyEdits(text, fix.edits);
      const after = read(mended);
      const free = setsFree[code as RuleCode] ?? [];
      const freed = requests.filter(
        (asked) => !free.includes(asked.action) && isDenied(before, asked) && !isDenied(after, asked),
      );
      assert.deepEqual(freed[0], undefined, `${fix.title} (${code}) made of ${text} ${mended}`);
    }
  }
}

describe('a fix that is preferred or part of "fix all"', () => {
  it('never takes away protection, unless its rule is about just that', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(somePolicies, fc.boolean(), (text, withTarget) => assertKeepsProtection(text, withTarget)),
      { numRuns: 400 },
    );
  });
});
