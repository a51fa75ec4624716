/**
 * Takes the pictures of the README anew, in few colours: `npm run pictures`, or `npm run pictures -- effect` for one of
 * them. They go to media/screenshots; the time left and the dates in them are those of the moment.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inFewColours } from '../../tools/pictures/fewColours.mjs';
import { root } from '../../tools/setup/root.mjs';
import { Workbench } from './support/workbench';

interface Scene {
  readonly size: { readonly width: number; readonly height: number };
  readonly colours: number;
  readonly set: (workbench: Workbench) => Promise<void>;
}

const scenes: Readonly<Record<string, Scene>> = {
  overview: {
    size: { width: 1040, height: 660 },
    colours: 16,
    set: async (workbench) => {
      const { page, quickInput } = workbench;
      await workbench.showView();
      await workbench.row('my-vault, no lock').waitFor();
      await quickInput.run('Glacier Vault Lock: Group and Sort Vaults…');
      await quickInput.rows('Retention').first().waitFor();
      await quickInput.enter('Lock');
      await page.keyboard.press('Escape');
      await quickInput.open('legal-hold.vault-lock.json');
      await page.locator('.codelens-decoration a').first().waitFor();
      await workbench.row(/^audit-logs-2024, lock in progress/).click();
      await page.mouse.move(700, 650);
    },
  },
  effect: {
    size: { width: 1080, height: 680 },
    colours: 11,
    set: async (workbench) => {
      const { quickInput } = workbench;
      const shown = workbench.webview();
      await quickInput.open('legal-hold.vault-lock.json');
      await quickInput.run('Glacier Vault Lock: Show Effect of Policy');
      const band = (name: RegExp) => shown.getByRole('button', { name }).first();
      await quickInput.run('View: Toggle Primary Side Bar Visibility');
      await band(/^Denied from day 365 on/).hover();
    },
  },
};

const take = async (name: string, { size, colours, set }: Scene): Promise<void> => {
  const workbench = await Workbench.open({ theme: 'light', settings: { 'editor.minimap.enabled': false } });
  try {
    await workbench.page.setViewportSize(size);
    await set(workbench);
    await workbench.page.evaluate('document.fonts.ready');
    // Without the title bar, which says how the window was opened.
    const bar = 30;
    const clip = { x: 0, y: bar, width: size.width, height: size.height - bar };
    const taken = await workbench.page.screenshot({ clip });
    const picture = inFewColours(taken, colours);
    await writeFile(path.join(root, 'media', 'screenshots', `${name}.png`), picture);
    process.stdout.write(`${name}: ${String(picture.length)} bytes\n`);
  } catch (error) {
    await workbench.screenshot(`failed-${name}`);
    throw error;
  } finally {
    await workbench.close();
  }
};

const takeAll = async (names: readonly string[]): Promise<void> => {
  const { build } = await import('../../tools/build.mjs');
  await build();
  for (const [name, scene] of Object.entries(scenes))
    if (names.length === 0 || names.includes(name)) await take(name, scene);
};

takeAll(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
