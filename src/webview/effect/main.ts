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
  const open = (statement: number, focus: boolean): void =>
    api.postMessage({ type: 'openStatement', statement, focus });
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
    const another = state.source !== undefined && state.source !== source;
    keep({ source, pinned });
    byId('pinned', HTMLElement).hidden = !pinned;
    const notice = byId('notice', HTMLElement);
    notice.hidden = message.type === 'show';
    page.classList.toggle('stale', message.type === 'unreadable');
    if (message.type === 'unreadable') {
      notice.textContent = message.reason;
      if (byId('effect', HTMLElement).hidden) {
        byId('about', HTMLElement).textContent = name;
        byId('headline', HTMLElement).textContent = '';
      }
      return;
    }
    const { picture } = message;
    byId('about', HTMLElement).replaceChildren(
      ...[name, picture.about].map((text) => {
        const part = document.createElement('bdi');
        part.textContent = text;
        return part;
      }),
    );
    byId('headline', HTMLElement).textContent = unbroken(picture.headline.join(' '));
    const cut = byId('cut', HTMLElement);
    cut.hidden = picture.cut === undefined;
    cut.textContent = picture.cut ?? '';
    for (const id of ['effect', 'what-if']) byId(id, HTMLElement).hidden = false;
    view.show(picture);
    // The first picture of a page that comes back keeps its question; another policy starts with its own.
    if (another) form.forget();
    form.offer(picture.choices, another ? undefined : state.request, view.firstRequest);
  };
  window.addEventListener('message', (event) => {
    const message = readToPage(event.data);
    if (message) receive(message);
  });
  api.postMessage({ type: 'ready' });
}

/** No line ends behind the sign of a rounded number. */
function unbroken(text: string): string {
  return text.replaceAll('≈ ', '≈\u00a0');
}

const data = document.getElementById('data')?.textContent;
if (data) start(JSON.parse(data) as PageData);
