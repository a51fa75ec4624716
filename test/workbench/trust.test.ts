import assert from 'node:assert/strict';
import { useWorkbench } from './support/useWorkbench';

describe('Restricted Mode', () => {
  const workbench = useWorkbench({ trust: 'ask', gated: true });

  const asked = (): readonly string[] => workbench().gate.requests;

  it('lets no request out until somebody trusts the workspace, and then shows the vaults', async () => {
    const { page, quickInput } = workbench();
    await quickInput.open('seven-years.vault-lock.json');
    await workbench().showView();
    await page.getByText('In Restricted Mode policies are checked while you type').waitFor();
    // Activated, and at work: it marks what is wrong.
    await quickInput.open('broken.vault-lock.json');
    await workbench().squiggles('error').first().waitFor();
    assert.deepEqual(asked(), []);
    await quickInput.run('Workspaces: Manage Workspace Trust');
    assert.deepEqual(asked(), []);
    await page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).click();
    await workbench().row('my-vault, no lock').waitFor();
    assert.ok(asked().length > 0);
  });
});
