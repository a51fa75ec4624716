import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  actions,
  expandAction,
  findAction,
  vaultPolicyActions,
} from '../../../../src/policy/vocabulary/actions';
import {
  conditionKeys,
  globalKeys,
  isAgeKey,
  readConditionKey,
} from '../../../../src/policy/vocabulary/conditionKeys';
import { judgeCondition } from '../../../../src/policy/evaluate/condition';
import { readContext } from '../../../../src/policy/evaluate/requestContext';
import { editDistance, nearest } from '../../../../src/policy/vocabulary/nearest';
import {
  describeOperator,
  holdsWhenAbsent,
  operators,
  readOperator,
} from '../../../../src/policy/vocabulary/operators';
import { findRegion, regions } from '../../../../src/policy/vocabulary/regions';

describe('actions', () => {
  it('are 33, of which a vault policy can govern 27', () => {
    assert.equal(actions.length, 33);
    assert.equal(new Set(actions.map(({ name }) => name)).size, 33);
    assert.equal(vaultPolicyActions.length, 27);
  });

  it('carry the age in two cases only', () => {
    assert.deepEqual(
      actions.filter(({ age }) => age).map(({ name }) => name),
      ['DeleteArchive', 'InitiateJob'],
    );
    assert.equal(actions.filter(({ tag }) => tag).length, 15);
  });

  it('are found whatever their capitals', () =>
    assert.equal(findAction('deletearchive')?.name, 'DeleteArchive'));

  const expansions: readonly [string, number][] = [
    ['*', 33],
    ['**', 33],
    ['glacier:*', 33],
    ['GLACIER:deletearchive', 1],
    ['glacier:Delete*', 4],
    ['glacier:*VaultLock', 4],
    ['glacier:Get?obOutput', 1],
    ['glacier:DeleteArchive ', 0],
    ['glacier:', 0],
    ['gl*:DeleteArchive', 0],
    ['*:DeleteArchive', 0],
    ['s3:DeleteObject', 0],
    ['DeleteArchive', 0],
  ];
  for (const [entry, count] of expansions)
    it(`${entry} stands for ${count}`, () => assert.equal(expandAction(entry).length, count));
});

describe('condition keys', () => {
  it('are 51 global ones', () => assert.equal(new Set(globalKeys.map(({ name }) => name)).size, 51));

  const keys: readonly [string, string | undefined, string | undefined][] = [
    ['glacier:ArchiveAgeinDays', 'glacier:ArchiveAgeInDays', undefined],
    ['glacier:ResourceTag/Legal/Hold', 'glacier:ResourceTag', 'Legal/Hold'],
    ['glacier:ResourceTag/', 'glacier:ResourceTag', ''],
    ['AWS:principaltag/team', 'aws:PrincipalTag', 'team'],
    ['aws:SourceIp', 'aws:SourceIp', undefined],
    ['aws:SourceIp/x', undefined, undefined],
    ['aws:ARN', undefined, undefined],
    ['glacier:ArchiveAge', undefined, undefined],
  ];
  for (const [written, name, tagKey] of keys) {
    it(`reads ${written}`, () => {
      const use = readConditionKey(written);
      assert.equal(use?.key.name, name);
      assert.equal(use?.tagKey, tagKey);
    });
  }

  it('know the age in any spelling', () => {
    assert.deepEqual(['glacier:archiveageindays', 'glacier:ArchiveAge'].map(isAgeKey), [true, false]);
  });
});

describe('operators', () => {
  it('are 27', () => assert.equal(operators.length, 27));

  const written: readonly [string, string | undefined][] = [
    ['NumericLessThan', 'NumericLessThan'],
    ['numericlessthan', 'NumericLessThan'],
    ['foranyvalue:stringlikeifexists', 'ForAnyValue:StringLikeIfExists'],
    ['ForAllValues:StringNotEquals', 'ForAllValues:StringNotEquals'],
    ['NullIfExists', 'NullIfExists'],
    ['ForSomeValues:StringEquals', undefined],
    ['LessThan', undefined],
    ['NumericLessThan ', undefined],
    ['', undefined],
  ];
  for (const [name, canonical] of written)
    it(`reads "${name}"`, () => assert.equal(readOperator(name)?.canonical, canonical));

  it('know which of them are negated', () => {
    const negated = operators.filter((operator) => operator.negated).map(({ name }) => name);
    assert.equal(negated.length, 8);
    assert.ok(negated.every((name) => name.includes('Not')));
  });
});

describe('regions', () => {
  it('are 29 with vaults, each in one partition', () => {
    assert.equal(regions.length, 29);
    assert.equal(findRegion('us-gov-east-1')?.partition, 'aws-us-gov');
    assert.equal(findRegion('il-central-1'), undefined);
  });
});

describe('descriptions', () => {
  /** One sentence of plain text: hover and completion set it as it is. */
  const sentence = /^[A-Z][^.\n]*\.$/;

  it('are one sentence each for actions, keys and operators', () => {
    for (const { name, description } of [...actions, ...conditionKeys, ...operators])
      assert.match(description, sentence, name);
    for (const { name, whenPresent } of conditionKeys) assert.match(whenPresent, sentence, name);
  });

  it('say of different things different things', () => {
    for (const described of [actions, conditionKeys])
      assert.equal(new Set(described.map(({ description }) => description)).size, described.length);
    assert.equal(new Set(regions.map(({ place }) => place)).size, regions.length);
  });

  it('leave open for no key which sessions carry it', () => {
    for (const { name, whenPresent } of conditionKeys)
      assert.doesNotMatch(whenPresent, /certain sessions/, name);
  });

  const whole: readonly [string, RegExp][] = [
    ['NumericLessThan', /smaller number\. If the request lacks the key, the test fails/],
    ['StringNotEquals', /none of these texts.* the test holds all the same\.$/],
    ['NumericLessThanIfExists', /IfExists: if the request lacks the key, the test holds\.$/],
    ['ForAllValues:StringLike', /Every value of the request must pass\. .* the test holds all the same\.$/],
    ['ForAnyValue:StringNotLike', /One value .* is enough\. .* the test fails and/],
    ['Null', /"true" holds if it is absent, "false" if it is present\.$/],
    ['ForAnyValue:Null', /always false\.$/],
  ];
  for (const [written, expected] of whole)
    it(`tell of ${written} what it makes of an absent key`, () => {
      const use = readOperator(written);
      assert.ok(use);
      assert.match(describeOperator(use), expected);
    });

  it('agree with the evaluator about an absent key', () => {
    const sets = ['', 'ForAllValues:', 'ForAnyValue:'];
    for (const { name, family } of operators)
      for (const set of sets)
        for (const suffix of family === 'Null' ? [''] : ['', 'IfExists']) {
          const operator = `${set}${name}${suffix}`;
          const use = readOperator(operator);
          assert.ok(use);
          const test = { operator, key: 'aws:SourceIp', values: ['false'] };
          const { holds } = judgeCondition(test, readContext({}), undefined);
          assert.equal(holdsWhenAbsent(use) ?? false, holds, operator);
        }
  });
});

describe('nearest', () => {
  const names = actions.map(({ name }) => name);
  const meant: readonly [string, string | undefined][] = [
    ['DeletArchive', 'DeleteArchive'],
    ['DeleteArchives', 'DeleteArchive'],
    ['deletearchvie', 'DeleteArchive'],
    ['DeleteArhcive', 'DeleteArchive'],
    ['CompletVaultLock', 'CompleteVaultLock'],
    ['SetVaultAccess', 'SetVaultAccessPolicy'],
    ['Delete', undefined],
    ['Get', undefined],
    ['PutObject', undefined],
    ['Archive', undefined],
    ['', undefined],
    ['x'.repeat(5000), undefined],
  ];
  for (const [word, name] of meant)
    it(`takes "${word.slice(0, 30)}" for ${name ?? 'nothing'}`, () =>
      assert.equal(nearest(word, names), name));

  it('does not choose between equals', () => {
    assert.equal(nearest('us-east-3', ['us-east-1', 'us-east-2']), undefined);
  });
});

describe('editDistance', () => {
  it('counts a swap of neighbours as one', () => assert.equal(editDistance('abcd', 'acbd', 3), 1));
  it('is symmetric, zero only for equals, and right about its limit', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), fc.nat(8), (a, b, limit) => {
        const distance = editDistance(a, b, 100);
        assert.equal(editDistance(b, a, 100), distance);
        assert.equal(distance === 0, a === b);
        assert.equal(Math.min(editDistance(a, b, limit), limit + 1), Math.min(distance, limit + 1));
      }),
    );
  });
});
