import * as vscode from 'vscode';
import type { AwsProfile, AwsProfiles } from '../../glacier/awsProfiles';
import { isAccount } from '../../locking/connectionList';
import type { Connection } from '../../locking/model';
import { plainText } from '../../shared/plainText';
import { back, choose, chooseSeveral, type, type Choice, type StepFrame } from '../stepByStep';
import { defaultChoice, profileChoice } from './profileChoices';
import { noVaultsIn, regionChoices, regionsProblem } from './regionChoices';

/** Whose credentials are meant. */
export type Credentials =
  | { readonly kind: 'default' }
  | { readonly kind: 'profile'; readonly name: string }
  /** A name that is still to be typed. */
  | { readonly kind: 'typed' };

/** The ways to credentials as choices: the profiles of the AWS files, the default chain, and a name to be typed. */
export function credentialsChoices<T>(
  files: AwsProfiles,
  valueOf: (credentials: Credentials) => T,
): readonly Choice<T>[] {
  const { l10n } = vscode;
  const unreadable = files.unreadable.map(({ file, code }) => `${plainText(file)} (${code})`).join(', ');
  return [
    { label: l10n.t('Profiles of the AWS files'), kind: vscode.QuickPickItemKind.Separator },
    ...files.profiles.map((profile) =>
      profileChoice(profile, valueOf({ kind: 'profile', name: profile.name })),
    ),
    defaultChoice(files, valueOf({ kind: 'default' })),
    {
      label: `$(edit) ${l10n.t('Type a name…')}`,
      description: l10n.t('of a profile that is not in the files yet'),
      ...(unreadable === '' ? {} : { detail: `$(warning) ${l10n.t('Cannot be read: {0}', unreadable)}` }),
      value: valueOf({ kind: 'typed' }),
    },
  ];
}

/** Asks for the name of a profile. Throws Cancelled. */
export async function askProfileName(
  frame: StepFrame,
  files: AwsProfiles,
  value = '',
): Promise<string | typeof back> {
  const { l10n } = vscode;
  return await type(frame, {
    prompt: l10n.t("The profile's name in your AWS config or credentials file."),
    placeholder: 'archive',
    value,
    check: (typed) => (typed === '' ? l10n.t('A profile has a name.') : undefined),
    remark: (typed) =>
      files.profiles.some(({ name }) => name === typed)
        ? undefined
        : l10n.t('There is no profile of this name now; it is used as soon as there is one.'),
  });
}

/** Asks where a Glacier answers. Throws Cancelled. */
export async function askAddress(frame: StepFrame, value = ''): Promise<string | typeof back> {
  const { l10n } = vscode;
  const typed = await type(frame, {
    prompt: l10n.t('Where a Glacier API answers.'),
    placeholder: 'http://127.0.0.1:4567',
    value,
    check: (address) =>
      URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)
        ? undefined
        : l10n.t('An address that starts with http:// or https://'),
  });
  if (typed === back) return back;
  // A path belongs to it: something in front of Glacier may go by it.
  const { origin, pathname } = new URL(typed);
  return `${origin}${pathname.replace(/\/+$/, '')}`;
}

/**
 * Shows that the AWS files send a profile somewhere else than to AWS, and asks which it is to be. Throws Cancelled.
 *
 * @returns The address, or undefined for AWS itself.
 */
export async function askConfiguredEndpoint(
  frame: StepFrame,
  endpoint: string,
): Promise<{ readonly endpoint: string | undefined } | typeof back> {
  const { l10n } = vscode;
  return await choose<{ readonly endpoint: string | undefined }>(
    frame,
    l10n.t('The AWS files name an endpoint for Glacier: where are requests to go?'),
    {
      get: () => [
        {
          label: `$(plug) ${plainText(endpoint)}`,
          description: l10n.t('as the AWS files say (endpoint_url)'),
          value: { endpoint },
        },
        {
          label: `$(cloud) ${l10n.t('Glacier of AWS')}`,
          description: l10n.t('in spite of endpoint_url'),
          value: { endpoint: undefined },
        },
      ],
    },
  );
}

/** Asks for regions; those that are meant so far come first and are chosen. Throws Cancelled. */
export async function askRegions(
  frame: StepFrame,
  chosen: readonly string[],
  profile: AwsProfile | undefined,
): Promise<readonly string[] | typeof back> {
  return await chooseSeveral(
    frame,
    noVaultsIn(profile?.region) ??
      vscode.l10n.t('The regions to show; these are all that have Glacier vaults'),
    regionChoices(chosen),
    regionsProblem,
  );
}

/**
 * Asks whose vaults are meant. Throws Cancelled.
 *
 * @returns 12 digits, or undefined for the account of whoever signs.
 */
export async function askAccount(
  frame: StepFrame,
  value: string | undefined,
  own: string | undefined,
): Promise<{ readonly account: string | undefined } | typeof back> {
  const { l10n } = vscode;
  const typed = await type(frame, {
    prompt: l10n.t(
      'Whose vaults? Leave it empty for those of your own account; the ID of another account shows vaults that it shares with you.',
    ),
    placeholder:
      own === undefined
        ? l10n.t('The account that the credentials belong to')
        : l10n.t('The account that the credentials belong to: {0}', own),
    value: value ?? '',
    check: (account) =>
      account === '' || account === '-' || isAccount(digitsOf(account))
        ? undefined
        : l10n.t('An account ID has 12 digits.'),
  });
  if (typed === back) return back;
  return { account: typed === '' || typed === '-' ? undefined : digitsOf(typed) };
}

/** Asks under which name a connection is to stand in the tree. Throws Cancelled. */
export async function askName(frame: StepFrame, { name }: Connection): Promise<string | typeof back> {
  const { l10n } = vscode;
  return await type(frame, {
    prompt: l10n.t('The name in the tree and in every confirmation.'),
    placeholder: name,
    value: name,
    check: (typed) => (typed === '' ? l10n.t('A connection has a name.') : undefined),
  });
}

/** The console writes it with hyphens: 1111-2222-3333. */
function digitsOf(account: string): string {
  return account.replaceAll('-', '');
}
