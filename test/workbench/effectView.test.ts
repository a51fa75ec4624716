import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../../tools/setup/root.mjs';
import { eventually } from './support/eventually';
import { useWorkbench } from './support/useWorkbench';

const example = readFileSync(path.join(root, 'test', 'fixtures', 'awsExamples', 'retention.json'), 'utf8');

describe('the effect view', () => {
  const workbench = useWorkbench({
    glacier: 'none',
    files: {
      'retention.vault-lock.json': example,
      'hostile.vault-lock.json': example.replace(
        'deny-based-on-archive-age',
        '<img src=x onerror=alert(1)> \u202Eedis',
      ),
    },
  });
  const page = () => workbench().webview();
  const band = (name: string | RegExp) => page().getByRole('button', { name });
  const denied = 'Denied on days 0 to 364';
  const selection = () => workbench().page.locator('.editor-instance .selected-text').first();

  const show = async (file: string): Promise<void> => {
    await workbench().quickInput.open(file);
    await workbench().quickInput.run('Glacier Vault Lock: Show Effect of Policy');
  };
  /** Opens a file in the group of the first editor, as a person does who keeps the picture beside it. */
  const edit = async (file: string): Promise<void> => {
    await workbench().quickInput.run('View: Focus First Editor Group');
    await workbench().quickInput.open(file);
  };
  const replaceInFile = async (file: string, change: (text: string) => string): Promise<void> => {
    const target = workbench().file(file);
    await writeFile(target, change(await readFile(target, 'utf8')));
  };

  before(async () => {
    await show('retention.vault-lock.json');
    await band(denied).waitFor();
  });

  it("shows AWS's retention example as a picture that reads as a table", async () => {
    await band(denied).waitFor();
    assert.equal(
      (await page().getByRole('heading', { level: 1 }).innerText()).replaceAll('\u00a0', ' '),
      'Archives cannot be deleted by anyone for 365 days (≈ 1 year). After that other policies decide.',
    );
    const table = page().getByRole('table', { name: 'What the policy does' });
    assert.deepEqual(await table.getByRole('columnheader').allInnerTexts().then(joined), [
      'on days 0 to 364 Upload day 0',
      'from day 365 on 365 d ≈ 1 year for ever →',
    ]);
    assert.deepEqual(await table.getByRole('rowheader').allInnerTexts().then(joined), [
      'DeleteArchive deleting archives',
      'Everyone, root included',
    ]);
    await band('Left to other policies from day 365 on').waitFor();
    await table.getByText('Everything else (26 actions): left to other policies.').waitFor();
  });

  it('follows the typing', async () => {
    await replaceInFile('retention.vault-lock.json', (text) => text.replace('"365"', '"730"'));
    await band('Denied on days 0 to 729').waitFor();
    await page().getByText('730 d', { exact: true }).waitFor();
    await replaceInFile('retention.vault-lock.json', (text) => text.replace('"730"', '"365"'));
    await band(denied).waitFor();
  });

  it('keeps the last picture, dimmed, while the text cannot be read', async () => {
    await replaceInFile('retention.vault-lock.json', (text) => text.replace('"Deny"', '"Den"'));
    const notice = page().getByText(/^This cannot be read as it stands: /);
    await notice.waitFor();
    await workbench().screenshot('effect-unreadable');
    const still = page().locator('button.band[aria-label^="Denied"]');
    await still.waitFor();
    assert.equal(await page().locator('main.stale').count(), 1);
    // Neither a band nor the form answers from what was drawn before.
    await still.click({ force: true });
    await still.focus();
    assert.equal(await page().locator('main :focus').count(), 0);
    await page().getByLabel('Age of the archive, in days').focus();
    assert.equal(await page().locator('main :focus').count(), 0);
    await replaceInFile('retention.vault-lock.json', (text) => text.replace('"Den"', '"Deny"'));
    await notice.waitFor({ state: 'hidden' });
    assert.equal(await page().locator('main.stale').count(), 0);
  });

  it('shows nothing of one policy under the name of another', async () => {
    await page().getByLabel('Age of the archive, in days').fill('77');
    await page()
      .getByText(/77 is less than 365/)
      .waitFor();
    for (const file of ['not-json.vault-lock.json', 'broken.vault-lock.json']) {
      await edit(file);
      await page().getByText(file, { exact: true }).waitFor();
      await page()
        .getByText(/^This cannot be read as it stands: /)
        .waitFor();
      assert.equal(await page().locator('.band:visible, #form:visible, h1:visible').count(), 0);
      await workbench().screenshot(`effect-of-${file.split('.')[0] ?? ''}`);
    }
    // The next one starts at its top, with a question of its own.
    await edit('one-year.vault-lock.json');
    await page().getByText('one-year.vault-lock.json').waitFor();
    await band(/^Denied/)
      .first()
      .waitFor();
    assert.notEqual(await page().getByLabel('Age of the archive, in days').inputValue(), '77');
    await edit('retention.vault-lock.json');
    await page().getByText('retention.vault-lock.json').waitFor();
    await band(denied).waitFor();
  });

  it('moves by the arrow keys, says what causes a band, and opens it by Enter', async () => {
    await band(denied).focus();
    await page().getByText('Statement 1 · deny-based-on-archive-age').first().waitFor();
    await workbench().page.keyboard.press('ArrowRight');
    await eventually(async () => assert.match(await focused(), /^Left to other policies from day 365 on/));
    await workbench().page.keyboard.press('ArrowLeft');
    await eventually(async () => assert.match(await focused(), /^Denied on days 0 to 364/));
    await workbench().page.keyboard.press('Enter');
    await selection().waitFor();
    await workbench().page.locator('.editor-instance .monaco-editor.focused').waitFor();
  });

  it('opens the statement on a click, and asks about that band', async () => {
    await workbench().goTo(1, 1);
    await selection().waitFor({ state: 'hidden' });
    await band('Left to other policies from day 365 on').click();
    await page().locator('#answer').getByText('Left to other policies').waitFor();
    assert.equal(await page().getByLabel('Age of the archive, in days').inputValue(), '365');
    await band(denied).click();
    await page().locator('#answer').getByText('Denied').waitFor();
    await selection().waitFor();
  });

  it('answers what if, with the reason', async () => {
    await page().getByLabel('Age of the archive, in days').fill('100');
    await page()
      .getByText(/100 is less than 365/)
      .waitFor();
    await page().getByLabel('Who asks').selectOption({ label: 'Someone else…' });
    await page().getByLabel('ARN, account id, service').fill('me');
    await page()
      .getByText(/^The principal "me" is no ARN/)
      .waitFor();
    await page().getByLabel('ARN, account id, service').fill('arn:aws:iam::444455556666:user/eve');
    await page().locator('#answer').getByText('Denied').waitFor();
    await page().getByLabel('Age of the archive, in days').fill('365');
    await page()
      .getByText(/365 is not less than 365/)
      .waitFor();
    await page().getByRole('button', { name: 'Add Condition Key' }).click();
    await page().getByRole('combobox', { name: 'Condition key' }).fill('aws:SourceIp');
    await page().getByLabel('Value', { exact: true }).fill('203.0.113.9');
    await page().getByText('The request as JSON').click();
    await page().getByText('"aws:SourceIp": "203.0.113.9"').waitFor();
    await page().getByLabel('Action', { exact: true }).selectOption('UploadArchive');
    await page().getByText('Requests for this action carry no age.').waitFor();
  });

  it('shows what a policy says as text, however it is meant', async () => {
    await edit('hostile.vault-lock.json');
    await page().getByText('hostile.vault-lock.json').waitFor();
    await page().getByText('<img src=x onerror=alert(1)>').first().waitFor();
    assert.equal(await page().locator('img').count(), 0);
  });

  it('follows the active policy until it is pinned, and comes back after a reload', async () => {
    await edit('legal-hold.vault-lock.json');
    await page().getByText('Tag LegalHold: true or empty', { exact: true }).waitFor();
    await page().getByRole('heading', { level: 1 }).click();
    await workbench().page.getByRole('button', { name: 'Pin Effect to This Policy' }).click();
    await page().getByText('Pinned').waitFor();
    await edit('retention.vault-lock.json');
    await workbench().page.getByRole('tab', { name: 'Effect of legal-hold' }).waitFor();
    const loaded = workbench().page.waitForEvent('load');
    // In an orderly way: a page that is torn away has not yet remembered what was opened last.
    await workbench().quickInput.run('Developer: Reload Window');
    await loaded;
    await page().getByText('Tag LegalHold: true or empty', { exact: true }).waitFor();
    await page().getByText('Pinned').waitFor();
    await page().getByRole('heading', { level: 1 }).click();
    await workbench().page.getByRole('button', { name: 'Let Effect Follow the Active Editor' }).click();
    await page().getByText('Pinned').waitFor({ state: 'hidden' });
    await edit('retention.vault-lock.json');
    await page().getByText('retention.vault-lock.json').waitFor();
  });

  it('is saved as a page without scripts', async () => {
    await page().getByRole('heading', { level: 1 }).click();
    await workbench().page.getByRole('button', { name: 'Save Effect as a Page to Print…' }).click();
    const { input } = workbench().quickInput;
    await eventually(async () => assert.match(await input.inputValue(), /-effect\.html$/));
    const name = path.basename(await input.inputValue());
    await input.press('Enter');
    const saved = await eventually(() => readFile(workbench().file(name), 'utf8'));
    assert.match(saved, /default-src &#39;none&#39;; style-src &#39;sha256-/);
    assert.match(saved, /Archives cannot be deleted by anyone/);
    assert.match(saved, /SHA-256 of the policy as it is sent to Glacier: [0-9a-f]{64}/);
    assert.doesNotMatch(saved, /<script/);
  });

  for (const theme of ['light', 'high-contrast', 'dark'] as const)
    it(`is told apart in ${theme} by more than colour`, async () => {
      await workbench().setTheme(theme);
      await edit('legal-hold.vault-lock.json');
      await page().getByText('Tag LegalHold: true or empty', { exact: true }).waitFor();
      await band('Denied from day 365 on').hover();
      await workbench().screenshot(`effect-${theme}`);
    });

  it('shows policy, picture and form in one window, as in the README', async () => {
    await workbench().setTheme('light');
    await workbench().page.setViewportSize({ width: 1360, height: 1080 });
    await edit('legal-hold.vault-lock.json');
    await workbench().quickInput.run('View: Toggle Primary Side Bar Visibility');
    await band(/^Left to other policies from day 365 on/).click();
    await page().getByLabel('Age of the archive, in days').fill('400');
    await page()
      .getByText(/400 is not less than 365/)
      .waitFor();
    await band('Denied from day 365 on').hover();
    await workbench().quickInput.run('View: Focus First Editor Group');
    await workbench().quickInput.widget.waitFor({ state: 'hidden' });
    await workbench().screenshot('effect');
    await workbench().quickInput.run('View: Toggle Primary Side Bar Visibility');
    await workbench().page.setViewportSize({ width: 1280, height: 800 });
  });

  it('has room in a narrow group of editors', async () => {
    await workbench().page.setViewportSize({ width: 680, height: 900 });
    await workbench().quickInput.run('View: Toggle Primary Side Bar Visibility');
    await band('Denied from day 365 on').hover();
    const { right, width } = await page()
      .locator('main')
      .evaluate((main: unknown) => {
        const { scrollWidth, clientWidth } = main as { scrollWidth: number; clientWidth: number };
        return { right: scrollWidth, width: clientWidth };
      });
    assert.ok(right <= width, `${right} in ${width}`);
    await workbench().screenshot('effect-narrow');
    await workbench().page.setViewportSize({ width: 1280, height: 800 });
  });

  const focused = async (): Promise<string> =>
    (await page().locator('button:focus').getAttribute('aria-label', { timeout: 2_000 })) ?? '';
});

const joined = (texts: readonly string[]): readonly string[] =>
  texts.map((text) => text.replace(/\s+/g, ' ').trim());
