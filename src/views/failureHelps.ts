import * as vscode from 'vscode';
import type { Help } from '../glacier/explanation';
import type { GlacierError } from '../glacier/glacierError';

/** Something that helps with a failure: a button of a message, or a link of a tooltip. */
export interface HelpfulAct {
  readonly label: string;
  readonly command: string;
  readonly arguments: readonly unknown[];
}

/** What VS Code may run from a link of ours about a failure. */
export const helpfulCommands: readonly string[] = [
  'glacierVaultLock.connection.add',
  'glacierVaultLock.connection.edit',
  'glacierVaultLock.connection.enterMfaCode',
  'glacierVaultLock.connection.openFile',
  'glacierVaultLock.connection.signIn',
  'glacierVaultLock.error.copyRequestId',
  'glacierVaultLock.error.show',
  'glacierVaultLock.localGlacier.use',
  'glacierVaultLock.vaults.refresh',
  'workbench.action.openSettings',
];

/** The row that tells of a failure, as a link can carry it. */
export interface FailedRow {
  readonly connection: { readonly id: string };
  readonly region?: string;
  /** Of the vault, where it is one. */
  readonly key?: string;
}

/**
 * The acts that the product can do about a failure, the most helpful one first. "Try again" is not among them: what it
 * repeats depends on where the failure is shown.
 *
 * @param row Where the failure is told of, unless in a message.
 */
export function helpfulActs({ details }: GlacierError, row?: FailedRow): readonly HelpfulAct[] {
  return (details.explanation?.helps ?? []).flatMap((help) => actOf(help, details, row) ?? []);
}

/** Where only a person helps, by signing in or with a code: what a click on the row does, and how the row says so. */
export function personalAct(
  error: GlacierError,
): { readonly aside: string; readonly command: vscode.Command } | undefined {
  const { l10n } = vscode;
  const [help] = error.details.explanation?.helps ?? [];
  const [act] = helpfulActs(error);
  if (act === undefined || (help !== 'signIn' && help !== 'enterCode')) return undefined;
  const { label, command, arguments: args } = act;
  return {
    aside: help === 'signIn' ? l10n.t('click to sign in') : l10n.t('click to enter the code'),
    command: { title: label, command, arguments: [...args] },
  };
}

function actOf(
  help: Help,
  { credentials, explanation, context, requestId }: GlacierError['details'],
  row: FailedRow | undefined,
): HelpfulAct | undefined {
  const { l10n } = vscode;
  const act = (label: string, command: string, ...args: readonly unknown[]): HelpfulAct => ({
    label,
    command,
    arguments: args,
  });
  switch (help) {
    case 'tryAgain':
      return undefined;
    case 'signIn': {
      const source = credentials?.root ?? credentials?.source;
      const how = source === 'login' || explanation?.kind === 'loginExpired' ? 'login' : 'sso';
      const asked = context?.target.profile;
      const profile = credentials?.rootProfile ?? asked;
      return act(l10n.t('Sign In'), 'glacierVaultLock.connection.signIn', {
        how,
        ...(profile === undefined ? {} : { profile }),
        ...(profile === asked ? {} : { usedBy: asked ?? '' }),
      });
    }
    case 'enterCode': {
      const profile = context?.target.profile;
      return act(
        l10n.t('Enter Code…'),
        'glacierVaultLock.connection.enterMfaCode',
        profile === undefined ? {} : { profile },
      );
    }
    case 'openConfig':
      return act(l10n.t('Open AWS Config File'), 'glacierVaultLock.connection.openFile', 'config');
    case 'openCredentials':
      return act(l10n.t('Open AWS Credentials File'), 'glacierVaultLock.connection.openFile', 'credentials');
    case 'addConnection':
      return act(l10n.t('Add Connection…'), 'glacierVaultLock.connection.add');
    case 'editConnection':
      return act(
        l10n.t('Edit Connection…'),
        'glacierVaultLock.connection.edit',
        ...(row === undefined ? [] : [row]),
      );
    case 'proxySettings':
      return act(l10n.t('Proxy Settings'), 'workbench.action.openSettings', 'http.proxy');
    case 'useLocalGlacier':
      return act(l10n.t('Use the Local Glacier'), 'glacierVaultLock.localGlacier.use');
    case 'copyRequestId':
      return requestId === undefined
        ? undefined
        : act(l10n.t('Copy Request ID'), 'glacierVaultLock.error.copyRequestId', requestId);
  }
}
