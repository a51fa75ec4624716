import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { eventually } from './support/eventually';
import { callGlacier } from './support/glacierApi';
import { useWorkbench } from './support/useWorkbench';

const kept = 'seven-years.vault-lock.json';

/** Each test goes on where the one before ended. */
describe('the evidence report', () => {
  const workbench = useWorkbench();
  const page = () => workbench().webview();
  const heading = (name: string) => page().getByRole('heading', { name, exact: true });

  /** Presses a button above the page and takes the file that it suggests. */
  const save = async (button: string, ending: RegExp): Promise<string> => {
    await heading('Evidence report').click();
    await workbench().page.getByRole('button', { name: button }).click();
    const { input } = workbench().quickInput;
    await eventually(async () => assert.match(await input.inputValue(), ending));
    const name = path.basename(await input.inputValue());
    await input.press('Enter');
    return await eventually(() => readFile(workbench().file(name), 'utf8'));
  };

  it('is made of a vault of the tree, read anew', async () => {
    await workbench().showView();
    const row = workbench().row(/^finance-records, locked/);
    await row.waitFor();
    const tags = JSON.stringify({ Tags: { LegalHold: 'true' } });
    const { status } = await callGlacier(
      workbench().glacierUrl ?? '',
      'POST',
      'finance-records/tags?operation=add',
      tags,
    );
    assert.equal(status, 204);
    await workbench().chooseFromMenu(row, 'Create Evidence Report…');
    await heading('finance-records').waitFor();
    await page().getByText('Archives cannot be deleted by anyone').first().waitFor();
    await page().getByText('not from AWS').waitFor();
    await page().getByRole('row', { name: 'LegalHold true' }).waitFor();
    await heading('What this report does not prove').waitFor();
    assert.equal(await page().locator('main script, main button').count(), 0);
    await workbench().screenshot('evidence-dark');
  });

  it('is saved as a page, and as JSON that says the same', async () => {
    const html = await save('Save Evidence Report as a Page to Print…', /evidence-finance-records-.*\.html$/);
    assert.match(html, /default-src &#39;none&#39;; style-src &#39;sha256-/);
    assert.doesNotMatch(html, /<script/);
    const [sha256 = ''] = /[0-9a-f]{64}/.exec(html.slice(html.indexOf('The policy in force'))) ?? [];
    const json = await save('Save Evidence Report as JSON…', /evidence-finance-records-.*\.json$/);
    const report = JSON.parse(json) as {
      readonly form: number;
      readonly vaults: readonly {
        readonly lock: { readonly state: string };
        readonly policy: { readonly sha256: string };
      }[];
    };
    assert.equal(report.form, 1);
    assert.deepEqual(
      report.vaults.map(({ lock, policy }) => [lock.state, policy.sha256]),
      [['Locked', sha256]],
    );
  });

  it('is made of the vaults that are picked, also on light ground', async () => {
    await workbench().setTheme('light');
    await workbench().closeEditors();
    const { quickInput } = workbench();
    await eventually(async () => {
      await quickInput.run('Glacier Vault Lock: Create Evidence Report…');
      await quickInput.rows('audit-logs-2024').first().getByRole('checkbox').click({ timeout: 9_000 });
    }, 30_000);
    await quickInput.rows('legal-discovery').first().getByRole('checkbox').click();
    await quickInput.widget.getByRole('button', { name: 'OK' }).click();
    await page().getByText('2 vaults: 1 locked, 1 with a lock in progress.').waitFor();
    await page().getByRole('link', { name: 'legal-discovery' }).waitFor();
    await workbench().screenshot('evidence-light');
  });

  it('holds the file against the lock that Glacier has now, whatever the tree shows', async () => {
    await workbench().closeEditors();
    const row = workbench().row(/^my-vault, no lock/);
    await row.waitFor();
    // From elsewhere, so that the tree does not know.
    const policy = await readFile(workbench().file(kept), 'utf8');
    const { status } = await callGlacier(
      workbench().glacierUrl ?? '',
      'POST',
      'my-vault/lock-policy',
      JSON.stringify({ Policy: policy }),
    );
    assert.equal(status, 201);
    await workbench().chooseFromMenu(row, 'Create Evidence Report…');
    await heading('my-vault').waitFor();
    await page().getByText('1 vault, with a lock in progress.').waitFor();
    await page().getByRole('row', { name: 'The file means the same as the policy in force' }).waitFor();
  });
});
