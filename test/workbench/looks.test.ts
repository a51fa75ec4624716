import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import manifest from '../../package.json';
import { eventually } from './support/eventually';
import type { Theme } from './support/themes';
import { useWorkbench } from './support/useWorkbench';

/** Under which name the manifest says a colour for the theme. */
const kindOf = { light: 'light', 'high-contrast': 'highContrast', dark: 'dark' } as const satisfies Readonly<
  Record<Theme, string>
>;

/** What the manifest says of a colour of ours: `#58b6e8` as the browser tells it, `rgb(88, 182, 232)`. */
function colour(id: string, theme: Theme): string {
  const value = manifest.contributes.colors.find((each) => each.id === id)?.defaults[kindOf[theme]] ?? '';
  const parts = /^#(..)(..)(..)$/.exec(value)?.slice(1) ?? [];
  return `rgb(${parts.map((part) => Number.parseInt(part, 16)).join(', ')})`;
}

/** The part of a browser's window that is used here; the tests are compiled without its types. */
interface Browser {
  getComputedStyle(element: unknown): { readonly color: string };
}

const iconColour = (row: Locator): Promise<string> =>
  row
    .locator('.custom-view-tree-node-item-icon')
    .evaluate((icon: unknown) => (globalThis as unknown as Browser).getComputedStyle(icon).color);

describe('the looks', () => {
  const workbench = useWorkbench();

  before(async () => {
    await workbench().showView();
    await workbench().quickInput.open('broken.vault-lock.json');
  });

  for (const theme of ['light', 'high-contrast', 'dark'] as const) {
    it(`show locks in the colours meant for ${theme}, and mistakes underlined`, async () => {
      await workbench().setTheme(theme);
      const locked = workbench().row('finance-records, locked for good');
      const inProgress = workbench().row(/^audit-logs-2024, lock in progress/);
      await Promise.all([locked.waitFor(), inProgress.waitFor()]);
      await eventually(async () => {
        assert.deepEqual(
          [await iconColour(locked), await iconColour(inProgress)],
          [colour('glacierVaultLock.locked', theme), colour('glacierVaultLock.inProgress', theme)],
        );
      });
      await workbench().squiggles('error').first().waitFor();
      await workbench().screenshot(`looks-${theme}`);
    });
  }
});
