import assert from 'node:assert/strict';
import type { AwsProfile, AwsProfiles } from '../../../../src/glacier/awsProfiles';
import { CredentialsWatch } from '../../../../src/locking/credentials/credentialsWatch';
import type { Connection } from '../../../../src/locking/model';
import { awsConnection, practiceConnection } from '../support/samples';

const profile = (name: string, revision: string): AwsProfile => ({
  ...{ name, revision, source: { kind: 'staticKeys' }, fips: false, mfaSerials: [] },
  ...{ region: undefined, account: undefined, endpoint: undefined, problem: undefined },
});

const files = (...profiles: readonly AwsProfile[]): AwsProfiles => ({
  ...{ profiles, usual: 'default', usualRegion: undefined, unreadable: [] },
  files: { config: '/home/.aws/config', credentials: '/home/.aws/credentials' },
  tokenFolders: ['/home/.aws/sso/cache'],
});

/** A watch whose files are what the test says. */
function setUp(first: AwsProfiles) {
  let now = first;
  let reads = 0;
  let before: () => Promise<void> = () => Promise.resolve();
  const environment: Record<string, string | undefined> = {};
  const watched: { readonly paths: readonly string[]; readonly change: () => void }[] = [];
  const logged: string[] = [];
  let ended = 0;
  const watch = new CredentialsWatch({
    read: async () => {
      reads += 1;
      const read = now;
      await before();
      return read;
    },
    environment,
    key: () => 'key',
    log: (message) => logged.push(message),
    watch: (paths, change) => {
      watched.push({ paths, change });
      return { dispose: () => (ended += 1) };
    },
  });
  let told = 0;
  watch.onDidChange(() => (told += 1));
  return {
    ...{ watch, watched, logged, environment },
    told: () => told,
    reads: () => reads,
    ended: () => ended,
    set: (next: AwsProfiles) => (now = next),
    hold: (until: () => Promise<void>) => (before = until),
  };
}

const withoutProfile: Connection = {
  ...{ id: 'aws', kind: 'aws', name: 'AWS', regions: ['us-west-2'], practice: false },
};

describe('what credentials come to', () => {
  it('is looked for, and the files watched, only once somebody asks', async () => {
    const { watch, watched, reads, ended } = setUp(files(profile('audit', 'A')));
    assert.equal(watch.digestOf(awsConnection), undefined);
    assert.deepEqual([reads(), watched.length], [0, 0]);
    await watch.look();
    assert.deepEqual(
      watched.map(({ paths }) => paths),
      [['/home/.aws/config', '/home/.aws/credentials'], ['/home/.aws/sso/cache']],
    );
    assert.equal(reads(), 2, 'once more after the watch stood');
    assert.equal(watch.digestOf(practiceConnection), undefined, 'practice has none');
    watch.dispose();
    assert.equal(ended(), 2);
  });

  it('changes with the profile of a connection, and with no other', async () => {
    const { watch, watched, told, set } = setUp(files(profile('audit', 'A'), profile('other', 'O')));
    await watch.look();
    assert.equal(told(), 1);
    const first = watch.digestOf(awsConnection);
    assert.ok(first !== undefined);
    await watch.look();
    assert.equal(told(), 1, 'nothing changed');
    set(files(profile('audit', 'A'), profile('other', 'changed')));
    await watch.look();
    assert.equal(told(), 2);
    assert.equal(watch.digestOf(awsConnection), first);
    set(files(profile('audit', 'B')));
    watched[0]?.change();
    await watch.look();
    assert.notEqual(watch.digestOf(awsConnection), first);
    set(files());
    await watch.look();
    const missing = watch.digestOf(awsConnection);
    assert.ok(missing !== undefined && missing !== first);
    set(files(profile('audit', 'A')));
    await watch.look();
    assert.equal(watch.digestOf(awsConnection), first, 'back where it was');
  });

  it('of the default chain changes with AWS_PROFILE, its profile, and the keys of the environment', async () => {
    const { watch, set, environment } = setUp(files(profile('default', 'D'), profile('audit', 'A')));
    await watch.look();
    const seen = new Set([watch.digestOf(withoutProfile)]);
    set({ ...files(profile('default', 'D'), profile('audit', 'A')), usual: 'audit' });
    await watch.look();
    seen.add(watch.digestOf(withoutProfile));
    set({ ...files(profile('default', 'D'), profile('audit', 'B')), usual: 'audit' });
    await watch.look();
    seen.add(watch.digestOf(withoutProfile));
    environment['AWS_ACCESS_KEY_ID'] = 'AKIA';
    seen.add(watch.digestOf(withoutProfile));
    assert.equal(seen.size, 4);
  });

  it('is something else once they turned out to belong to another account, for this connection only', async () => {
    const { watch, told } = setUp(files(profile('audit', 'A')));
    await watch.look();
    const other = { ...awsConnection, id: 'other' };
    const [former, ofOther] = [watch.digestOf(awsConnection), watch.digestOf(other)];
    watch.distrust(awsConnection);
    assert.equal(told(), 2);
    const next = watch.digestOf(awsConnection);
    assert.notEqual(next, former);
    assert.equal(watch.digestOf(other), ofOther);
    watch.distrust(awsConnection);
    assert.ok(![former, next].includes(watch.digestOf(awsConnection)), 'also when it is the first one again');
  });

  it('is read anew for who asks while it is being read', async () => {
    const { watch, set, hold } = setUp(files(profile('audit', 'A')));
    await watch.look();
    const former = watch.digestOf(awsConnection);
    let finish: () => void = () => undefined;
    hold(() => new Promise((resolve) => (finish = resolve)));
    const first = watch.look();
    hold(() => Promise.resolve());
    set(files(profile('audit', 'B')));
    const second = watch.look();
    finish();
    await first;
    await second;
    assert.notEqual(watch.digestOf(awsConnection), former);
  });

  it('tells of a token that was written, and says once which files cannot be used', async () => {
    const unreadable = [{ file: '/home/.aws/config', code: 'EACCES' }];
    const { watch, watched, logged } = setUp({ ...files(), unreadable });
    let signedIn = 0;
    watch.onDidSignIn(() => (signedIn += 1));
    await watch.look();
    watched[1]?.change();
    assert.equal(signedIn, 1);
    assert.deepEqual(logged, ['Shared AWS files cannot be used: /home/.aws/config (EACCES).']);
  });
});
