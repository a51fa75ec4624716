import type { EffectPicture } from '../../policy';
import { element, type Markup } from '../markup';

export type Outcome = EffectPicture['groups'][number]['rows'][number]['bands'][number]['outcome'];

/** In a square of 16: a closed lock, a tick, an arrow that leads on, a question mark. */
const paths: Readonly<Record<Outcome, string>> = {
  denied: 'M4.5 7V5a3.5 3.5 0 0 1 7 0v2M3.5 7h9v6.5h-9z',
  allowed: 'M3 8.5l3.5 3.5L13 4.5',
  open: 'M3 8h9.5M9 4.5L12.5 8L9 11.5',
  depends: 'M5.5 6a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.8-1.1 1.8M8 12.2v.8',
};

export function icon(outcome: Outcome): Markup {
  return element(
    'svg',
    { class: 'icon', viewBox: '0 0 16 16', 'aria-hidden': 'true', focusable: 'false' },
    element('path', { d: paths[outcome] }),
  );
}
