import { findingInWords, limitOfChain, verdictInWords } from '../../locking/ledger/ledgerText';
import type { Agreement } from '../../policy';
import { element, type Markup } from '../../webview/markup';
import type { Actor, Actors, LedgerExcerpt, VaultEvidence, VerificationStep } from '../evidence';
import type { CommitSource, FileSource, LedgerSource, LockReadingSource, TestSource } from '../sources';
import {
  bullets,
  code,
  dataTable,
  factsTable,
  foreign,
  instantInWords,
  moment,
  paragraph,
  policyTexts,
  section,
  type Content,
} from './parts';

const agreements: Readonly<Record<Agreement, string>> = {
  same: 'means the same as the policy in force',
  sameEffect: 'has the same effect as the policy in force, in other words',
  differs: 'differs from the policy in force',
  unreadable: 'cannot be read as a policy',
};

/** In a few words, for a row of a table. */
export const agreementsShortly: Readonly<Record<Agreement, string>> = {
  same: 'same meaning',
  sameEffect: 'same effect',
  differs: 'differs',
  unreadable: 'unreadable',
};

type Read<T> = Extract<T, { readonly read: true }>;

/** All tags of the vault, whether the policy asks for them or not. */
export function tagsSection({ value, requestId, glacierTime }: Read<VaultEvidence['tags']>): Markup {
  return section(
    'The tags of the vault',
    value.length === 0
      ? paragraph('The vault has no tags.')
      : dataTable(
          'Tags as ListTagsForVault told them; they can be changed at any time by whoever may, unless the lock policy denies it',
          ['Key', 'Value'],
          value.map(({ key, value: text }) => [foreign(key), text === '' ? 'empty' : foreign(text)]),
        ),
    readWhen(glacierTime, requestId),
  );
}

/** The policy beside the lock policy. */
export function accessPolicySection({
  value,
  requestId,
  glacierTime,
}: Read<VaultEvidence['accessPolicy']>): Markup {
  const title = 'The access policy of the vault';
  const when = readWhen(glacierTime, requestId);
  if (value === undefined) return section(title, paragraph('The vault has no access policy.'), when);
  const { text, bytes, sha256, statements } = value;
  return section(
    title,
    paragraph(
      'It can be changed at any time by whoever may. It can allow requests, and deny some; it cannot allow what the lock policy denies.',
    ),
    statements === undefined
      ? paragraph('It cannot be read by this program as a policy.')
      : bullets(statements.map(foreign)),
    factsTable('The text of the access policy, by its hash', [
      ['SHA-256', code(sha256)],
      ['Of', `the text as it came from Glacier, ${String(bytes)} bytes in UTF-8`],
    ]),
    ...policyTexts(text),
    when,
  );
}

function readWhen(glacierTime: number, requestId: string | undefined): Markup {
  return paragraph(
    [
      'Read ',
      moment(glacierTime),
      ', request ID ',
      requestId === undefined ? 'not given' : code(requestId),
      '.',
    ],
    'quiet',
  );
}

/** How the policy in force stands to the workspace and its repository. */
export function fileSection(file: FileSource, reading: LockReadingSource): Markup {
  const title = 'The file and its repository';
  switch (file.kind) {
    case 'none':
      return section(
        title,
        paragraph(
          reading.read && reading.lock.state !== 'none'
            ? 'No file of the workspace is meant for this vault, so there was nothing to hold the policy in force against.'
            : 'No file of the workspace is meant for this vault.',
        ),
      );
    case 'several':
      return section(
        title,
        paragraph(
          'Several files of the workspace are meant for this vault, and nobody has said which of them counts:',
        ),
        bullets(file.paths.map(foreign)),
      );
    case 'file':
      return section(
        title,
        factsTable('The file in which the policy of this vault is kept', [
          ['File', foreign(file.path)],
          [
            'The file',
            file.agreement === undefined
              ? `was not compared: ${reading.read ? 'no policy is in force' : 'the policy in force is not known'}`
              : `${agreements[file.agreement]}${file.unsaved ? ' (as it stands in the editor, not saved)' : ''}`,
          ],
          ...commitRows(file.commit),
        ]),
        paragraph(
          'The commit is the one that is checked out on this computer. Whether it was reviewed, or is anywhere else, was not looked up.',
          'quiet',
        ),
      );
  }
}

function commitRows(commit: CommitSource): readonly (readonly [string, Content | undefined])[] {
  if (commit.kind === 'none') return [['Repository', commit.reason]];
  const { hash, branch, date, file } = commit;
  return [
    ['Commit', code(hash)],
    ['Branch', branch === undefined ? undefined : foreign(branch)],
    ['Committed', date === undefined ? undefined : instantInWords(date)],
    [
      'The file in that commit',
      file.kind === 'absent'
        ? 'is not there: the file is not committed'
        : file.kind === 'unreadable'
          ? `could not be read: ${file.reason}`
          : file.unchanged
            ? 'is the same as the file on the disk, line ends aside'
            : 'differs from the file on the disk',
    ],
    [
      'The policy in that commit',
      file.kind === 'present' && file.agreement !== undefined ? agreements[file.agreement] : undefined,
    ],
  ];
}

export function testSection(tests: TestSource, sha256: string | undefined): Markup {
  const title = 'Policy tests';
  if (tests.kind === 'none')
    return section(title, paragraph('There are no policy tests about this vault in the workspace.'));
  if (tests.kind === 'notRun') return section(title, paragraph(tests.reason));
  const cases = tests.files.flatMap((file) => file.cases.map((each) => ({ file, each })));
  return section(
    title,
    paragraph(
      sha256 === undefined
        ? `${testsShortly(tests)}.`
        : [`${testsShortly(tests)}, run on exactly the policy in force, SHA-256 `, code(sha256), '.'],
    ),
    cases.length === 0
      ? undefined
      : dataTable(
          'What the authors of the tests expect of the policy, and whether it is so',
          ['Case', 'Result', 'File'],
          cases.map(({ file, each }) => [
            foreign(each.name),
            each.passed
              ? 'passed'
              : [
                  element('strong', {}, 'failed'),
                  ...(each.deviations.length === 0 ? [] : [bullets(each.deviations.map(foreign))]),
                ],
            foreign(file.path),
          ]),
        ),
    ...tests.files.flatMap(({ path, problems }) =>
      problems.length === 0
        ? []
        : [
            paragraph([foreign(path), ' has problems, and not all of it was run:']),
            bullets(problems.map(foreign)),
          ],
    ),
  );
}

/** `12 of 12 cases pass` */
export function testsShortly(tests: TestSource): string {
  if (tests.kind === 'none') return 'none';
  if (tests.kind === 'notRun') return 'not run';
  const cases = tests.files.flatMap((file) => file.cases);
  const passed = cases.filter((each) => each.passed).length;
  const problems = tests.files.some((file) => file.problems.length > 0);
  return `${String(passed)} of ${String(cases.length)} ${cases.length === 1 ? 'case passes' : 'cases pass'}${problems ? ', and not all could be run' : ''}`;
}

export function actorsSection({ initiated, completed }: Actors, ledgerDoubt: string | undefined): Markup {
  return section(
    'Who initiated and completed the lock',
    doubt(ledgerDoubt),
    factsTable('By the ledger of this computer', [
      ...actorRows('Initiated', initiated),
      ...(completed === undefined ? [] : actorRows('Completed', completed)),
    ]),
  );
}

/** Said wherever the ledger is relied on: who reads of one vault may never come to the chapter on the ledger. */
function doubt(ledgerDoubt: string | undefined): Markup | undefined {
  return ledgerDoubt === undefined
    ? undefined
    : paragraph([
        element('strong', {}, 'Not certain. '),
        `${ledgerDoubt} See `,
        element('a', { href: '#ledger' }, 'the ledger of this computer'),
        '.',
      ]);
}

function actorRows(what: string, actor: Actor): readonly (readonly [string, Content | undefined])[] {
  if (!actor.known)
    return [
      [what, actor.reason],
      ['Look it up', actor.command === undefined ? undefined : code(actor.command)],
    ];
  const person = [actor.user, actor.host].filter((each) => each !== undefined).join(' on ');
  return [
    [
      `${what} by`,
      actor.caller !== undefined
        ? [code(actor.caller), ...(person === '' ? [] : [', as ', foreign(person)])]
        : person !== ''
          ? foreign(person)
          : 'somebody whom the ledger does not name',
    ],
    ['As AWS knows them', actor.callerUnknown === undefined ? undefined : `unknown: ${actor.callerUnknown}`],
    ['Not certain', actor.doubt],
    ['At', instantInWords(actor.glacierTime)],
    ['Request ID', actor.requestId === undefined ? undefined : code(actor.requestId)],
  ];
}

/** What the ledger has of the vault. The chain is of the whole ledger, and told once for all vaults. */
export function excerptSection({ entries }: LedgerExcerpt, ledgerDoubt: string | undefined): Markup {
  return section(
    'What was done from this computer',
    doubt(ledgerDoubt),
    entries.length === 0
      ? paragraph('The ledger of this computer has no entry about this vault.')
      : dataTable(
          'Entries of the lock ledger about this vault, oldest first; lock IDs are left out',
          ["Glacier's clock", 'What', 'Who', 'Details'],
          entries.map(({ doing, members }) => [
            instantInWords(textOf(members, 'glacierTime')),
            doing,
            foreign(
              ['caller', 'user', 'host'].flatMap((name) => textOf(members, name) || []).join(' · ') ||
                'not noted',
            ),
            details(members),
          ]),
        ),
  );
}

const detailNames: Readonly<Record<string, string>> = {
  requestId: 'request ID',
  policySha256: 'SHA-256 of the policy',
  created: 'lock created',
  expires: 'lock expires',
  code: 'code',
  how: 'how',
  why: 'why',
  found: 'found',
  nextPolicySha256: 'SHA-256 of the next policy',
  callerUnknown: 'caller unknown',
};

function details(members: Readonly<Record<string, unknown>>): Content {
  const told = Object.entries(detailNames).flatMap(([name, words]) => {
    const text = textOf(members, name);
    return text === '' ? [] : [element('span', { class: 'detail-item' }, `${words} `, code(text))];
  });
  return told.length === 0 ? '–' : told;
}

function textOf(members: Readonly<Record<string, unknown>>, name: string): string {
  const value = members[name];
  return typeof value === 'string' ? value : '';
}

export function ledgerSection(ledger: LedgerSource): Markup {
  const title = element('h2', { id: 'ledger' }, 'The ledger of this computer');
  if (!ledger.read)
    return element('section', {}, title, paragraph(`The ledger could not be read. ${ledger.reason}`));
  const { verification } = ledger;
  const { head, findings } = verification;
  return element(
    'section',
    {},
    title,
    paragraph(verdictInWords(verification), `verdict ${verification.verdict}`),
    factsTable('The chain of the ledger, as it was verified for this report', [
      ['Head', head === undefined ? undefined : code(head.hash)],
      ['At line', head === undefined ? undefined : String(head.line)],
      ['File', foreign(ledger.path)],
    ]),
    findings.length === 0 ? undefined : bullets(findings.map(findingInWords)),
    head === undefined ? undefined : paragraph(limitOfChain.join(' '), 'quiet'),
  );
}

export function notReadSection({ notRead }: VaultEvidence): Markup {
  return section('Not read for this report', bullets(notRead));
}

export function stepsSection(steps: readonly VerificationStep[]): Markup | undefined {
  return steps.length === 0
    ? undefined
    : section(
        'How to verify it',
        element(
          'ol',
          { class: 'steps' },
          steps.map(({ purpose, command, expected, otherwise }) =>
            element(
              'li',
              {},
              paragraph(expected === undefined ? purpose : [`${purpose}. It must say `, code(expected)]),
              element('pre', { class: 'command' }, foreign(command)),
              otherwise === undefined ? undefined : paragraph(otherwise, 'quiet'),
            ),
          ),
        ),
      );
}
