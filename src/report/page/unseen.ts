import { element, type Markup } from '../../webview/markup';
import { visibleParts, visibleText } from '../visibleText';

/** The same page with every character that cannot be seen shown by its name, wherever it stands. */
export function withUnseenShown(markup: Markup): Markup {
  return {
    ...markup,
    attributes: Object.fromEntries(
      Object.entries(markup.attributes).map(([name, value]) => [name, visibleText(value)]),
    ),
    children: markup.children.flatMap((child) =>
      typeof child === 'string'
        ? visibleParts(child).map(({ text, isUnseen }) =>
            isUnseen
              ? element('span', { class: 'unseen', title: 'a character that cannot be seen' }, text)
              : text,
          )
        : [withUnseenShown(child)],
    ),
  };
}
