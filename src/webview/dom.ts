import type { Markup } from './markup';
import { visible } from './visible';

const svg = 'http://www.w3.org/2000/svg';

/** Makes nodes of markup. Text stays text, whatever it says. */
export function nodeOf(markup: Markup, inSvg = false): Element {
  const isSvg = inSvg || markup.tag === 'svg';
  const node = isSvg ? document.createElementNS(svg, markup.tag) : document.createElement(markup.tag);
  for (const [name, value] of Object.entries(markup.attributes)) node.setAttribute(name, value);
  if (node instanceof HTMLElement)
    for (const [name, value] of Object.entries(markup.properties)) node.style.setProperty(name, value);
  node.append(
    ...markup.children.map((child) => (typeof child === 'string' ? visible(child) : nodeOf(child, isSvg))),
  );
  return node;
}

/** The element of the page's own skeleton with this id. */
export function byId<T extends HTMLElement>(id: string, kind: abstract new () => T): T {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`The page has no ${kind.name} "${id}".`);
}
