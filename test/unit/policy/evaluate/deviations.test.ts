import assert from 'node:assert/strict';
import { holds, holdsIn2008 } from './asking';

/** Where other evaluators are known to be wrong. Each was checked against AWS's documentation or service. */
describe('evaluate: mistakes that other evaluators make', () => {
  it('no variables under 2008', () => {
    const condition = { StringEquals: { test: '${aws:username}' } };
    assert.equal(holdsIn2008(condition, { test: 'ana', 'aws:username': 'ana' }), false);
    assert.equal(holdsIn2008(condition, { test: '${aws:username}', 'aws:username': 'ana' }), true);
  });

  it('epoch numbers are seconds, on the same scale as ISO dates', () => {
    const noon = '2024-01-01T12:00:00Z';
    assert.equal(holds({ DateEquals: { now: '1704110400' } }, { now: noon }), true);
    assert.equal(holds({ DateLessThan: { now: '1704110401' } }, { now: noon }), true);
    assert.equal(holds({ DateGreaterThan: { now: '1704110399' } }, { now: noon }), true);
    assert.equal(holds({ DateLessThan: { now: '2024-01-01T12:00:01Z' } }, { now: '1704110400' }), true);
  });

  it('IPv6 addresses are compared by value', () => {
    assert.equal(holds({ IpAddress: { ip: '2001:db8::a' } }, { ip: '2001:0DB8:0:0:0:0:0:A' }), true);
    assert.equal(holds({ NotIpAddress: { ip: '2001:db8::a' } }, { ip: '2001:0DB8:0:0:0:0:0:A' }), false);
  });

  it('a bare IPv6 address in NotIpAddress does not stop a caller by IPv4', () => {
    assert.equal(holds({ NotIpAddress: { ip: '2001:db8::1' } }, { ip: '203.0.113.7' }), true);
    assert.equal(holds({ NotIpAddress: { ip: ['2001:db8::1', '10.0.0.0/8'] } }, { ip: '203.0.113.7' }), true);
  });

  it('${$} is read in StringEquals', () => {
    assert.equal(holds({ StringEquals: { key: '${$}5' } }, { key: '$5' }), true);
    assert.equal(holds({ StringNotEquals: { key: '${$}5' } }, { key: '$5' }), false);
  });

  it('a variable without value lets negated operators hold', () => {
    for (const operator of [
      'StringNotEquals',
      'StringNotLike',
      'StringNotEqualsIgnoreCase',
      'ArnNotLike',
      'ArnNotEquals',
    ])
      assert.equal(holds({ [operator]: { key: '${aws:username}' } }, { key: 'a' }), true, operator);
  });

  it('12abc is no number', () => {
    for (const operator of [
      'NumericEquals',
      'NumericNotEquals',
      'NumericLessThanEquals',
      'NumericGreaterThanEquals',
    ]) {
      assert.equal(holds({ [operator]: { n: '12' } }, { n: '12abc' }), false, operator);
      assert.equal(holds({ [operator]: { n: '12abc' } }, { n: '12' }), false, operator);
    }
  });

  it('ArnNot… holds for what is no ARN', () => {
    for (const operator of ['ArnNotEquals', 'ArnNotLike']) {
      assert.equal(
        holds({ [operator]: { arn: 'arn:aws:iam::*:role/x' } }, { arn: 'nonsense' }),
        true,
        operator,
      );
      assert.equal(
        holds({ [operator]: { arn: 'nonsense' } }, { arn: 'arn:aws:iam::1:role/x' }),
        true,
        operator,
      );
    }
  });

  it('a negated set operator on an absent key: ForAllValues true, ForAnyValue false', () => {
    assert.equal(holds({ 'ForAllValues:StringNotEquals': { key: 'a' } }, {}), true);
    assert.equal(holds({ 'ForAnyValue:StringNotEquals': { key: 'a' } }, {}), false);
  });

  it('a star takes colons and slashes alike where it crosses parts at all', () => {
    assert.equal(holds({ StringLike: { key: 'a*z' } }, { key: 'a:b/c:z' }), true);
    assert.equal(holds({ ArnLike: { key: 'arn:aws:s3:::a*z' } }, { key: 'arn:aws:s3:::a:b/c:z' }), true);
    assert.equal(holds({ ArnLike: { key: 'arn:aws:s*:b' } }, { key: 'arn:aws:s3:::a:b' }), false);
  });
});
