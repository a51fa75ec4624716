import type { FactKind, Severity } from '../../policy';
import { legend, pictureTable } from '../../webview/effect/pictureMarkup';
import { element, type Markup } from '../../webview/markup';
import type { PolicyEvidence, PolicyMeaning, Tag, VaultEvidence } from '../evidence';
import {
  bullets,
  code,
  dataTable,
  factsTable,
  foreign,
  marked,
  paragraph,
  policyTexts,
  section,
  term,
  type Content,
} from './parts';

/** What the policy in force does, in words and drawn, and what it is. */
export function policySections(policy: PolicyEvidence, tags: VaultEvidence['tags']): readonly Markup[] {
  const { meaning } = policy;
  return [
    ...(meaning.readable
      ? [
          inPlainWords(meaning),
          byAge(meaning),
          byStatement(meaning),
          ...(meaning.hold.tags.length === 0 ? [] : [holds(meaning, tags)]),
        ]
      : [
          section(
            'What the policy does',
            paragraph(
              `The policy cannot be read by this program, so nothing is said of its effect. ${meaning.problem}`,
            ),
          ),
        ]),
    findings(policy),
    theText(policy),
  ];
}

const groups: readonly {
  readonly title: string;
  readonly kinds: readonly FactKind[];
}[] = [
  {
    title: 'Deletion of archives',
    kinds: ['first-deletable-day', 'protection-gap', 'not-covered'],
  },
  { title: 'What else is denied', kinds: ['frozen', 'restricted'] },
  {
    title: 'What the owner can still do',
    kinds: ['retrieve', 'upload', 'delete-vault', 'change-tags', 'change-access-policy'],
  },
  { title: 'Until the lock expires', kinds: ['abort-lock', 'complete-lock'] },
  { title: 'What it allows', kinds: ['permanent-allow'] },
];

function inPlainWords({ headline, facts }: PolicyMeaning): Markup {
  return section(
    'Retention in plain words',
    paragraph(headline.join(' '), 'headline'),
    element(
      'div',
      { class: 'words' },
      groups.map(({ title, kinds }) => {
        const told = facts.filter(({ kind }) => kinds.includes(kind));
        return told.length === 0
          ? undefined
          : element('div', {}, element('h4', {}, title), bullets(told.map(({ text }) => marked(text))));
      }),
    ),
    paragraph(
      'As far as this policy goes: other policies can deny more. Days are whole days since the upload of each archive.',
      'quiet',
    ),
  );
}

function byAge({ picture, table }: PolicyMeaning): Markup {
  return section(
    'What is denied, by age of the archive',
    legend(picture),
    pictureTable(
      picture,
      {
        caption: 'What the policy does, by kind of request and age of the archive',
        requests: 'Requests',
        forEver: 'for ever →',
      },
      'still',
    ),
    picture.cut === undefined ? undefined : paragraph(picture.cut, 'quiet'),
    table.complete ? undefined : paragraph(table.limits.join(' '), 'quiet'),
  );
}

function byStatement({ statements }: PolicyMeaning): Markup {
  return section(
    'First deletable day, statement by statement',
    dataTable(
      'Each statement, and from which day on it alone would let an archive be deleted',
      ['Statement', 'What it does', 'Archives can be deleted'],
      statements.map(({ number, sid, effect, text, deletion }) => [
        sid === undefined ? String(number) : [`${String(number)} · `, foreign(sid)],
        foreign(text),
        deletion.length === 0
          ? effect === 'Deny'
            ? 'says nothing of it'
            : 'allows, and denies nothing'
          : deletion.length === 1
            ? deletion.map(({ deletable }) => deletable).join()
            : bullets(
                deletion.map(({ callers, situation, deletable }) => [
                  foreign(situation === '' ? callers : `${callers} – ${situation}`),
                  `: ${deletable}`,
                ]),
              ),
      ]),
    ),
  );
}

function holds({ hold }: PolicyMeaning, tags: VaultEvidence['tags']): Markup {
  return section(
    'Tags on which the policy hangs',
    dataTable(
      'Tags of the vault that decide about requests; they belong to the vault, not to single archives',
      ['Tag', 'Values that the policy tells apart', 'On the vault when it was read'],
      hold.tags.map(({ tag, values }) => [
        foreign(tag),
        values.flatMap((value, place) => [...(place === 0 ? [] : [', ']), tagValue(value)]),
        tags.read ? valueOnVault(tag, tags.value) : 'not read',
      ]),
    ),
    ...(hold.now === undefined || hold.now.length === 0
      ? []
      : [
          element('h4', {}, 'What this policy says to deletion with these tags'),
          bullets(hold.now.map(({ callers, text }) => [foreign(callers), `: ${text}.`])),
          paragraph('Callers to whom it is not certain what it says are left out.', 'quiet'),
        ]),
    element('h4', {}, 'Who may change the tags'),
    bullets(hold.whoMayChange),
    paragraph(
      'That is what the lock policy says. Whom the policies of IAM let change tags beside it was not read.',
      'quiet',
    ),
  );
}

function tagValue(value: string | null): string | Markup {
  return value === null ? 'no such tag' : value === '' ? 'empty' : code(value);
}

/** Keys of conditions are compared without capitals, so several tags of a vault may be meant. */
function valueOnVault(tag: string, tags: readonly Tag[]): Content {
  const meant = tags.filter(({ key }) => key.toLowerCase() === tag.toLowerCase());
  return meant.length === 0
    ? tagValue(null)
    : meant.flatMap(({ key, value }, place) => [
        ...(place === 0 ? [] : [', ']),
        ...(key === tag ? [] : [`${key}: `]),
        tagValue(value),
      ]);
}

const severities: Readonly<Record<Severity, string>> = {
  error: 'Error',
  warning: 'Warning',
  information: 'Note',
  hint: 'Hint',
};

function findings({ findings: all }: PolicyEvidence): Markup {
  return section(
    'What a review of the policy finds',
    all.length === 0
      ? paragraph('The rules of this program find nothing against the policy.')
      : dataTable(
          'What the rules of this program say of the policy in force',
          ['Weight', 'What', 'Rule'],
          all.map(({ severity, message, code: rule }) => [
            severities[severity],
            foreign(message),
            term(rule),
          ]),
        ),
  );
}

function theText({ text, bytes, sha256, meaning }: PolicyEvidence): Markup {
  return section(
    'The policy in force',
    factsTable('The text of the policy, by its hash', [
      ['SHA-256', code(sha256)],
      ['Of', `the text as it came from Glacier, ${String(bytes)} bytes in UTF-8`],
      ['SHA-256 of the canonical form', meaning.readable ? code(meaning.canonical.sha256) : undefined],
      [
        'Canonical form',
        meaning.readable
          ? 'the same for all texts that mean the same; in the JSON form of this report'
          : undefined,
      ],
    ]),
    ...policyTexts(text),
  );
}
