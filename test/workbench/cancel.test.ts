import assert from 'node:assert/strict';
import { eventually } from './support/eventually';
import { lockOf } from './support/glacierApi';
import { useWorkbench } from './support/useWorkbench';

/** Each test goes on where the one before ended. */
describe('cancelling while Glacier does not answer', () => {
  const workbench = useWorkbench({ gated: true });
  const initiate = /^POST .*\/vaults\/my-vault\/lock-policy$/;

  afterEach(() => workbench().gate.release());

  const stateAtGlacier = async (): Promise<string> =>
    (await lockOf(workbench().glacierUrl ?? '', 'my-vault')).state;

  /** The requests of this kind that have left the window so far. */
  const sent = (pattern: RegExp): readonly string[] =>
    workbench().gate.requests.filter((request) => pattern.test(request));

  async function askForInitiate(): Promise<void> {
    await workbench().quickInput.runAndPick('Glacier Vault Lock: Initiate Vault Lock…', 'my-vault');
    await workbench().dialog.box.waitFor();
  }

  async function askForComplete(): Promise<void> {
    await workbench().quickInput.runAndPick('Glacier Vault Lock: Complete Vault Lock…', 'my-vault');
    await workbench().dialog.press('Continue…');
    await workbench()
      .quickInput.says(/This is for ever/)
      .first()
      .waitFor();
    await workbench().quickInput.input.fill('my-vault');
    await accept();
    await workbench().dialog.box.getByRole('button', { name: 'Lock my-vault for Good' }).waitFor();
  }

  /** Accepts the typed name: VS Code takes Enter only once it has checked what was typed. */
  async function accept(): Promise<void> {
    const { widget, input } = workbench().quickInput;
    await eventually(async () => {
      if (await widget.isVisible()) await input.press('Enter', { timeout: 1_000 });
      await widget.waitFor({ state: 'hidden', timeout: 1_000 });
    });
  }

  it('an Initiate sends nothing, then or later', async () => {
    const { gate, quickInput, dialog, notifications } = workbench();
    await workbench().showView();
    await workbench().row('my-vault, no lock').waitFor();
    await quickInput.open('seven-years.vault-lock.json');
    await askForInitiate();
    gate.stall();
    await dialog.press('Initiate Lock');
    await notifications.press(/Initiating the vault lock on my-vault/, 'Cancel');
    gate.release();
    // Only one operation at a time works on a vault: when this one gets through, the cancelled one is over.
    await askForInitiate();
    assert.deepEqual(sent(initiate), []);
    assert.equal(await stateAtGlacier(), 'none');
    await dialog.press('Initiate Lock');
    await workbench()
      .row(/^my-vault, lock in progress, 23 hours/)
      .waitFor();
    assert.equal(sent(initiate).length, 1);
  });

  it('an Initiate that Glacier has already: what goes wrong afterwards is told, with the step that helps', async () => {
    const { gate, quickInput, dialog, notifications } = workbench();
    await quickInput.runAndPick('Glacier Vault Lock: Abort Vault Lock', 'my-vault');
    await workbench().row('my-vault, no lock').waitFor();
    await askForInitiate();
    gate.holdRepliesTo(initiate);
    await dialog.press('Initiate Lock');
    await eventually(async () => assert.equal(await stateAtGlacier(), 'InProgress'), 30_000);
    await notifications.press(/Initiating the vault lock on my-vault/, 'Cancel');
    await notifications.show(/Glacier has the request already/);
    gate.loseReplies();
    const told = await notifications.show(/reply with the lock ID was lost/);
    await told.getByRole('button', { name: 'Restart the 24 Hours' }).click();
    await dialog.press('Restart the 24 Hours');
    await workbench()
      .row(/^my-vault, lock in progress, 23 hours(?!.*unknown)/)
      .waitFor({ timeout: 60_000 });
  });

  it('a Complete sends nothing, then or later, and the lock stays in progress', async () => {
    const { gate, dialog, notifications } = workbench();
    const complete = /^POST .*\/vaults\/my-vault\/lock-policy\/./;
    await askForComplete();
    gate.stall();
    await dialog.press('Lock my-vault for Good');
    await notifications.press(/Completing the vault lock on my-vault/, 'Cancel');
    gate.release();
    await askForComplete();
    assert.deepEqual(sent(complete), []);
    assert.equal(await stateAtGlacier(), 'InProgress');
    await dialog.press('Lock my-vault for Good');
    await workbench().row('my-vault, locked for good').waitFor();
    assert.equal(sent(complete).length, 1);
  });
});
