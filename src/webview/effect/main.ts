import { byId, nodeOf } from '../dom';
import { PictureView } from './pictureView';
import { readPageState, readToPage, type FromPage, type PageState, type ToPage } from './protocol';
import { skeleton, type PageWords } from './skeleton';
import { WhatIfForm } from './whatIfForm';

/** What VS Code gives to the script of a webview. */
declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: PageState): void;
};

/** What the extension put into the page: texts only. */
interface PageData {
  readonly words: PageWords;
  readonly keyNames: readonly string[];
}

function start({ words, keyNames }: PageData): void {
  const api = acquireVsCodeApi();
  document.body.replaceChildren(nodeOf(skeleton(words, keyNames)));
  let state = readPageState(api.getState());
  const keep = (change: Partial<PageState>): void => {
    state = { ...state, ...change };
    api.setState(state);
  };
  /** The policy of the picture; undefined while there is none. */
  let drawn: string | undefined;
  let isStale = false;
  const open = (statement: number, focus: boolean): void => {
    // What was drawn last may be another statement by now.
    if (!isStale) api.postMessage({ type: 'openStatement', statement, focus });
  };
  let asked = 0;
  const form = new WhatIfForm(words, (request) => {
    keep({ request });
    asked += 1;
    api.postMessage({ type: 'ask', id: asked, request });
  });
  const view = new PictureView(words, { open, choose: (request) => form.fill(request) });
  const page = byId('page', HTMLElement);

  page.addEventListener('click', (event) => {
    const button =
      event.target instanceof Element ? event.target.closest<HTMLElement>('[data-statement]') : null;
    if (button) open(Number(button.dataset['statement']), event.detail === 0);
  });

  const receive = (message: ToPage): void => {
    if (message.type === 'answer') {
      if (message.id === asked) form.answer(message.answer);
      return;
    }
    const { name, source, pinned } = message;
    // The first message of a page that comes back keeps its question; another policy starts with its own.
    if (state.source !== undefined && state.source !== source) {
      state = { pinned };
      asked += 1;
      form.forget();
      window.scrollTo(0, 0);
    }
    keep({ source, pinned });
    byId('pinned', HTMLElement).hidden = !pinned;
    isStale = message.type === 'unreadable';
    if (drawn !== source) drawn = isStale ? undefined : source;
    const isEmpty = drawn === undefined;
    page.classList.toggle('stale', isStale);
    page.classList.toggle('empty', isEmpty);
    for (const id of ['effect', 'what-if']) {
      const section = byId(id, HTMLElement);
      section.inert = isStale;
      section.hidden = isEmpty;
    }
    const headline = byId('headline', HTMLElement);
    headline.hidden = isEmpty;
    const notice = byId('notice', HTMLElement);
    notice.hidden = !isStale;
    if (message.type === 'unreadable') {
      notice.textContent = message.reason;
      if (isEmpty) byId('about', HTMLElement).replaceChildren(isolated(name));
      return;
    }
    const { picture } = message;
    byId('about', HTMLElement).replaceChildren(isolated(name), isolated(picture.about));
    headline.textContent = unbroken(picture.headline.join(' '));
    const cut = byId('cut', HTMLElement);
    cut.hidden = picture.cut === undefined;
    cut.textContent = picture.cut ?? '';
    view.show(picture);
    form.offer(picture.choices, state.request, view.firstRequest);
  };
  window.addEventListener('message', (event) => {
    const message = readToPage(event.data);
    if (message) receive(message);
  });
  api.postMessage({ type: 'ready' });
}

/** Text whose direction of writing does not touch what stands beside it. */
function isolated(text: string): Element {
  const part = document.createElement('bdi');
  part.textContent = text;
  return part;
}

/** No line ends behind the sign of a rounded number. */
function unbroken(text: string): string {
  return text.replaceAll('≈ ', '≈\u00a0');
}

const data = document.getElementById('data')?.textContent;
if (data) start(JSON.parse(data) as PageData);
