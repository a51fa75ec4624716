import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { eventually } from './support/eventually';
import { callGlacier } from './support/glacierApi';
import { useWorkbench } from './support/useWorkbench';

const kept = 'seven-years.vault-lock.json';

/** From a lock to a file that says something else. Each test goes on where the one before ended. */
describe('the file of a vault and its policy in force', () => {
  const workbench = useWorkbench();
  const page = (): Locator =>
    workbench().page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame').locator('body');

  before(async () => {
    await workbench().showView();
    await workbench()
      .row(/^my-vault, no lock/)
      .waitFor();
    await workbench().quickInput.open(kept);
  });

  it('say before Initiate what changes at once', async () => {
    await workbench().quickInput.runAndPick('Glacier Vault Lock: Initiate Vault Lock…', 'my-vault');
    await eventually(async () =>
      assert.match(
        await workbench().dialog.text(),
        /What changes at once:\s+• DeleteArchive at ages 0 to 2,556 days, everyone, root included: becomes denied \(statement 1\)/,
      ),
    );
    await workbench().screenshot('drift-initiate');
    await workbench().dialog.press('Initiate Lock');
    const row = workbench().row(/^my-vault, lock in progress, 23 hours/);
    await row.click();
    await workbench().row(`Policy file: means the same as ${kept}`).waitFor();
  });

  it('are shown to differ as soon as the file is changed', async () => {
    const file = workbench().file(kept);
    const text = await readFile(file, 'utf8');
    const hold = {
      Sid: 'hold',
      Effect: 'Deny',
      Principal: '*',
      Action: 'glacier:Delete*',
      Resource: 'arn:aws:glacier:us-west-2:111122223333:vaults/my-vault',
      Condition: { StringEquals: { 'glacier:ResourceTag/LegalHold': 'true' } },
    };
    const policy = JSON.parse(text.replace('"2557"', '"2192"')) as { Statement: unknown[] };
    policy.Statement.push(hold);
    await writeFile(file, `${JSON.stringify(policy, null, 2)}\n`);
    await workbench().row(`Policy file: differs from ${kept}`).waitFor();
    await workbench()
      .row(/^my-vault, lock in progress, .*, file differs/)
      .waitFor();
  });

  it('are compared by text and by effect, from the row of the file', async () => {
    await workbench().row(`Policy file: differs from ${kept}`).click();
    await workbench()
      .page.getByRole('tab', { name: `my-vault: in force ↔ ${kept}` })
      .waitFor();
    await workbench().page.locator('.monaco-diff-editor:visible').first().waitFor();
    await page().getByRole('heading', { name: 'What would change' }).waitFor();
    await page().getByRole('heading', { name: 'Becomes denied' }).waitFor();
    await page()
      .getByText(/^DeleteArchive at ages 2,192 to 2,556 days, everyone, root included \(tag LegalHold: /)
      .waitFor();
    await page().getByRole('heading', { name: 'Is not denied any more' }).waitFor();
  });

  for (const theme of ['light', 'high-contrast', 'dark'] as const)
    it(`look in ${theme} as they are`, async () => {
      await workbench().setTheme(theme);
      await page().getByRole('heading', { name: 'Becomes denied' }).waitFor();
      await workbench().screenshot(`drift-${theme}`);
    });

  it('stop Complete: what is completed is what the file says, saved or not', async () => {
    const { notifications, quickInput, dialog } = workbench();
    await quickInput.runAndPick('Glacier Vault Lock: Complete Vault Lock…', 'my-vault');
    const refusal = await notifications.show(
      new RegExp(`my-vault was not completed.*${kept}.*means something else than the policy in force`),
    );
    await workbench().screenshot('drift-complete');
    for (const step of ['Compare', 'Initiate the File…', 'Choose Policy File…'])
      await refusal.getByRole('button', { name: step }).waitFor();
    await refusal.getByRole('button', { name: 'Choose Policy File…' }).click();
    await quickInput.says('The policy of my-vault is kept in…').waitFor();
    await quickInput.rows('None of these files').first().click();
    await workbench()
      .row(/^Policy file:/)
      .waitFor({ state: 'detached' });
    // Nothing is compared any more, and that is said.
    await quickInput.runAndPick('Glacier Vault Lock: Complete Vault Lock…', 'my-vault');
    const text = await dialog.text();
    assert.match(
      text,
      /By your choice no file of this workspace counts: nothing was compared and no tests were run\./,
    );
    assert.doesNotMatch(text, new RegExp(kept));
    await dialog.press('Cancel');
    await quickInput.runAndPick('Glacier Vault Lock: Choose Policy File…', 'my-vault');
    await quickInput.rows('Forget the choice').first().click();
    await workbench()
      .row(/^Policy file: differs/)
      .waitFor();
  });

  it('are brought together by a choice where several files are for a vault', async () => {
    const policy = await readFile(workbench().file('legal-hold.vault-lock.json'), 'utf8');
    const answer = await callGlacier(
      workbench().glacierUrl ?? '',
      'POST',
      'examplevault/lock-policy',
      JSON.stringify({ Policy: policy }),
    );
    assert.equal(answer.status, 201);
    await workbench().quickInput.run('Glacier Vault Lock: Refresh Vaults');
    await workbench()
      .row(/^examplevault, lock in progress/)
      .click();
    await workbench()
      .row(/^Policy file: choose one of \d/)
      .click();
    await workbench().quickInput.pick('legal-hold.vault-lock.json');
    await workbench().row('Policy file: means the same as legal-hold.vault-lock.json').waitFor();
  });
});
