import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { jsonReport, makeEvidence, makeEvidenceWithPauses, type VaultSources } from '../../../src/report';
import {
  arnOf,
  brokenLedger,
  created,
  elsewhere,
  held,
  inProgress,
  ledgerOf,
  lockedFromHere,
  lockedVault,
  policyText,
  practised,
  prod,
  readAt,
  sourcesOf,
  younger,
} from './sample';

const policy = policyText('ledger', { Sid: 'Keep', ...younger(366) });
const locked = lockedVault('ledger', policy);
const only = (vault: VaultSources, ledger?: Buffer) => {
  const [evidence] = makeEvidence(sourcesOf([vault], ledger)).vaults;
  assert.ok(evidence);
  return evidence;
};

describe('the facts of an evidence report', () => {
  it('identifies the policy by its text as it came, and by its meaning', () => {
    const laidOut = JSON.stringify(JSON.parse(policy), undefined, 2);
    const [one, other] = [only(locked).policy, only(lockedVault('ledger', laidOut)).policy];
    assert.ok(one?.meaning.readable && other?.meaning.readable);
    assert.equal(one.sha256, createHash('sha256').update(policy).digest('hex'));
    assert.equal(one.bytes, Buffer.byteLength(policy));
    assert.notEqual(one.sha256, other.sha256);
    assert.deepEqual(one.meaning.canonical, other.meaning.canonical);
  });

  it('tells the first deletable day of each statement, and what the whole comes to', () => {
    const { policy: evidence } = only(lockedVault('ledger', policyText('ledger', younger(366), younger(30))));
    assert.ok(evidence?.meaning.readable);
    assert.deepEqual(
      evidence.meaning.statements.map(({ number, deletion }) => [number, deletion.map(({ day }) => day)]),
      [
        [1, [366]],
        [2, [30]],
      ],
    );
    assert.match(evidence.meaning.headline.join(' '), /366 days/);
  });

  it('tells what can be done with a lock only while it is in progress', () => {
    const kinds = (vault: VaultSources): readonly string[] => {
      const { policy: evidence } = only(vault);
      assert.ok(evidence?.meaning.readable);
      return evidence.meaning.facts.map(({ kind }) => kind);
    };
    const ofLock = ['abort-lock', 'complete-lock'];
    assert.deepEqual(
      kinds(inProgress(policy)).filter((kind) => ofLock.includes(kind)),
      ofLock,
    );
    assert.deepEqual(
      kinds(locked).filter((kind) => ofLock.includes(kind)),
      [],
    );
  });

  it('names the tags that the policy hangs on, and who may change them', () => {
    const guarded = only(
      lockedVault(
        'ledger',
        policyText('ledger', held, { Action: ['glacier:AddTagsToVault', 'glacier:RemoveTagsFromVault'] }),
      ),
    ).policy;
    assert.ok(guarded?.meaning.readable);
    assert.deepEqual(
      guarded.meaning.hold.tags.map(({ tag }) => tag),
      ['LegalHold'],
    );
    assert.match(guarded.meaning.hold.whoMayChange.join(), /can never change the tags of the vault/);
    const open = only(lockedVault('ledger', policyText('ledger', held))).policy;
    assert.ok(open?.meaning.readable);
    assert.deepEqual(open.meaning.hold.whoMayChange, ['The owner can still change the tags of the vault.']);
  });

  describe('tells what the policy says to deletion with the tags that were read', () => {
    const now = (tags: Readonly<Record<string, string>>, ...statements: readonly object[]) => {
      const { policy: evidence } = only(
        lockedVault('ledger', policyText('ledger', ...statements.map((each) => ({ ...each }))), {
          tags: { read: true, value: tags, requestId: undefined, glacierTime: readAt },
        }),
      );
      assert.ok(evidence?.meaning.readable);
      return evidence.meaning.hold.now?.map(({ callers, text }) => `${callers}: ${text}`);
    };
    const everyone = 'Everyone, root included: ';
    const nothing = `${everyone}nothing in this policy keeps archives from being deleted`;
    const year = `${everyone}this policy denies deleting archives on days 0 to 365; at any other age nothing in it keeps them`;
    const never = `${everyone}this policy denies deleting archives at any age`;
    const older = { Condition: { NumericGreaterThan: { 'glacier:ArchiveAgeInDays': '365' } } };

    it('whatever their capitals', () => {
      assert.deepEqual(now({}, younger(366), held), [year]);
      assert.deepEqual(now({ LegalHold: 'false', Else: '1', else: '2' }, younger(366), held), [year]);
      assert.deepEqual(now({ LegalHold: 'true' }, younger(366), held), [never]);
      assert.deepEqual(now({ legalhold: '' }, younger(366), held), [never]);
      assert.deepEqual(now({}, held), [nothing]);
    });

    it('also where archives are denied at a later age only, or twice', () => {
      const late = `${everyone}this policy denies deleting archives from day 366 on; at any other age nothing in it keeps them`;
      assert.deepEqual(now({}, older, held), [late]);
      assert.deepEqual(now({ LegalHold: 'true' }, older, held), [never]);
      assert.deepEqual(now({}, younger(100), older, held), [
        `${everyone}this policy denies deleting archives on days 0 to 99 and from day 366 on; at any other age nothing in it keeps them`,
      ]);
    });

    it('but not of callers for whom AWS does not say', () => {
      const role = 'arn:aws:iam::111122223333:role/app';
      const but = `Everyone, root included, but not ${role}: this policy denies deleting archives at any age`;
      const spared = { Principal: undefined, NotPrincipal: { AWS: role } };
      assert.deepEqual(now({}, spared, held), [but]);
      const unless = { Condition: { ArnNotEquals: { 'aws:PrincipalArn': role } } };
      const [told = '', ...rest] = now({}, unless, held) ?? [];
      assert.doesNotMatch(told, /services/);
      assert.deepEqual(rest, [`${role}: nothing in this policy keeps archives from being deleted`]);
    });

    it('but not where two tags differ in capitals only, or where more than tags decides', () => {
      assert.equal(now({ LegalHold: 'true', legalhold: 'false' }, younger(366), held), undefined);
      // What else decides is not known of a request that nobody made.
      const elsewhere = { Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } };
      assert.equal(now({ LegalHold: 'true' }, younger(366), held, elsewhere), undefined);
    });
  });

  it('says of tags and access policy why they were not read, and nothing of what they would come to', () => {
    const failure = { code: 'AccessDeniedException', reason: 'You may not read this.' };
    const { policy: evidence, notRead } = only(
      lockedVault('ledger', policyText('ledger', held), {
        tags: { read: false, failure },
        accessPolicy: { read: false, failure },
      }),
    );
    assert.ok(evidence?.meaning.readable && evidence.meaning.hold.now === undefined);
    assert.equal(notRead.filter((line) => line.includes(failure.reason)).length, 2);
  });

  it('tells what the access policy does beside the lock', () => {
    const { accessPolicy } = only(
      lockedVault('ledger', policy, {
        accessPolicy: { read: true, value: policyText('ledger', {}), requestId: 'r', glacierTime: readAt },
      }),
    );
    assert.ok(accessPolicy.read);
    assert.deepEqual(accessPolicy.value?.statements, ['Denies DeleteArchive to everyone']);
  });

  it('says so where a policy in force cannot be read, and still gives its hash', () => {
    const { policy: evidence } = only(lockedVault('ledger', '{"Statement": 1}'));
    assert.equal(evidence?.meaning.readable, false);
    assert.match(evidence.sha256, /^[0-9a-f]{64}$/);
  });

  it('takes who acted from the ledger, by the creation time of the lock in force', () => {
    const { actors } = only(locked, lockedFromHere('ledger', policy));
    assert.deepEqual(actors, {
      initiated: {
        known: true,
        caller: 'arn:aws:sts::111122223333:assumed-role/Archivist/ana',
        user: 'ana',
        host: 'archive-01',
        glacierTime: '2026-03-02T08:15:30.000Z',
        requestId: 'req-initiate',
      },
      completed: {
        known: true,
        caller: 'arn:aws:sts::111122223333:assumed-role/Archivist/ana',
        user: 'ana',
        host: 'archive-01',
        glacierTime: '2026-03-02T15:02:12.000Z',
        requestId: 'req-complete',
      },
    });
  });

  it('takes who asked from the intent, where the outcome does not say it, or why it is not known', () => {
    const iso = new Date(created).toISOString();
    const ledger = ledgerOf(
      arnOf('ledger'),
      {
        ...{ type: 'initiateIntended', attempt: 'a', policySha256: '', policy },
        ...{ caller: 'arn:aws:iam::111122223333:user/ana' },
      },
      { type: 'lockIdReceived', attempt: 'a', lockId: 'x', policySha256: '', notBefore: iso, notAfter: iso },
      { type: 'lockReadBack', attempt: 'a', created: iso, expires: iso },
      {
        ...{ type: 'completeIntended', created: iso, policySha256: '', policy },
        ...{ callerUnknown: 'STS did not answer' },
      },
      { type: 'completed', created: iso },
    );
    const { initiated, completed } = only(locked, ledger).actors ?? {};
    assert.ok(initiated?.known && completed?.known);
    assert.equal(initiated.caller, 'arn:aws:iam::111122223333:user/ana');
    assert.deepEqual([completed.caller, completed.callerUnknown], [undefined, 'STS did not answer']);
  });

  it('says what is not certain where no answer to Complete came and the lock was found completed', () => {
    const iso = new Date(created).toISOString();
    const intended = { type: 'completeIntended', created: iso, policySha256: '', policy } as const;
    const found = (what: 'locked' | 'in progress') =>
      only(
        locked,
        ledgerOf(arnOf('ledger'), intended, { type: 'completeSettled', created: iso, found: what }),
      ).actors?.completed;
    const completed = found('locked');
    assert.ok(completed?.known);
    assert.match(completed.doubt ?? '', /no answer came/);
    assert.equal(found('in progress')?.known, false);
  });

  it('does not take the actors of another attempt, and tells where to look instead', () => {
    const other = lockedVault('ledger', policy, {
      reading: {
        read: true,
        lock: { state: 'locked', policy, created: created + 1 },
        requestId: undefined,
        glacierTime: readAt,
        localTime: readAt,
      },
    });
    const { actors } = only(other, lockedFromHere('ledger', policy));
    assert.ok(actors?.completed && !actors.initiated.known && !actors.completed.known);
    assert.match(actors.initiated.reason, /CloudTrail/);
    assert.match(
      actors.completed.command ?? '',
      /^aws cloudtrail lookup-events --region eu-west-1 --profile prod .*EventName,AttributeValue=CompleteVaultLock --start-time 2026-03-02T08:00:30\.121Z --end-time 2026-03-03T08:30:30\.121Z$/,
    );
  });

  it('leaves out of the ledger what belongs to other vaults, lock IDs and policy texts', () => {
    const mixed = Buffer.concat([lockedFromHere('ledger', policy)]);
    assert.equal(only(lockedVault('other', policy), mixed).ledger?.entries.length, 0);
    const { ledger } = only(locked, mixed);
    assert.equal(ledger?.entries.length, 5);
    for (const { members } of ledger.entries) {
      assert.ok(!('lockId' in members) && !('policy' in members));
      assert.equal(members['arn'], arnOf('ledger'));
    }
  });

  it('takes nothing from the ledger that was done at another address', () => {
    const ledger = lockedFromHere('ledger', policy);
    for (const vault of [elsewhere(locked), practised(locked)]) {
      const evidence = only(vault, ledger);
      assert.equal(evidence.ledger?.entries.length, 0);
      assert.ok(evidence.actors && !evidence.actors.initiated.known);
    }
  });

  it('sends nobody to CloudTrail for what is not AWS', () => {
    const isSent = (vault: VaultSources): boolean => {
      const { actors, notRead } = only(vault);
      assert.ok(actors && !actors.initiated.known);
      const isNamed = notRead.some((line) => line.startsWith('CloudTrail'));
      assert.equal(actors.initiated.command !== undefined, isNamed);
      return isNamed;
    };
    assert.ok(isSent(locked));
    const vpc = 'https://vpce-0a1b.glacier.eu-west-1.vpce.amazonaws.com';
    assert.ok(isSent(elsewhere(locked, vpc)));
    assert.ok(isSent(elsewhere(locked, 'https://glacier.eu-west-1.api.aws')));
    for (const endpoint of [
      'https://glacier.example.com',
      'https://amazonaws.com.example.com',
      'https://fakeamazonaws.com',
      'http://glacier.eu-west-1.amazonaws.com',
      'nonsense',
    ])
      assert.ok(!isSent(elsewhere(locked, endpoint)), endpoint);
    assert.ok(!isSent(practised(locked)));
  });

  it('asks nobody to repeat on another computer what was read from a practice Glacier', () => {
    const limits = (...vaults: readonly VaultSources[]) => makeEvidence(sourcesOf(vaults)).limits.join(' ');
    assert.doesNotMatch(limits(practised(locked)), /another computer/);
    assert.match(limits(practised(locked)), /not signed/);
    assert.match(limits(practised(locked), locked), /on another computer/);
  });

  it('says wherever it names people that the ledger is not whole', () => {
    assert.equal(only(locked, lockedFromHere('ledger', policy)).ledgerDoubt, undefined);
    assert.equal(only(locked).ledgerDoubt, undefined);
    const { ledgerDoubt } = only(locked, brokenLedger(lockedFromHere('ledger', policy)));
    assert.match(ledgerDoubt ?? '', /The lock ledger is broken, at line/);
  });

  it('tells how to ask for the access policy, and what it must come to', () => {
    const commands = (value: string | undefined) =>
      only(
        lockedVault('ledger', policy, {
          accessPolicy: { read: true, value, requestId: 'r', glacierTime: readAt },
        }),
      ).steps.filter(({ command }) => command.includes('get-vault-access-policy'));
    assert.deepEqual(
      commands(undefined).map(({ expected }) => expected),
      ['ResourceNotFoundException'],
    );
    const text = policyText('ledger', {});
    const [, hashed] = commands(text);
    assert.equal(hashed?.expected, createHash('sha256').update(text).digest('hex'));
    assert.ok(
      hashed.command.endsWith(
        `--query policy.Policy --output text | head -c ${String(text.length)} | sha256sum`,
      ),
    );
    assert.match(hashed.otherwise ?? '', /shasum -a 256/);
  });

  it('gives commands that no name can break out of', () => {
    const hostile = "x'; rm -rf ~ #";
    const { steps } = only({
      ...locked,
      vault: { ...locked.vault, connection: { ...prod, profile: hostile } },
    });
    assert.ok(steps[0]?.command.endsWith(`--profile 'x'\\''; rm -rf ~ #'`), steps[0]?.command);
  });

  it('has no command that would ask AWS for a vault of a practice Glacier', () => {
    const practice = { ...prod, practice: true };
    const { steps, actors } = only({ ...locked, vault: { ...locked.vault, connection: practice } });
    assert.deepEqual(
      steps.filter(({ command }) => command.startsWith('aws ')),
      [],
    );
    assert.ok(actors && !actors.initiated.known && actors.initiated.command === undefined);
  });

  it('names the head of the ledger in the command that verifies it', () => {
    const bytes = ledgerOf(arnOf('ledger'), {
      type: 'abortNotSent',
      created: '2026-03-02T08:15:30.120Z',
      why: 'cancelled',
    });
    const sources = sourcesOf([locked], bytes);
    assert.ok(sources.ledger.read && sources.ledger.verification.verdict === 'whole');
    const head = sources.ledger.verification.head?.hash ?? 'none';
    const steps = makeEvidence(sources).vaults[0]?.steps ?? [];
    assert.ok(steps.some(({ command }) => command.startsWith(`vault-lock ledger verify --head ${head} `)));
  });

  it('is the same when it is made with pauses, and ends where a pause does', async () => {
    const sources = sourcesOf([lockedVault('other', policy), locked], lockedFromHere('ledger', policy));
    let pauses = 0;
    const gentle = await makeEvidenceWithPauses(sources, () => Promise.resolve(void (pauses += 1)));
    assert.equal(jsonReport(gentle), jsonReport(makeEvidence(sources)));
    assert.equal(pauses, 2);
    await assert.rejects(
      makeEvidenceWithPauses(sources, () => Promise.reject(new Error('enough'))),
      /enough/,
    );
  });

  it('leaves no vault out: unread ones stand among the others, always in the same order', () => {
    const unread: VaultSources = {
      ...lockedVault('gone', policy),
      reading: { read: false, failure: { code: 'AccessDeniedException', reason: 'No.' }, localTime: readAt },
    };
    const none: VaultSources = {
      ...lockedVault('bare', policy),
      reading: {
        read: true,
        lock: { state: 'none' },
        requestId: 'r',
        glacierTime: readAt,
        localTime: readAt,
      },
    };
    const names = (...vaults: readonly VaultSources[]) =>
      makeEvidence(sourcesOf(vaults)).vaults.map(({ vault }) => vault.name);
    assert.deepEqual(names(locked, unread, none), ['bare', 'gone', 'ledger']);
    assert.deepEqual(names(none, locked, unread), ['bare', 'gone', 'ledger']);
    assert.deepEqual(makeEvidence(sourcesOf([locked, unread, none])).counts, {
      locked: 1,
      inProgress: 0,
      none: 1,
      unread: 1,
    });
  });
});
