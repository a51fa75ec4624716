import { element, type Markup } from '../markup';
import type { PictureWords } from './pictureMarkup';

/** The page's own words, in the language of the window. */
export interface PageWords extends PictureWords {
  readonly hint: string;
  readonly pinned: string;
  readonly waiting: string;
  readonly whatIf: string;
  readonly whatIfIntro: string;
  readonly caller: string;
  readonly someoneElse: string;
  readonly someoneElseHint: string;
  readonly action: string;
  readonly age: string;
  readonly noAge: string;
  readonly anotherValue: string;
  readonly moreConditions: string;
  readonly conditionKey: string;
  readonly conditionValue: string;
  readonly addCondition: string;
  readonly removeCondition: string;
  readonly why: string;
  readonly asJson: string;
  /** `Statement {0}` */
  readonly statement: string;
  /** `and {0} more` */
  readonly more: string;
}

/** What the page consists of before anything is known of a policy. */
export function skeleton(words: PageWords, keyNames: readonly string[]): Markup {
  const field = (id: string, label: string, ...controls: readonly Markup[]): Markup =>
    element('div', { class: 'field' }, element('label', { for: id }, label), controls);
  return element(
    'main',
    { id: 'page' },
    element(
      'header',
      {},
      element(
        'p',
        { class: 'overline' },
        element('span', { id: 'about' }),
        element('span', { id: 'pinned', class: 'badge', hidden: '' }, words.pinned),
      ),
      element('h1', { id: 'headline' }, words.waiting),
      element('p', { id: 'notice', class: 'notice', role: 'status', hidden: '' }),
    ),
    element(
      'section',
      { id: 'effect', hidden: '' },
      element('div', { id: 'legend' }),
      element('div', { id: 'picture' }),
      element('p', { id: 'cut', class: 'quiet', hidden: '' }),
      element('div', { id: 'detail', class: 'detail', 'aria-live': 'polite' }, words.hint),
    ),
    element(
      'section',
      { id: 'what-if', 'aria-labelledby': 'what-if-title', hidden: '' },
      element('h2', { id: 'what-if-title' }, words.whatIf),
      element('p', { class: 'quiet' }, words.whatIfIntro),
      element(
        'form',
        { id: 'form', autocomplete: 'off' },
        element(
          'div',
          { class: 'fields' },
          field(
            'caller',
            words.caller,
            element('select', { id: 'caller' }),
            element('input', {
              id: 'other-caller',
              type: 'text',
              'aria-label': words.someoneElseHint,
              placeholder: words.someoneElseHint,
              spellcheck: 'false',
              hidden: '',
            }),
          ),
          field('action', words.action, element('select', { id: 'action' })),
          field(
            'age',
            words.age,
            element('input', {
              id: 'age',
              type: 'number',
              min: '0',
              step: '1',
              inputmode: 'numeric',
              'aria-describedby': 'no-age',
            }),
            element('span', { id: 'no-age', class: 'quiet small', hidden: '' }, words.noAge),
          ),
          element('div', { id: 'keys', class: 'keys' }),
        ),
        element(
          'fieldset',
          { class: 'conditions' },
          element('legend', {}, words.moreConditions),
          element('div', { id: 'conditions' }),
          element('button', { id: 'add', type: 'button', class: 'plain' }, words.addCondition),
        ),
        element(
          'datalist',
          { id: 'key-names' },
          keyNames.map((value) => element('option', { value })),
        ),
      ),
      element('div', { id: 'answer', class: 'answer', role: 'status' }),
      element('ul', { id: 'reasons', class: 'reasons', 'aria-label': words.why }),
      element(
        'details',
        { id: 'json', hidden: '' },
        element('summary', {}, words.asJson),
        element('pre', { id: 'request', tabindex: '0' }),
      ),
    ),
  );
}
