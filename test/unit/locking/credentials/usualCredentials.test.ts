import assert from 'node:assert/strict';
import type { AwsProfile } from '../../../../src/glacier/awsProfiles';
import { usualCredentials } from '../../../../src/locking/credentials/usualCredentials';

const profile = (name: string, problem?: AwsProfile['problem']): AwsProfile => ({
  ...{ name, source: { kind: 'login', tokenFile: '/t' }, region: undefined, account: undefined },
  ...{ endpoint: undefined, fips: false, mfaSerials: [], problem, revision: name },
});
const keys = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 's' };
const what = (usual: string, profiles: readonly AwsProfile[], environment: Record<string, string>) => {
  const found = usualCredentials({ usual, profiles }, environment);
  return found.kind === 'profile'
    ? `${found.name}${found.profile === undefined ? ' (missing)' : ''}`
    : found.kind;
};

describe('the default credentials', () => {
  it('begin with the keys of the environment only where AWS_PROFILE is not set', () => {
    const both = [profile('default'), profile('work')];
    assert.equal(what('default', both, keys), 'keys');
    assert.equal(what('work', both, { ...keys, AWS_PROFILE: 'work' }), 'work');
    assert.equal(what('default', both, { ...keys, AWS_PROFILE: '' }), 'keys');
  });

  it('begin with the usual profile where there is no whole pair of keys, and it says anything of credentials', () => {
    assert.equal(what('default', [profile('default')], { AWS_ACCESS_KEY_ID: 'AKIA' }), 'default');
    assert.equal(what('default', [profile('default', { kind: 'noSource' })], {}), 'other');
    assert.equal(what('default', [], {}), 'other');
    assert.equal(what('gone', [], { ...keys, AWS_PROFILE: 'gone' }), 'gone (missing)');
  });
});
