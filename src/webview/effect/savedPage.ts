import type { EffectPicture } from '../../policy';
import { element, type Markup } from '../markup';
import { legend, pictureTable, type PictureWords } from './pictureMarkup';

/** The words of a saved page that the page in the window does not have. */
export interface SavedWords extends PictureWords {
  readonly statements: string;
  readonly policy: string;
  /** When and by what it was made. */
  readonly made: string;
}

/** The effect of a policy as a page to keep or to print: the same picture, with everything in it said in words. */
export function savedPage(
  {
    name,
    picture,
    policy,
  }: { readonly name: string; readonly picture: EffectPicture; readonly policy: string },
  words: SavedWords,
): Markup {
  const named = Object.values(picture.statements).sort((a, b) => a.number - b.number);
  return element(
    'main',
    {},
    element(
      'p',
      { class: 'overline', id: 'about' },
      element('bdi', {}, name),
      element('bdi', {}, picture.about),
    ),
    element('h1', {}, picture.headline.join(' ')),
    legend(picture),
    pictureTable(picture, words, 'still'),
    picture.cut === undefined ? undefined : element('p', { class: 'quiet' }, picture.cut),
    element('h2', {}, words.statements),
    element(
      'ul',
      { class: 'reasons' },
      named.map(({ number, sid, text }) =>
        element(
          'li',
          {},
          element('strong', {}, String(number), sid === undefined ? undefined : ' · ', sid),
          element('span', {}, text),
        ),
      ),
    ),
    element('h2', {}, words.policy),
    element('pre', {}, policy),
    element('p', { class: 'quiet' }, words.made),
  );
}
