import * as vscode from 'vscode';
import type { Services } from './services';

/** How to sign in: `aws sso login` or `aws login`, for a profile or for the default one. */
interface SignIn {
  readonly how: 'sso' | 'login';
  readonly profile?: string;
}

/**
 * Runs the sign-in of the AWS CLI in a terminal, where it opens the browser and says what it needs; when it ended well,
 * the vaults are read again.
 */
export async function signIn(services: Services, argument?: unknown): Promise<void> {
  const wanted = signInOf(argument);
  const execution = await vscode.tasks.executeTask(signInTask(wanted));
  const exitCode = await new Promise<number | undefined>((resolve) => {
    const subscription = vscode.tasks.onDidEndTaskProcess((end) => {
      if (end.execution !== execution) return;
      subscription.dispose();
      resolve(end.exitCode);
    });
  });
  if (exitCode !== 0) return;
  const signedIn = services.connections.all.filter(
    ({ practice, profile }) => !practice && (wanted.profile === undefined || profile === wanted.profile),
  );
  await Promise.all(
    signedIn.map(({ id }) => services.store.refresh('signed in again', { connectionId: id })),
  );
}

/** No shell is in between, which could read something else out of the name of a profile; nor can it be taken for an option. */
export function signInTask({ how, profile }: SignIn): vscode.Task {
  const args = [...(how === 'sso' ? ['sso'] : []), 'login'];
  const task = new vscode.Task(
    { type: 'glacierVaultLock.signIn' },
    vscode.TaskScope.Workspace,
    vscode.l10n.t('Sign in to AWS'),
    'Glacier Vault Lock',
    new vscode.ProcessExecution('aws', [...args, ...(profile === undefined ? [] : [`--profile=${profile}`])]),
    [],
  );
  task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, focus: true, clear: true };
  return task;
}

function signInOf(argument: unknown): SignIn {
  const fields = typeof argument === 'object' && argument !== null ? argument : {};
  const profile = 'profile' in fields && typeof fields.profile === 'string' ? fields.profile : undefined;
  // No such name is in the AWS files.
  const usable = profile !== undefined && /^[^\p{Cc}]{1,200}$/u.test(profile) ? { profile } : {};
  return { how: 'how' in fields && fields.how === 'login' ? 'login' : 'sso', ...usable };
}
