import * as vscode from 'vscode';
import type { AskForMfaCode } from '../glacier/signIn';
import type { Connection } from '../locking/model';
import { plainText } from '../shared/plainText';
import { withProgress } from './progress';
import type { Services } from './services';

/**
 * Asks for the one-time code that a profile wants, and reads the vaults of its connections again. Only here is anybody
 * asked for one: what runs by itself fails for want of it, and its row leads here.
 *
 * @param argument `{ profile }`, or nothing for the default credentials.
 */
export async function enterMfaCode(services: Services, argument?: unknown): Promise<void> {
  const profile = profileIn(argument);
  const concerned = services.connections.all.filter(
    (connection) => !connection.practice && connection.profile === profile,
  );
  const [first] = concerned;
  if (first === undefined) return;
  await services.signIn(first, askForMfaCode);
  await withProgress(
    vscode.l10n.t('Reading vaults…'),
    () => undefined,
    () => refreshAll(services, concerned),
  );
}

async function refreshAll({ store }: Services, connections: readonly Connection[]): Promise<void> {
  await Promise.all(connections.map(({ id }) => store.refresh('signed in again', { connectionId: id })));
}

const askForMfaCode: AskForMfaCode = async ({ serial, profile }, signal) => {
  const { l10n } = vscode;
  const over = new vscode.CancellationTokenSource();
  const end = () => over.cancel();
  signal?.addEventListener('abort', end, { once: true });
  try {
    const typed = await vscode.window.showInputBox(
      {
        title: l10n.t('One-Time Code (MFA)'),
        prompt:
          profile === undefined
            ? l10n.t('The code that {0} shows now, for the default credentials.', plainText(serial))
            : l10n.t('The code that {0} shows now, for profile {1}.', plainText(serial), plainText(profile)),
        placeHolder: '123456',
        password: true,
        ignoreFocusOut: true,
        validateInput: (value) =>
          /^\d{6}$/.test(digitsOf(value)) ? undefined : l10n.t('Six digits, as the device shows them.'),
      },
      over.token,
    );
    return typed === undefined ? undefined : digitsOf(typed);
  } finally {
    signal?.removeEventListener('abort', end);
    over.dispose();
  }
};

/** Many devices show the code in two groups. */
function digitsOf(typed: string): string {
  return typed.replaceAll(/\s/g, '');
}

function profileIn(argument: unknown): string | undefined {
  return typeof argument === 'object' &&
    argument !== null &&
    'profile' in argument &&
    typeof argument.profile === 'string'
    ? argument.profile
    : undefined;
}
