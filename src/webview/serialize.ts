import type { Markup } from './markup';
import { visible } from './visible';

/** HTML elements that have no end. */
const void_ = new Set(['input', 'meta', 'link', 'br']);

/** Markup as text, and the rules of CSS that it needs: a page that allows no style attribute shows it all the same. */
export function serialize(markup: Markup): { readonly html: string; readonly rules: string } {
  const classes = new Map<string, string>();
  const write = ({ tag, attributes, properties, children }: Markup): string => {
    const declarations = Object.entries(properties)
      .map(([name, value]) => `${name}:${value}`)
      .join(';');
    const all = { ...attributes };
    if (declarations !== '') {
      const name = classes.get(declarations) ?? `p${classes.size}`;
      classes.set(declarations, name);
      all['class'] = [attributes['class'], name].filter(Boolean).join(' ');
    }
    const written = Object.entries(all)
      .map(([name, value]) => ` ${name}="${escapeHtml(value)}"`)
      .join('');
    if (void_.has(tag)) return `<${tag}${written}>`;
    const inside = children
      .map((child) => (typeof child === 'string' ? escapeHtml(visible(child)) : write(child)))
      .join('');
    return `<${tag}${written}>${inside}</${tag}>`;
  };
  const html = write(markup);
  return { html, rules: [...classes].map(([declarations, name]) => `.${name}{${declarations}}`).join('\n') };
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
