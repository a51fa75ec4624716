import type { EffectPicture, WhatIf } from '../../policy';
import { byId, nodeOf } from '../dom';
import { element } from '../markup';
import { follow, type Cell } from './bandKeys';
import { icon } from './icons';
import { legend, pictureTable } from './pictureMarkup';
import type { PageWords } from './skeleton';

type Row = EffectPicture['groups'][number]['rows'][number];
type Band = Row['bands'][number];

interface Listeners {
  readonly open: (statement: number, focus: boolean) => void;
  readonly choose: (request: WhatIf) => void;
}

/** The box below the picture names no more statements than these, so that it leaves the picture in sight. */
const mostStatements = 3;

/** The picture, with what the pointer and the keyboard do on it. */
export class PictureView {
  private readonly place = byId('picture', HTMLElement);
  private readonly detail = byId('detail', HTMLElement);
  private picture: EffectPicture | undefined;
  private rows: readonly Row[] = [];
  private buttons: readonly (readonly HTMLButtonElement[])[] = [];
  /** The band that the Tab key leads to. */
  private current: Cell = { row: 0, band: 0 };

  constructor(
    private readonly words: PageWords,
    private readonly listeners: Listeners,
  ) {
    const cellOf = (event: Event): Cell | undefined => this.cellOf(event.target);
    this.place.addEventListener('focusin', (event) => {
      const cell = cellOf(event);
      if (cell) this.moveTo(cell);
    });
    this.place.addEventListener('pointerover', (event) => this.tell(cellOf(event) ?? this.current));
    this.place.addEventListener('click', (event) => {
      const cell = cellOf(event);
      // A click without a pointer is the Enter key or the space bar.
      if (cell) this.choose(cell, event.detail === 0);
    });
    this.place.addEventListener('keydown', (event) => {
      const cell = cellOf(event);
      const next = cell && follow(this.placesOf(), cell, event.key);
      if (!next) return;
      event.preventDefault();
      this.buttons[next.row]?.[next.band]?.focus();
    });
    new ResizeObserver(() => this.thinLabels()).observe(this.place);
  }

  show(picture: EffectPicture): void {
    this.picture = picture;
    this.rows = picture.groups.flatMap(({ rows }) => rows);
    const hadFocus = this.place.contains(document.activeElement);
    byId('legend', HTMLElement).replaceChildren(nodeOf(legend(picture)));
    this.place.replaceChildren(nodeOf(pictureTable(picture, this.words)));
    const all = [...this.place.querySelectorAll('button')];
    let next = 0;
    this.buttons = this.rows.map(({ bands }) => all.slice(next, (next += bands.length)));
    const row = Math.min(this.current.row, Math.max(0, this.rows.length - 1));
    const band = Math.min(this.current.band, Math.max(0, (this.rows[row]?.bands.length ?? 1) - 1));
    this.moveTo({ row, band });
    if (hadFocus) this.buttons[row]?.[band]?.focus();
    this.thinLabels();
  }

  /** A request that the picture starts with. */
  get firstRequest(): WhatIf | undefined {
    return this.rows[0]?.bands[0]?.request;
  }

  private placesOf(): readonly (readonly Band[])[] {
    return this.rows.map(({ bands }) => bands);
  }

  private cellOf(target: EventTarget | null): Cell | undefined {
    const button = target instanceof Element ? target.closest('button') : null;
    if (!button) return undefined;
    const row = this.buttons.findIndex((each) => each.includes(button));
    return row === -1 ? undefined : { row, band: this.buttons[row]?.indexOf(button) ?? 0 };
  }

  private moveTo(cell: Cell): void {
    const before = this.buttons[this.current.row]?.[this.current.band];
    if (before) before.tabIndex = -1;
    this.current = cell;
    const now = this.buttons[cell.row]?.[cell.band];
    if (now) now.tabIndex = 0;
    this.tell(cell);
  }

  private choose(cell: Cell, byKeyboard: boolean): void {
    this.moveTo(cell);
    const band = this.rows[cell.row]?.bands[cell.band];
    if (!band) return;
    this.listeners.choose(band.request);
    const [statement] = band.statements;
    if (statement !== undefined) this.listeners.open(statement, byKeyboard);
  }

  /** Says of a band what it is and which statements cause it, each a way to its place in the editor. */
  private tell(cell: Cell): void {
    const band = this.rows[cell.row]?.bands[cell.band];
    if (!band || !this.picture) {
      this.detail.replaceChildren(this.words.hint);
      return;
    }
    const { statements } = this.picture;
    const named = band.statements.slice(0, mostStatements);
    const left = band.statementCount - named.length;
    const list = named.flatMap((index) => {
      const statement = statements[index];
      return statement ? [statementLine(index, statement, this.words)] : [];
    });
    if (left > 0) list.push(element('li', { class: 'quiet' }, this.words.more.replace('{0}', String(left))));
    this.detail.replaceChildren(
      nodeOf(
        element(
          'p',
          { class: 'said' },
          element('span', { class: `swatch ${band.outcome}` }, icon(band.outcome)),
          band.sentence,
        ),
      ),
      ...(list.length === 0 ? [] : [nodeOf(element('ul', { class: 'statements' }, list))]),
    );
  }

  /** Labels that would run into the one before, or off the page, give way; their ticks stay. */
  private thinLabels(): void {
    const labels = [...this.place.querySelectorAll<HTMLElement>('.tick .label, .tick .endless')];
    for (const label of labels) label.classList.remove('crowded');
    const { right: edge } = this.place.getBoundingClientRect();
    let end = -Infinity;
    for (const label of labels) {
      const { left, right } = label.getBoundingClientRect();
      if (left < end + 6 || right > edge + 1) label.classList.add('crowded');
      else end = right;
    }
  }
}

/** A statement by number and Sid, as a button that leads to it. */
export function statementLine(
  index: number,
  {
    number,
    sid,
    text,
  }: { readonly number: number; readonly sid?: string | undefined; readonly text: string },
  { statement }: PageWords,
): ReturnType<typeof element> {
  return element(
    'li',
    {},
    element(
      'button',
      { type: 'button', class: 'link', 'data-statement': String(index) },
      statement.replace('{0}', String(number)),
      sid === undefined || sid === '' ? undefined : ' · ',
      sid === undefined || sid === '' ? undefined : element('bdi', {}, sid),
    ),
    element('span', { class: 'quiet' }, text),
  );
}
