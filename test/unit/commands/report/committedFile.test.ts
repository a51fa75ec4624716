import assert from 'node:assert/strict';
import { committedFile, type Repository } from '../../../../src/commands/report/committedFile';
import { policyText, younger } from '../../report/sample';

const hash = '9f2c1d5e7a8b4c3d2e1f0a9b8c7d6e5f4a3b2c1d';
const inForce = policyText('ledger', younger(366));
const vaultArn = 'arn:aws:glacier:eu-west-1:111122223333:vaults/ledger';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A repository with one commit that has these files. */
function repository(files: Readonly<Record<string, string>>, more: Partial<Repository> = {}): Repository {
  const unknown = Object.assign(new Error('Path not known by git'), { gitErrorCode: 'UnknownPath' });
  const contentOf = (ref: string, path: string): string | undefined =>
    ref === hash ? files[path] : undefined;
  return {
    state: { HEAD: { name: 'main', commit: hash } },
    getCommit: (ref) => Promise.resolve({ hash: ref, commitDate: new Date('2026-02-28T12:00:00Z') }),
    getObjectDetails: (ref, path) =>
      contentOf(ref, path) === undefined ? Promise.reject(unknown) : Promise.resolve({}),
    buffer: (ref, path) => Promise.resolve(bytes(contentOf(ref, path) ?? '')),
    ...more,
  };
}

const look = (git: Repository, onDisk: string, policy: string | undefined = inForce) =>
  committedFile(git, '/ws/a.json', () => Promise.resolve(bytes(onDisk)), { inForce: policy, vaultArn });

describe('what the commit says of a policy file', () => {
  it('names the commit, and tells that the file is the same and means what is in force', async () => {
    const laidOut = JSON.stringify(JSON.parse(inForce), undefined, 2);
    assert.deepEqual(await look(repository({ '/ws/a.json': laidOut }), laidOut.replaceAll('\n', '\r\n')), {
      kind: 'commit',
      hash,
      branch: 'main',
      date: '2026-02-28T12:00:00.000Z',
      file: { kind: 'present', unchanged: true, agreement: 'same' },
    });
  });

  it('tells a changed file, and holds the policy of the commit against the one in force, not that on the disk', async () => {
    const found = await look(repository({ '/ws/a.json': policyText('ledger', younger(30)) }), inForce);
    assert.deepEqual(found.kind === 'commit' && found.file, {
      kind: 'present',
      unchanged: false,
      agreement: 'differs',
    });
  });

  it('reads through the wrapper of the AWS CLI', async () => {
    const wrapped = JSON.stringify({ Policy: inForce });
    const found = await look(repository({ '/ws/a.json': wrapped }), wrapped);
    assert.deepEqual(found.kind === 'commit' && found.file, {
      kind: 'present',
      unchanged: true,
      agreement: 'same',
    });
  });

  it('tells a file that is not committed, one that is no policy there, and one that cannot be read', async () => {
    const absent = await look(repository({}), inForce);
    assert.deepEqual(absent.kind === 'commit' && absent.file, { kind: 'absent' });
    const draft = await look(repository({ '/ws/a.json': '{' }), inForce);
    assert.equal(
      draft.kind === 'commit' && draft.file.kind === 'present' && draft.file.agreement,
      'unreadable',
    );
    const broken = await look(
      repository({ '/ws/a.json': '' }, { buffer: () => Promise.reject(new Error('Could not show object.')) }),
      inForce,
    );
    assert.deepEqual(broken.kind === 'commit' && broken.file, {
      kind: 'unreadable',
      reason: 'Could not show object.',
    });
  });

  it('compares nothing where no policy is in force', async () => {
    const found = await committedFile(
      repository({ '/ws/a.json': inForce }),
      '/ws/a.json',
      () => Promise.resolve(bytes(inForce)),
      {
        inForce: undefined,
        vaultArn,
      },
    );
    assert.equal(found.kind === 'commit' && found.file.kind === 'present' && found.file.agreement, undefined);
  });

  it('says so where there is no commit yet, and does without a date', async () => {
    assert.deepEqual(await look(repository({}, { state: {} }), inForce), {
      kind: 'none',
      reason: 'The repository has no commit yet.',
    });
    const dateless = await look(
      repository({ '/ws/a.json': inForce }, { getCommit: () => Promise.reject(new Error('no')) }),
      inForce,
    );
    assert.ok(dateless.kind === 'commit' && dateless.date === undefined && dateless.hash === hash);
  });
});
