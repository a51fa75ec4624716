import * as vscode from 'vscode';
import type { Services } from './services';

/** How to sign in: `aws sso login` or `aws login`, for a profile or for the default one. */
interface SignIn {
  readonly how: 'sso' | 'login';
  readonly profile?: string;
  /** The profile of the connection, empty for the default one, where it is another that begins with `profile`. */
  readonly usedBy?: string;
}

/**
 * Runs the sign-in of the AWS CLI in a terminal, where it opens the browser and says what it needs; when it ended well,
 * the vaults are read again.
 */
export async function signIn(services: Services, argument?: unknown): Promise<void> {
  const wanted = signInOf(argument);
  const terminal = vscode.window.createTerminal(signInTerminal(wanted));
  terminal.show();
  const exitCode = await new Promise<number | undefined>((resolve) => {
    const subscription = vscode.window.onDidCloseTerminal((closed) => {
      if (closed !== terminal) return;
      subscription.dispose();
      resolve(closed.exitStatus?.code);
    });
  });
  if (exitCode !== 0) return;
  const signedIn = services.connections.all.filter(
    ({ practice, profile }) =>
      !practice &&
      (wanted.profile === undefined || profile === wanted.profile || (profile ?? '') === wanted.usedBy),
  );
  await Promise.all(
    signedIn.map(({ id }) => services.store.refresh('signed in again', { connectionId: id })),
  );
}

/**
 * No shell is in between, which could read something else out of the name of a profile, nor can the name be taken for an
 * option. A terminal, not a task: tasks want a folder to be open. It closes by itself when the sign-in went well.
 */
export function signInTerminal({ how, profile }: SignIn) {
  return {
    name: vscode.l10n.t('Sign in to AWS'),
    iconPath: new vscode.ThemeIcon('key'),
    shellPath: 'aws',
    shellArgs: [
      ...(how === 'sso' ? ['sso', 'login'] : ['login']),
      ...(profile === undefined ? [] : [`--profile=${profile}`]),
    ],
    // Of this moment: it is not to be run once more when the window is opened again.
    isTransient: true,
  } satisfies vscode.TerminalOptions;
}

function signInOf(argument: unknown): SignIn {
  const fields = typeof argument === 'object' && argument !== null ? argument : {};
  const profile = 'profile' in fields && typeof fields.profile === 'string' ? fields.profile : undefined;
  // No such name is in the AWS files. VS Code would put something else in the place of `${…}`, in a terminal, too.
  const usable = profile !== undefined && /^(?!.*\$\{)[^\p{Cc}]{1,200}$/u.test(profile) ? { profile } : {};
  const usedBy = 'usedBy' in fields && typeof fields.usedBy === 'string' ? { usedBy: fields.usedBy } : {};
  return { how: 'how' in fields && fields.how === 'login' ? 'login' : 'sso', ...usable, ...usedBy };
}
