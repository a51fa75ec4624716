/**
 * Looks at the extension in a real window, step by step, for whoever works on its surface:
 *
 *     npm run look -- 'view' 'shot tree' 'open broken.vault-lock.json' 'press F8' 'shot broken'
 *     npm run look -- -        reads the steps from standard input, one a line, and answers each
 *
 * The words are in the table below. Pictures go to test-results/screenshots.
 */
import { createInterface } from 'node:readline';
import { themes, type Theme } from './support/themes';
import { Workbench } from './support/workbench';

const isTheme = (name: string): name is Theme => name in themes;

const verbs: Readonly<Record<string, (workbench: Workbench, rest: string) => Promise<unknown>>> = {
  view: (workbench, title) => workbench.showView(title === '' ? undefined : title),
  shot: (workbench, name) => workbench.screenshot(name),
  open: (workbench, name) => workbench.quickInput.open(name),
  command: (workbench, title) => workbench.quickInput.run(title),
  pick: (workbench, text) => workbench.quickInput.pick(text),
  enter: (workbench, text) => workbench.quickInput.enter(text),
  button: (workbench, name) => workbench.dialog.press(name),
  row: (workbench, name) => workbench.row(name).first().click(),
  menu: (workbench, name) => workbench.row(name).first().click({ button: 'right' }),
  hover: (workbench, selector) => workbench.page.locator(selector).first().hover(),
  click: (workbench, selector) => workbench.page.locator(selector).first().click(),
  await: (workbench, selector) => workbench.page.locator(selector).first().waitFor(),
  'page-click': (workbench, selector) => workbench.webview().locator(selector).first().click(),
  'page-hover': (workbench, selector) => workbench.webview().locator(selector).first().hover(),
  'page-text': (workbench, selector) => workbench.webview().locator(selector).allInnerTexts(),
  'page-await': (workbench, selector) => workbench.webview().locator(selector).first().waitFor(),
  press: (workbench, key) => workbench.page.keyboard.press(key),
  type: (workbench, text) => workbench.page.keyboard.type(text),
  theme: (workbench, name) =>
    isTheme(name) ? workbench.setTheme(name) : Promise.reject(new Error(`No theme "${name}".`)),
  set: (workbench, pair) => {
    const [key = '', ...value] = pair.split('=');
    return workbench.set(key, JSON.parse(value.join('=')));
  },
  reload: (workbench) => workbench.reload(),
  text: (workbench, selector) => workbench.page.locator(selector).allInnerTexts(),
  names: async (workbench, role) => {
    const all = await workbench.page.locator(`[role=${role}]`).all();
    return Promise.all(all.map((each) => each.getAttribute('aria-label')));
  },
  pause: (workbench, milliseconds) => workbench.page.waitForTimeout(Number(milliseconds)),
};

const perform = async (workbench: Workbench, step: string): Promise<void> => {
  const [verb = '', ...rest] = step.trim().split(' ');
  const action = verbs[verb];
  if (action === undefined)
    throw new Error(`Unknown step "${step}". Words: ${Object.keys(verbs).join(', ')}.`);
  const answer: unknown = await action(workbench, rest.join(' '));
  process.stdout.write(`${step}${answer === undefined ? '' : ` → ${JSON.stringify(answer)}`}\n`);
};

const converse = async (workbench: Workbench): Promise<void> => {
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue;
    await perform(workbench, line).catch((error: unknown) => process.stdout.write(`✗ ${String(error)}\n`));
  }
};

const look = async (steps: readonly string[]): Promise<void> => {
  const { build } = await import('../../tools/build.mjs');
  await build();
  const workbench = await Workbench.open({
    glacier: process.env['LOOK_GLACIER'] === 'none' ? 'none' : 'sample',
    ...(process.env['LOOK_LANGUAGE'] === 'pseudo' ? { language: 'pseudo' } : {}),
  });
  try {
    workbench.page.setDefaultTimeout(10_000);
    for (const step of steps) {
      if (step !== '-') await perform(workbench, step);
      else await converse(workbench);
    }
  } catch (error) {
    process.stderr.write(`${String(error)}\nSee ${await workbench.screenshot('look-failed')}\n`);
    process.exitCode = 1;
  } finally {
    await workbench.close();
  }
};

void look(process.argv.slice(2));
