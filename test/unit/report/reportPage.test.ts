import assert from 'node:assert/strict';
import {
  jsonReport,
  makeEvidence,
  reportPage,
  reportTitle,
  type ReportSources,
  type VaultSources,
} from '../../../src/report';
import type { Markup } from '../../../src/webview/markup';
import { serialize } from '../../../src/webview/serialize';
import {
  bare,
  brokenLedger,
  elsewhere,
  inProgress,
  lockedFromHere,
  lockedVault,
  policyText,
  practised,
  prod,
  readAt,
  secretLockId,
  sourcesOf,
  unread,
  younger,
} from './sample';

const policy = policyText('ledger', { Sid: 'Keep', ...younger(366) });
const locked = lockedVault('ledger', policy);
const page = (sources: ReportSources): Markup => reportPage(makeEvidence(sources));
const htmlOf = (sources: ReportSources): string => serialize(page(sources)).html;

/** All elements, outermost first. */
function* elements(markup: Markup): Generator<Markup> {
  yield markup;
  for (const child of markup.children) if (typeof child !== 'string') yield* elements(child);
}

function textOf(markup: Markup): string {
  return markup.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

const hostile = '<img src=x onerror=alert(1)></script><script>alert(1)</script>\u202E"\'';

/** Somebody else's words wherever they can come from. */
const hostileVault: VaultSources = {
  ...lockedVault(
    'ledger',
    policyText('ledger', {
      Sid: hostile,
      Principal: { AWS: hostile },
      Condition: { StringEquals: { [`glacier:ResourceTag/${hostile}`]: hostile } },
    }),
  ),
  vault: {
    ...locked.vault,
    name: hostile,
    connection: { ...prod, name: hostile, profile: hostile, endpoint: `http://u:p@h/${hostile}` },
  },
  tags: { read: true, value: { [hostile]: hostile }, requestId: hostile, glacierTime: readAt },
  accessPolicy: { read: true, value: hostile, requestId: hostile, glacierTime: readAt },
  file: {
    kind: 'file',
    path: hostile,
    agreement: 'differs',
    unsaved: true,
    commit: { kind: 'commit', hash: 'ab', branch: hostile, file: { kind: 'unreadable', reason: hostile } },
  },
  tests: {
    kind: 'run',
    files: [
      {
        path: hostile,
        problems: [hostile],
        cases: [{ name: hostile, passed: false, deviations: [hostile] }],
      },
    ],
  },
};

describe('the page of an evidence report', () => {
  it('tells all that there is to tell of a locked vault', () => {
    const sources = sourcesOf([locked], lockedFromHere('ledger', policy));
    const text = textOf(page(sources));
    for (const told of [
      locked.vault.arn,
      'AAABZpJrTyioDC_HsOmHae8EZp_uBSJr6cnGOLKp_XJCl-Q',
      '2026-03-02 08:15:30.120 UTC',
      'Archives cannot be deleted by anyone for 366 days',
      'from day 366 on',
      policy,
      'The lock ledger is whole',
      'arn:aws:sts::111122223333:assumed-role/Archivist/ana',
      'There are no policy tests',
      'The tags of the vault',
      'What this report does not prove',
      'Glacier Vault Lock 1.2.3',
      'sha256sum',
    ])
      assert.ok(text.includes(told), told);
  });

  it('shows no lock ID', () => {
    assert.ok(!htmlOf(sourcesOf([locked], lockedFromHere('ledger', policy))).includes(secretLockId));
  });

  it('never says that something complies, is certified or approved, whatever it is about', () => {
    const failure = { code: 'ECONNREFUSED', reason: 'Nobody answers.' };
    const failed = { read: false, failure } as const;
    const access = { read: true, value: policy, requestId: 'r', glacierTime: readAt } as const;
    const ledger = lockedFromHere('ledger', policy);
    for (const vault of [
      locked,
      inProgress(policy),
      bare,
      unread,
      practised(locked),
      elsewhere(locked),
      { ...locked, tags: failed, accessPolicy: failed },
      { ...locked, accessPolicy: access },
      lockedVault('ledger', '{"Statement": 1}'),
    ])
      for (const bytes of [ledger, brokenLedger(ledger), undefined]) {
        const sources = sourcesOf([vault], bytes, {
          unlisted: [{ connection: prod, region: 'sa-east-1', failure }],
        });
        for (const text of [htmlOf(sources), jsonReport(makeEvidence(sources))])
          assert.doesNotMatch(text, /complian|complies|certif|approved/i);
      }
  });

  it('says in the chapter of each vault that the ledger is not whole', () => {
    const doubts = (ledger: Buffer): readonly Markup[] =>
      [...elements(page(sourcesOf([locked, lockedVault('other', policy)], ledger)))].filter(
        ({ attributes }) => attributes['href'] === '#ledger',
      );
    const ledger = lockedFromHere('ledger', policy);
    assert.equal(doubts(ledger).length, 0);
    // Who initiated and completed, and the entries, of each of two vaults.
    assert.equal(doubts(brokenLedger(ledger)).length, 4);
  });

  it('says of an address that is not one of AWS that it proves nothing about AWS', () => {
    const notice =
      /Not from an endpoint of AWS\. This report was read from https:\/\/glacier\.example\.com:8443\./;
    assert.match(textOf(page(sourcesOf([elsewhere(locked)]))), notice);
    for (const vault of [locked, practised(locked)])
      assert.doesNotMatch(textOf(page(sourcesOf([vault]))), /Not from an endpoint/);
  });

  it('shows the access policy as it came beside the one laid out', () => {
    const value = policyText('ledger', { Sid: 'ReadBack', Effect: 'Allow' });
    const accessPolicy = { read: true, value, requestId: 'r', glacierTime: readAt } as const;
    assert.ok(textOf(page(sourcesOf([{ ...locked, accessPolicy }]))).includes(value));
  });

  it('names other ways to verify', () => {
    const text = textOf(page(sourcesOf([locked], lockedFromHere('ledger', policy))));
    assert.match(text, /"Verify Lock Ledger"/);
    assert.match(text, /shasum -a 256/);
  });

  it('tells what a policy leaves open, in the overview of many vaults, too', () => {
    const pinned = lockedVault(
      'pinned',
      policyText('pinned', { Principal: { AWS: 'arn:aws:iam::111122223333:root' }, ...younger(366) }),
    );
    const overview = [...elements(page(sourcesOf([locked, pinned])))].find(
      (each) => each.tag === 'table' && textOf(each).includes('The vaults in this report'),
    );
    assert.ok(overview);
    const [evidence] = makeEvidence(sourcesOf([pinned])).vaults;
    assert.ok(evidence?.policy?.meaning.readable);
    const { headline } = evidence.policy.meaning;
    assert.ok(headline.length > 1);
    assert.ok(textOf(overview).includes(headline.join(' ')), textOf(overview));
  });

  it('says that a lock in progress can be aborted only as its policy says it', () => {
    const text = textOf(
      page(sourcesOf([inProgress(policyText('ledger', { Action: 'glacier:AbortVaultLock' }))])),
    );
    assert.match(text, /The lock cannot be aborted/);
    assert.doesNotMatch(text, /can be aborted (?:at any time|afterwards)/);
  });

  it('says why a file was not compared', () => {
    const file = {
      kind: 'file',
      path: 'ledger.vault-lock.json',
      agreement: undefined,
      unsaved: false,
      commit: { kind: 'none', reason: 'No repository is known for this file.' },
    } as const;
    assert.match(textOf(page(sourcesOf([{ ...bare, file }]))), /not compared: no policy is in force/);
    assert.match(
      textOf(page(sourcesOf([{ ...unread, file }]))),
      /not compared: the policy in force is not known/,
    );
  });

  it('speaks of the policy in force only where there is one', () => {
    const nothingToHold = /nothing to hold the policy in force against/;
    assert.match(textOf(page(sourcesOf([locked]))), nothingToHold);
    for (const vault of [bare, unread]) {
      const text = textOf(page(sourcesOf([vault])));
      assert.match(text, /No file of the workspace is meant for this vault\./);
      assert.doesNotMatch(text, nothingToHold);
    }
  });

  it('counts a single vault in plain words', () => {
    const lead = (...vaults: readonly VaultSources[]): string =>
      textOf(
        [...elements(page(sourcesOf(vaults)))].find(({ attributes }) => attributes['class'] === 'lead') ??
          assert.fail('no lead'),
      );
    assert.equal(lead(locked), '1 vault, locked.');
    assert.equal(lead(inProgress(policy)), '1 vault, with a lock in progress.');
    assert.equal(lead(bare), '1 vault, without a lock.');
    assert.equal(lead(unread), '1 vault, whose lock could not be read.');
    assert.equal(lead(locked, bare), '2 vaults: 1 locked, 1 without a lock.');
  });

  it('says that no delete was tried', () => {
    assert.match(textOf(page(sourcesOf([locked]))), /A delete attempt: none was made for this report/);
  });

  it('lists vaults and regions that could not be read, with the reason', () => {
    const text = textOf(
      page(
        sourcesOf(
          [
            locked,
            {
              ...lockedVault('gone', policy),
              reading: {
                read: false,
                failure: {
                  code: 'AccessDeniedException',
                  reason: 'You may not read this lock.',
                  requestId: 'r-9',
                },
                localTime: readAt,
              },
            },
          ],
          undefined,
          {
            unlisted: [
              {
                connection: prod,
                region: 'sa-east-1',
                failure: { code: 'ECONNREFUSED', reason: 'Nobody answers.' },
              },
            ],
          },
        ),
      ),
    );
    for (const told of [
      'could not be read',
      'You may not read this lock.',
      'AccessDeniedException',
      'r-9',
      'sa-east-1',
      'Nobody answers.',
    ])
      assert.ok(text.includes(told), told);
  });

  it('says of a practice Glacier that it proves nothing', () => {
    const practice = { ...locked, vault: { ...locked.vault, connection: { ...prod, practice: true } } };
    assert.match(textOf(page(sourcesOf([practice]))), /not from AWS/);
    assert.doesNotMatch(textOf(page(sourcesOf([locked]))), /not from AWS/);
  });

  it('lets no text of others become markup, and shows what cannot be seen', () => {
    const sources = sourcesOf([hostileVault, locked], undefined, {
      user: hostile,
      unlisted: [
        {
          connection: { ...prod, name: hostile },
          region: hostile,
          failure: { code: hostile, reason: hostile },
        },
      ],
      ledger: { read: false, path: hostile, reason: hostile },
    });
    const html = htmlOf(sources);
    assert.doesNotMatch(html, /<(?:img|script)|\u202E/);
    assert.ok(html.includes('&lt;img src=x onerror=alert(1)&gt;&lt;/script&gt;'));
    assert.ok(html.includes('>U+202E</span>'));
    const known = new Set(
      'main header section p h1 h2 h3 h4 dl div dt dd table caption thead tbody tr th td ul ol li pre code bdi strong span time a svg path'.split(
        ' ',
      ),
    );
    assert.deepEqual(
      [...elements(page(sources))].map(({ tag }) => tag).filter((tag) => !known.has(tag)),
      [],
    );
    assert.doesNotMatch(html, /u:p@/);
  });

  it('is in order for those who listen to it: headings without gaps, captions, heads of rows and columns', () => {
    const all = [...elements(page(sourcesOf([locked, lockedVault('other', policy)])))];
    const levels = all.flatMap(({ tag }) => (/^h\d$/.test(tag) ? [Number(tag[1])] : []));
    assert.equal(levels.filter((level) => level === 1).length, 1);
    levels.forEach((level, place) => assert.ok(level <= (levels[place - 1] ?? 0) + 1, levels.join()));
    for (const table of all.filter(({ tag }) => tag === 'table')) {
      const [caption] = table.children;
      assert.ok(typeof caption === 'object' && caption.tag === 'caption' && textOf(caption) !== '');
    }
    for (const { attributes } of all.filter(({ tag }) => tag === 'th'))
      assert.match(attributes['scope'] ?? '', /^(?:row|col|rowgroup)$/);
    const ids = all.flatMap(({ attributes }) => attributes['id'] ?? []);
    assert.equal(new Set(ids).size, ids.length);
    for (const { attributes } of all.filter(({ tag }) => tag === 'a'))
      assert.ok(ids.includes(attributes['href']?.slice(1) ?? ''));
  });

  it('is called by its vault, or by how many there are', () => {
    assert.equal(reportTitle(makeEvidence(sourcesOf([locked]))), 'Vault lock evidence: ledger');
    assert.equal(
      reportTitle(makeEvidence(sourcesOf([locked, lockedVault('other', policy)]))),
      'Vault lock evidence: 2 vaults',
    );
  });
});
