import assert from 'node:assert/strict';
import { lint, parsePolicy } from '../../../../src/policy';

function said(condition: object, now?: string, ...others: object[]): string | undefined {
  const statement = {
    Effect: 'Deny',
    Principal: '*',
    Action: 'glacier:DeleteArchive',
    Resource: '*',
    Condition: condition,
  };
  const text = JSON.stringify({ Version: '2012-10-17', Statement: [statement, ...others] });
  const found = lint(parsePolicy(text), { now: now === undefined ? undefined : new Date(now) });
  return found.find(({ code }) => code === 'time-bomb')?.message;
}

const ends = { DateLessThan: { 'aws:CurrentTime': '2031-01-01T00:00:00Z' } };
const begins = { DateGreaterThanEquals: { 'aws:EpochTime': '1924992000' } };
const span = {
  DateGreaterThan: { 'aws:CurrentTime': '2031-01-01' },
  DateLessThan: { 'aws:CurrentTime': '2032-01-01T12:30:00+02:00' },
};

describe('a date in a Deny', () => {
  it('is told with the day on which things change, whatever the day', () => {
    for (const now of [undefined, '2026-06-01']) {
      assert.match(said(ends, now) ?? '', /^From 2031-01-01 on this denies nothing/);
      assert.match(said(begins, now) ?? '', /^Until 2031-01-01 this denies nothing/);
      assert.match(said(span, now) ?? '', /^Until 2031-01-01 .* ends on 2032-01-01T10:30:00Z/);
    }
  });

  it('is told to be past where the time is known, and only there', () => {
    assert.match(said(ends, '2031-01-02') ?? '', /past: this statement denies nothing any more/);
    assert.match(said(begins, '2031-01-02') ?? '', /past: this test is true from now on/);
    assert.match(said(span, '2033-01-01') ?? '', /past: this statement denies nothing any more/);
    assert.match(said(span, '2031-06-01') ?? '', /^From 2032-01-01T10:30:00Z on this denies nothing/);
  });

  it('is not said to free archives that another statement keeps', () => {
    const retention = {
      Effect: 'Deny',
      Principal: '*',
      Action: 'glacier:DeleteArchive',
      Resource: '*',
      Condition: { NumericLessThan: { 'glacier:ArchiveAgeInDays': 366 } },
    };
    for (const condition of [ends, begins]) {
      assert.match(said(condition) ?? '', /archives of every age can be deleted/);
      assert.doesNotMatch(said(condition, undefined, retention) ?? 'of every age', /of every age/);
    }
  });

  it('counts from the very moment', () => {
    assert.match(said(ends, '2030-12-31T23:59:59Z') ?? '', /^From 2031-01-01/);
    assert.match(said(ends, '2031-01-01T00:00:00Z') ?? '', /past/);
  });

  it('is no matter where it changes nothing', () => {
    assert.equal(said({ DateNotEquals: { 'aws:CurrentTime': '2031-01-01' } }), undefined);
  });
});
