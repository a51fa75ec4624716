import type { ContextKeys } from '../shared/contextKeys';
import { settings } from '../shared/settings';

/** Keeps the menus free of what a setting has switched off, also while a window is open. */
export function followRestrictions(keys: ContextKeys): { dispose(): void } {
  const update = (): void => {
    const { readOnly, allowComplete } = settings.restrictions();
    keys.set('mayChange', !readOnly);
    keys.set('mayComplete', !readOnly && allowComplete);
  };
  update();
  return settings.onDidChange(update);
}
