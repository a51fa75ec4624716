import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { endDisturbed } from '../conformance/support/disturbedGlacier';
import { startTokenService, type TokenService } from '../conformance/support/standIns/tokenService';
import { openAccountsFront, type AccountsFront } from '../extension/support/accountsFront';
import { eventually } from './support/eventually';
import { useWorkbench } from './support/useWorkbench';

const role = 'arn:aws:iam::111122223333:role/archivist';
const serial = 'arn:aws:iam::111122223333:mfa/ana';

/** Each test goes on where the one before ended. */
describe('a profile with a one-time code', () => {
  const env: Record<string, string> = {};
  let home: string;
  let sts: TokenService;
  let front: AccountsFront | undefined;

  before(async () => {
    home = await mkdtemp(path.join(os.tmpdir(), 'vl-mfa-'));
    sts = await startTokenService([
      {
        arn: role,
        gives: 'ASIAARCHIVIST',
        trusts: { keys: { accessKeyId: 'AKIAANA', secretAccessKey: 'secret-of-AKIAANA' } },
        mfa: { serial, code: () => '123456' },
      },
    ]);
    Object.assign(env, {
      AWS_CONFIG_FILE: path.join(home, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: path.join(home, 'credentials'),
      AWS_ENDPOINT_URL_STS: sts.url,
    });
  });
  after(async () => {
    await front?.close();
    endDisturbed();
    await rm(home, { recursive: true });
  });
  const workbench = useWorkbench({ env });

  const wanted = () => workbench().row(/A one-time code \(MFA\) is needed/);

  it('asks for none by itself, and says so in its row', async () => {
    front = await openAccountsFront({ ASIAARCHIVIST: workbench().glacierUrl ?? '' });
    await writeFile(
      path.join(home, 'config'),
      [
        `[profile guarded]\nrole_arn = ${role}\nsource_profile = ana\nmfa_serial = ${serial}`,
        `region = us-west-2\nendpoint_url = ${front.url}`,
        '[profile ana]\naws_access_key_id = AKIAANA\naws_secret_access_key = secret-of-AKIAANA\n',
      ].join('\n'),
    );
    const { quickInput } = workbench();
    await workbench().showView();
    await workbench().row('my-vault, no lock').waitFor();
    await quickInput.runAndPick('Glacier Vault Lock: Add Connection…', 'guarded');
    // Its endpoint, its region, its account: as they are offered.
    await eventually(async () => {
      if (await quickInput.input.isVisible()) await quickInput.input.press('Enter', { timeout: 1_000 });
      await wanted().waitFor({ timeout: 1_500 });
    }, 60_000);
    assert.equal(sts.asked.filter((each) => each.get('Action') === 'AssumeRole').length, 0);
    await workbench().screenshot('mfa-needed');
  });

  it('asks when the row is clicked, refuses what is no code, and can be left without a word', async () => {
    const { quickInput, page } = workbench();
    await wanted().click();
    await quickInput.says(/mfa\/ana shows now, for profile guarded/).waitFor();
    await quickInput.enter('12345');
    await quickInput.says('Six digits, as the device shows them.').waitFor();
    await workbench().screenshot('mfa-code');
    await page.keyboard.press('Escape');
    await quickInput.widget.waitFor({ state: 'hidden' });
    await wanted().waitFor();
    assert.deepEqual((await workbench().shown())['notifications'] ?? [], []);
  });

  it('says that a code was refused, and shows the vaults once it was right', async () => {
    const { quickInput, notifications } = workbench();
    await wanted().click();
    await quickInput.enter('000000');
    await notifications.arrived();
    await notifications.press(/was not accepted/, 'Enter Code…');
    await quickInput.says(/mfa\/ana shows now/).waitFor();
    await quickInput.enter('123 456');
    await workbench().row('my-vault, no lock').nth(1).waitFor();
    await wanted().waitFor({ state: 'detached' });
  });
});
