import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { useWorkbench } from './support/useWorkbench';

describe('the workbench', () => {
  const workbench = useWorkbench();

  it('shows the files of the sample workspace', async () => {
    await workbench().row('seven-years.vault-lock.json').waitFor();
  });

  it('opens a policy and keeps a picture', async () => {
    await workbench().quickInput.open('seven-years.vault-lock.json');
    const picture = await workbench().screenshot('policy');
    assert.ok((await stat(picture)).size > 10_000);
  });

  it('changes its looks', async () => {
    for (const theme of ['light', 'high-contrast', 'dark'] as const) await workbench().setTheme(theme);
  });
});
