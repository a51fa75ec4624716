import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lint, parsePolicy, readRuleSettings, ruleCodes } from '../../../../src/policy';

describe('the setting for the rules', () => {
  it('takes every rule at every severity, and off', () => {
    for (const severity of ['error', 'warning', 'information', 'hint', 'off']) {
      const value = Object.fromEntries(ruleCodes.map((code) => [code, severity]));
      assert.deepEqual(readRuleSettings(value), { severities: value, problems: [] });
    }
  });

  it('says of a name that is no rule which one was meant', () => {
    assert.deepEqual(readRuleSettings({ 'age-boundry': 'off', 'age-value': 'hint', toString: 'off' }), {
      severities: { 'age-value': 'hint' },
      problems: [
        'It names "age-boundry", which is no rule. Did you mean "age-boundary"?',
        'It names "toString", which is no rule.',
      ],
    });
  });

  it('says of a severity that is none which ones there are', () => {
    const known = 'error, warning, information, hint or off';
    assert.deepEqual(
      readRuleSettings({ 'age-value': 'warn', 'age-boundary': 0, 'age-direction': 'Of' }).problems,
      [
        `It sets "age-value" to "warn", which is not ${known}.`,
        `It sets "age-boundary" to 0, which is not ${known}.`,
        `It sets "age-direction" to "Of", which is not ${known}.`,
      ],
    );
  });

  it('never throws, and means nothing where it is no object', () => {
    for (const none of [undefined, null]) assert.deepEqual(readRuleSettings(none).problems, []);
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const { severities, problems } = readRuleSettings(value);
        assert.ok(problems.length <= 10);
        const silent = typeof value !== 'object' || value === null || Array.isArray(value);
        if (silent) assert.deepEqual(severities, {});
      }),
    );
  });

  it('silences a rule, and lets another speak up', () => {
    const policy = parsePolicy(
      '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"glacier:DeleteArchive","Resource":"*","Condition":{"NumericLessThan":{"glacier:ArchiveAgeInDays":"2555"}}}]}',
    );
    const boundaryAt = (setting: unknown): string | undefined =>
      lint(policy, readRuleSettings(setting)).find(({ code }) => code === 'age-boundary')?.severity;
    assert.equal(boundaryAt({}), 'information');
    assert.equal(boundaryAt({ 'age-boundary': 'error' }), 'error');
    assert.equal(boundaryAt({ 'age-boundary': 'off' }), undefined);
  });
});
