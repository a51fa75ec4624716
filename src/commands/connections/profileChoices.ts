import * as vscode from 'vscode';
import type { AwsProfile, AwsProfiles, ProfileProblem } from '../../glacier/awsProfiles';
import { usualCredentials, type UsualCredentials } from '../../locking/credentials/usualCredentials';
import { plainText } from '../../shared/plainText';
import type { Choice } from '../stepByStep';

/** A profile as it stands in a list: where its credentials come from, whose account, which region, what is in the way. */
export function profileChoice<T>(profile: AwsProfile, value: T): Choice<T> {
  const { name, problem } = profile;
  const detail = [
    ...(problem === undefined ? [] : [`$(warning) ${problemInWords(problem)}`]),
    ...(profile.endpoint === undefined
      ? []
      : [vscode.l10n.t('The AWS files send it to {0}', plainText(profile.endpoint))]),
  ].join(' · ');
  return {
    label: `$(${iconOf(profile)}) ${plainText(name)}`,
    description: profileInWords(profile),
    ...(detail === '' ? {} : { detail }),
    value,
  };
}

/** The default credential chain, and what it begins with here. */
export function defaultChoice<T>(files: AwsProfiles, value: T): Choice<T> {
  const { l10n } = vscode;
  const usual = plainText(files.usual);
  const first = usualCredentials(files, process.env);
  return {
    label: `$(account) ${l10n.t('Default credentials')}`,
    description: usualInWords(first),
    detail:
      first.kind === 'keys'
        ? l10n.t('The access keys of the environment go before the profile {0}.', usual)
        : l10n.t(
            'Whatever the AWS SDK finds first: the profile {0}, a web identity, a container, the instance.',
            usual,
          ),
    value,
  };
}

function usualInWords(first: UsualCredentials): string {
  switch (first.kind) {
    case 'keys':
      return 'AWS_ACCESS_KEY_ID';
    case 'profile':
      return [
        ...(first.name === 'default' ? [] : [`AWS_PROFILE=${plainText(first.name)}`]),
        ...(first.profile === undefined ? [] : [profileInWords(first.profile)]),
      ].join(' · ');
    case 'other':
      return vscode.l10n.t('environment, container, instance');
  }
}

/** `SSO · 111122223333 · us-east-1` */
export function profileInWords({ source, mfaSerials, account, region }: AwsProfile): string {
  return [
    sourceInWords(source),
    ...(mfaSerials.length > 0 ? ['MFA'] : []),
    ...(account === undefined ? [] : [account]),
    ...(region === undefined ? [] : [plainText(region)]),
  ].join(' · ');
}

function sourceInWords(source: AwsProfile['source']): string {
  const { l10n } = vscode;
  switch (source.kind) {
    case 'assumeRole':
      return 'profile' in source.from
        ? l10n.t('role, through {0}', plainText(source.from.profile))
        : l10n.t('role');
    case 'staticKeys':
      return l10n.t('access keys');
    case 'webIdentity':
      return l10n.t('web identity');
    case 'process':
      return l10n.t('credential process');
    case 'sso':
      return 'SSO';
    case 'login':
      return 'aws login';
    case 'none':
      return l10n.t('no credentials');
  }
}

function iconOf({ source: { kind } }: AwsProfile): string {
  switch (kind) {
    case 'assumeRole':
    case 'webIdentity':
      return 'organization';
    case 'staticKeys':
      return 'key';
    case 'process':
      return 'terminal';
    case 'sso':
    case 'login':
      return 'account';
    case 'none':
      return 'circle-slash';
  }
}

function problemInWords(problem: ProfileProblem): string {
  const { l10n } = vscode;
  switch (problem.kind) {
    case 'noSource':
      return l10n.t('It says nothing about credentials.');
    case 'missingSourceProfile':
      return l10n.t('There is no profile “{0}”.', plainText(problem.profile));
    case 'circle':
      return l10n.t('Its source profiles go round in circles: {0}.', plainText(problem.profiles.join(' → ')));
    case 'unknownCredentialSource':
      return l10n.t('Its credential_source “{0}” is none of AWS.', plainText(problem.value));
    case 'missingSsoSession':
      return l10n.t('There is no sso-session “{0}”.', plainText(problem.session));
    case 'missingSsoSetting':
      return l10n.t('{0} is missing.', problem.setting);
    case 'missingServices':
      return l10n.t('There is no services section “{0}”.', plainText(problem.services));
    case 'badEndpoint':
      return l10n.t('Its endpoint_url is no HTTP address.');
    case 'badSwitch':
      return l10n.t('{0} must be true or false.', problem.setting);
  }
}
