import type { EffectPicture } from '../../policy';
import { element, withProperties, type Markup } from '../markup';
import { icon, type Outcome } from './icons';

type Group = EffectPicture['groups'][number];
type Row = Group['rows'][number];
type Band = Row['bands'][number];
type Column = EffectPicture['columns'][number];

/** The words around the picture that are not of the policy, in the language of the window. */
export interface PictureWords {
  readonly caption: string;
  readonly requests: string;
  readonly forEver: string;
}

const outcomes: readonly Outcome[] = ['denied', 'allowed', 'open', 'depends'];

/** What the patterns mean: those that the picture has. */
export function legend({ groups }: EffectPicture): Markup {
  const bands = groups.flatMap(({ rows }) => rows.flatMap((row) => row.bands));
  return element(
    'ul',
    { class: 'legend', 'aria-hidden': 'true' },
    outcomes.flatMap((outcome) => {
      const band = bands.find((each) => each.outcome === outcome);
      return band === undefined
        ? []
        : [element('li', {}, element('span', { class: `swatch ${outcome}` }, icon(outcome)), band.word)];
    }),
  );
}

/**
 * The picture: a table whose cells are as wide as their ages, so that it reads as one without eyes too. Each band is a
 * button, to be reached by one tab stop and the arrow keys; in a still picture it is none.
 */
export function pictureTable(
  picture: EffectPicture,
  words: PictureWords,
  kind: 'live' | 'still' = 'live',
): Markup {
  const { columns, groups, silent } = picture;
  const tracks = columns.map(({ share }) => `minmax(0, ${(share * 100).toFixed(3)}fr)`).join(' ');
  return withProperties(
    element(
      'table',
      { class: 'picture', role: 'table' },
      element('caption', { class: 'spoken' }, words.caption),
      element(
        'thead',
        { role: 'rowgroup' },
        element(
          'tr',
          { role: 'row' },
          element(
            'td',
            { class: 'corner', role: 'cell' },
            element('span', { class: 'spoken' }, words.requests),
          ),
          columns.map((column) => axisCell(column, words)),
        ),
      ),
      groups.map((group) => groupBody(group, columns.length, kind)),
      silent === undefined
        ? undefined
        : element(
            'tbody',
            { role: 'rowgroup', class: 'silent' },
            element('tr', { role: 'row' }, element('td', { role: 'cell', class: 'wide' }, silent)),
          ),
    ),
    { '--columns': tracks },
  );
}

function axisCell({ to, days, years, ages }: Column, { forEver }: PictureWords): Markup {
  return element(
    'th',
    { class: 'tick', scope: 'col', role: 'columnheader' },
    element('span', { class: 'spoken' }, ages),
    element(
      'span',
      { class: 'label', 'aria-hidden': 'true' },
      element('span', { class: 'days' }, days),
      years === undefined ? undefined : element('span', { class: 'years' }, years),
    ),
    to === undefined ? element('span', { class: 'endless', 'aria-hidden': 'true' }, forEver) : undefined,
  );
}

function groupBody(
  { title, purpose, actions, rows }: Group,
  columns: number,
  kind: 'live' | 'still',
): Markup {
  return element(
    'tbody',
    { role: 'rowgroup' },
    element(
      'tr',
      { role: 'row' },
      element(
        'th',
        {
          class: 'wide group',
          scope: 'rowgroup',
          role: 'rowheader',
          colspan: String(columns + 1),
          title: actions.length > 1 ? actions.join(', ') : undefined,
        },
        element('span', { class: 'actions' }, title),
        purpose === undefined ? undefined : element('span', { class: 'purpose' }, purpose),
      ),
    ),
    rows.map((row) => rowOf(row, kind)),
  );
}

function rowOf({ callers, states, bands }: Row, kind: 'live' | 'still'): Markup {
  return element(
    'tr',
    { role: 'row' },
    element(
      'th',
      { class: 'who', scope: 'row', role: 'rowheader' },
      element('bdi', { class: 'callers' }, callers),
      states === '' ? undefined : element('bdi', { class: 'states' }, states),
    ),
    bands.map((band) => bandCell(band, kind)),
  );
}

function bandCell({ outcome, word, ages, span, endless, sentence }: Band, kind: 'live' | 'still'): Markup {
  const looks = `band ${outcome}${endless ? ' endless' : ''}`;
  const inside = [
    element('span', { class: 'fill' }),
    element(
      'span',
      { class: 'text' },
      element('span', { class: 'what' }, icon(outcome), element('span', { class: 'word' }, word)),
      element('span', { class: 'ages' }, ages),
    ),
  ];
  const band =
    kind === 'still'
      ? element('div', { class: looks }, inside)
      : element(
          'button',
          {
            class: looks,
            type: 'button',
            tabindex: '-1',
            'aria-label': `${word} ${ages}. ${sentence}`,
          },
          inside,
        );
  return withProperties(element('td', { role: 'cell', colspan: String(span), class: 'cell' }, band), {
    '--span': String(span),
  });
}
