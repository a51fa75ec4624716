import type { EffectPicture, WhatIf, WhatIfAnswer } from '../../policy';
import { byId, nodeOf } from '../dom';
import { element } from '../markup';
import { icon, type Outcome } from './icons';
import { statementLine } from './pictureView';
import type { PageWords } from './skeleton';

type Choices = EffectPicture['choices'];
type Key = Choices['keys'][number];

const outcomeOf = {
  explicitDeny: 'denied',
  allow: 'allowed',
  implicitDeny: 'open',
} as const satisfies Record<string, Outcome>;

/** Stands in lists for what the list does not have. */
const other = '\u0000other';
const absent = '\u0000absent';

/** The form "What if": puts a request together, shows what the policy says to it. */
export class WhatIfForm {
  private readonly caller = byId('caller', HTMLSelectElement);
  private readonly otherCaller = byId('other-caller', HTMLInputElement);
  private readonly action = byId('action', HTMLSelectElement);
  private readonly age = byId('age', HTMLInputElement);
  private readonly keys = byId('keys', HTMLElement);
  private readonly conditions = byId('conditions', HTMLElement);
  private choices: Choices = { principals: [], actions: [], keys: [] };
  private request: WhatIf | undefined;

  constructor(
    private readonly words: PageWords,
    private readonly changed: (request: WhatIf) => void,
  ) {
    const form = byId('form', HTMLFormElement);
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('input', () => this.read());
    byId('add', HTMLElement).addEventListener('click', () => {
      const row = this.addCondition('', '');
      row.querySelector('input')?.focus();
    });
  }

  /** Starts afresh with the next offer. */
  forget(): void {
    this.request = undefined;
  }

  /** Offers what a policy tells apart, and keeps what is filled in; else starts with the first request there is. */
  offer(choices: Choices, ...requests: readonly (WhatIf | undefined)[]): void {
    const first = requests.find((request) => request !== undefined);
    if (JSON.stringify(choices) !== JSON.stringify(this.choices)) {
      this.choices = choices;
      this.caller.replaceChildren(
        ...choices.principals.map(({ principal, words }) => option(principal, words)),
        option(other, this.words.someoneElse),
      );
      this.action.replaceChildren(
        ...choices.actions.map(({ purpose, actions }) =>
          nodeOf(
            element(
              'optgroup',
              { label: purpose },
              actions.map(({ name }) => element('option', { value: name }, name)),
            ),
          ),
        ),
      );
      this.keys.replaceChildren(...choices.keys.map((key, place) => this.keyField(key, place)));
      this.fill(this.request ?? first);
    } else if (this.request === undefined) this.fill(first);
    else this.changed(this.request);
  }

  fill(request: WhatIf | undefined): void {
    if (request === undefined) return;
    const isKnown = this.choices.principals.some(({ principal }) => principal === request.principal);
    this.caller.value = isKnown ? request.principal : other;
    if (!isKnown) this.otherCaller.value = request.principal;
    this.action.value = request.action;
    if (request.age !== '' || !this.hasAge())
      this.age.value = request.age === '' ? this.age.value : request.age;
    else this.age.value = '';
    this.conditions.replaceChildren();
    const rest = request.conditions.filter(({ key }) => !this.keyNamed(key));
    for (const { key, value } of rest) this.addCondition(key, value);
    this.choices.keys.forEach((key, place) => {
      const given = request.conditions.find((each) => this.keyNamed(each.key) === key)?.value;
      const select = byId(`key-${place}`, HTMLSelectElement);
      const free = byId(`free-${place}`, HTMLInputElement);
      const listed = key.values.some(({ value }) => value === given);
      select.value = given === undefined ? absent : listed ? `=${given}` : other;
      if (given !== undefined && !listed) free.value = given;
    });
    this.read();
  }

  answer(answer: WhatIfAnswer): void {
    const place = byId('answer', HTMLElement);
    const reasons = byId('reasons', HTMLElement);
    const json = byId('json', HTMLDetailsElement);
    json.hidden = !answer.ok;
    if (!answer.ok) {
      place.className = 'answer problem';
      place.replaceChildren(answer.problem);
      reasons.replaceChildren();
      return;
    }
    const outcome = outcomeOf[answer.decision];
    place.className = `answer ${outcome}`;
    place.replaceChildren(
      nodeOf(element('span', { class: `swatch ${outcome}` }, icon(outcome))),
      nodeOf(element('strong', {}, answer.word)),
      nodeOf(element('span', { class: 'quiet' }, answer.consequence)),
    );
    reasons.replaceChildren(
      ...answer.reasons.map(({ statement, sid, text }) =>
        nodeOf(statementLine(statement, { number: statement + 1, sid, text }, this.words)),
      ),
    );
    byId('request', HTMLElement).textContent = JSON.stringify(answer.request, undefined, 2);
  }

  private read(): void {
    this.otherCaller.hidden = this.caller.value !== other;
    const hasAge = this.hasAge();
    this.age.disabled = !hasAge;
    byId('no-age', HTMLElement).hidden = hasAge;
    const ofKeys = this.choices.keys.flatMap(({ key }, place) => {
      const { value } = byId(`key-${place}`, HTMLSelectElement);
      const free = byId(`free-${place}`, HTMLInputElement);
      free.hidden = value !== other;
      if (value === absent) return [];
      return [{ key, value: value === other ? free.value : value.slice(1) }];
    });
    const further = [...this.conditions.children].map((row) => {
      const [key, value] = row.querySelectorAll('input');
      return { key: key?.value ?? '', value: value?.value ?? '' };
    });
    this.request = {
      principal: this.caller.value === other ? this.otherCaller.value : this.caller.value,
      action: this.action.value,
      age: hasAge ? this.age.value : '',
      conditions: [...ofKeys, ...further.filter(({ key }) => key.trim() !== '')],
    };
    this.changed(this.request);
  }

  private hasAge(): boolean {
    return this.choices.actions.some(({ actions }) =>
      actions.some(({ name, age }) => name === this.action.value && age),
    );
  }

  private keyNamed(name: string): Key | undefined {
    return this.choices.keys.find(({ key }) => key.toLowerCase() === name.trim().toLowerCase());
  }

  private keyField({ words, values }: Key, place: number): Element {
    return nodeOf(
      element(
        'div',
        { class: 'field' },
        element('label', { for: `key-${place}` }, element('bdi', {}, words)),
        element(
          'select',
          { id: `key-${place}` },
          values.map(({ value, words: said }) =>
            element('option', { value: value === undefined ? absent : `=${value}` }, said),
          ),
          element('option', { value: other }, this.words.anotherValue),
        ),
        element('input', {
          id: `free-${place}`,
          type: 'text',
          'aria-label': words,
          spellcheck: 'false',
          hidden: '',
        }),
      ),
    );
  }

  private addCondition(key: string, value: string): Element {
    const { conditionKey, conditionValue, removeCondition } = this.words;
    const row = nodeOf(
      element(
        'div',
        { class: 'condition' },
        element('input', {
          type: 'text',
          list: 'key-names',
          'aria-label': conditionKey,
          placeholder: conditionKey,
          spellcheck: 'false',
          value: key,
        }),
        element('input', {
          type: 'text',
          'aria-label': conditionValue,
          placeholder: conditionValue,
          spellcheck: 'false',
          value,
        }),
        element('button', { type: 'button', class: 'plain', 'aria-label': removeCondition }, '×'),
      ),
    );
    row.querySelector('button')?.addEventListener('click', () => {
      row.remove();
      this.read();
      byId('add', HTMLElement).focus();
    });
    this.conditions.append(row);
    return row;
  }
}

function option(value: string, text: string): Element {
  return nodeOf(element('option', { value }, text));
}
