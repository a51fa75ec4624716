import assert from 'node:assert/strict';
import { eventually } from './support/eventually';
import { useWorkbench } from './support/useWorkbench';

/** The first contact: an empty view, the walkthrough, and what its buttons lead to. */
describe('getting started', () => {
  const workbench = useWorkbench({ glacier: 'none' });

  const step = (title: string) =>
    workbench().page.locator('.getting-started-step').filter({ hasText: title });

  /** Opens a step and presses its button. */
  const press = async (title: string, button: string): Promise<void> => {
    await workbench().quickInput.run('Glacier Vault Lock: Get Started');
    await eventually(async () => {
      await step(title).locator('.step-title').click({ timeout: 3_000 });
      await step(title).getByRole('button', { name: button }).click({ timeout: 3_000 });
    }, 30_000);
  };

  /** Waits for a question with this title, and puts it away. */
  const isAsked = async (title: string): Promise<void> => {
    const { page, quickInput } = workbench();
    await quickInput.widget.locator('.quick-input-title', { hasText: title }).waitFor();
    await page.keyboard.press('Escape');
    await quickInput.widget.waitFor({ state: 'hidden' });
  };

  it('begins in the empty view, which also says that there are no AWS files', async () => {
    const { page } = workbench();
    await workbench().showView();
    await page.getByText('There are no AWS files').waitFor();
    await page.getByText('Get started', { exact: true }).click();
    await page.getByText('Lock a Vault Without a Mistake').first().waitFor();
    await workbench().screenshot('get-started');
  });

  it('rehearses on the local Glacier', async () => {
    await press('Rehearse', 'Use the Local Glacier');
    await workbench().row('my-vault, no lock').waitFor();
    await workbench().quickInput.run('Glacier Vault Lock: Get Started');
    await step('Rehearse').locator('.codicon.complete').first().waitFor();
  });

  it('writes a policy', async () => {
    await press('Write a policy', 'New Vault Lock Policy');
    await isAsked('New Vault Lock Policy');
  });

  it('shows the effect of a policy of the workspace, where none is open', async () => {
    await press('See what it will do', 'Show Effect of Policy');
    const { quickInput } = workbench();
    await quickInput.says('Show the Effect of Which Policy?').waitFor();
    await quickInput.pick('seven-years.vault-lock.json');
    await workbench().webview().getByText('What if').first().waitFor();
    assert.equal(
      await workbench()
        .page.getByRole('tab', { name: /^seven-years\.vault-lock\.json/ })
        .count(),
      1,
    );
    await workbench().closeEditors();
  });

  it('connects to AWS', async () => {
    await press('Connect to AWS', 'Add Connection');
    await isAsked('Connection');
  });

  it('locks a vault', async () => {
    await press('Lock the vault', 'Initiate Vault Lock');
    await isAsked('Initiate');
  });
});
