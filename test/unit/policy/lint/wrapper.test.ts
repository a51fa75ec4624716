import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits, lint, parsePolicy, type LintOptions, type TextRange } from '../../../../src/policy';
import { readCases } from './cases';
import { target } from './somePolicies';
import { widePolicies } from './widePolicies';

/** Escapes unit by unit, and tells where each unit went: an independent account of what the parser must find out. */
function wrapUnitByUnit(
  policyText: string,
  escape: (unit: string) => string,
): { file: string; at: number[] } {
  let file = '{"Policy": "';
  const at: number[] = [];
  for (let index = 0; index < policyText.length; index += 1) {
    at.push(file.length);
    file += escape(policyText.charAt(index));
  }
  at.push(file.length);
  return { file: `${file}"}`, at };
}

const asTheCliWantsIt = (unit: string): string => JSON.stringify(unit).slice(1, -1);
const allInHexadecimal = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

function assertSameInside(
  policyText: string,
  escape: (unit: string) => string,
  options: LintOptions = {},
): void {
  const { file, at } = wrapUnitByUnit(policyText, escape);
  const mapped = ({ start, end }: TextRange): TextRange => ({ start: at[start] ?? -1, end: at[end] ?? -1 });
  const outside = lint(parsePolicy(policyText), options);
  const inside = lint(parsePolicy(file), options);
  assert.deepEqual(
    inside.map(({ code, severity, message, range }) => ({ code, severity, message, range })),
    outside.map(({ code, severity, message, range }) => ({ code, severity, message, range: mapped(range) })),
  );
  outside.forEach(({ fixes }, index) =>
    fixes.forEach((fix, place) => {
      const twin = inside[index]?.fixes[place];
      assert.equal(twin?.title, fix.title);
      const wrapped = parsePolicy(applyEdits(file, twin.edits));
      assert.equal(wrapped.policyText, applyEdits(policyText, fix.edits));
    }),
  );
}

describe('a policy in the wrapper', () => {
  for (const { code, name, text, target, now } of readCases()) {
    if (parsePolicy(text).envelope !== 'bare' || code === 'wrong-envelope') continue;
    it(`gets the diagnostics of the bare one (${code}: ${name})`, () => {
      assertSameInside(text, asTheCliWantsIt, { targetVaultArn: target, now });
      assertSameInside(text, allInHexadecimal, { targetVaultArn: target, now });
    });
  }

  it('gets the diagnostics of the bare one, whatever the policy', function () {
    this.timeout(20_000);
    const word = fc.oneof(
      fc.constantFrom(
        'Deny',
        'deny',
        'glacier:DeleteArchive',
        'glacier:DeletArchive',
        's3:*',
        '2012-10-17',
        '*',
        '365',
      ),
      fc.constantFrom(
        'arn:aws:glacier:us-west-2:111122223333:vaults/v',
        'arn:aws:iam::1:root',
        'a"b\\c\n',
        '<x>',
        '😀',
      ),
      fc.string({ unit: 'binary', maxLength: 5 }),
    );
    const value = fc.oneof(
      word,
      fc.array(word, { maxLength: 3 }),
      fc.integer(),
      fc.constant(null),
      fc.boolean(),
    );
    const key = fc.constantFrom('glacier:ArchiveAgeinDays', 'aws:SourceIp', 'glacier:ResourceTag', 'x');
    const operator = fc.constantFrom('NumericLessThan', 'DateLessThan', 'StringEqual', 'Bool');
    const condition = fc.dictionary(operator, fc.dictionary(key, value));
    const element = fc.constantFrom(
      'Effect',
      'Action',
      'NotAction',
      'Resource',
      'Sid',
      'Condition',
      'principal',
    );
    const principal = fc.oneof(value, fc.dictionary(fc.constantFrom('AWS', 'aws', 'Service'), value));
    const statement = fc
      .tuple(fc.dictionary(element, value), fc.option(principal), fc.option(condition))
      .map(([elements, who, tests]) => ({
        ...elements,
        ...(who && { Principal: who }),
        ...(tests && { Condition: tests }),
      }));
    const policy = fc.record({
      Version: word,
      Statement: fc.oneof(fc.array(statement, { maxLength: 3 }), value),
    });
    fc.assert(
      fc.property(policy, fc.integer({ min: 0, max: 2 }), fc.boolean(), (document, indent, hexadecimal) => {
        const text = JSON.stringify(document, undefined, indent);
        assertSameInside(text, hexadecimal ? allInHexadecimal : asTheCliWantsIt);
      }),
      { numRuns: 150 },
    );
  });

  it('gets the diagnostics of the bare one, whatever the rule', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(widePolicies, fc.boolean(), fc.boolean(), (text, hexadecimal, withTarget) => {
        assertSameInside(
          text,
          hexadecimal ? allInHexadecimal : asTheCliWantsIt,
          withTarget ? { targetVaultArn: target } : {},
        );
      }),
      { numRuns: Number(process.env['VAULT_LOCK_RUNS'] ?? 300) },
    );
  });
});
