import * as vscode from 'vscode';
import type { AwsProfiles } from '../../glacier/awsProfiles';
import { originOf } from '../../glacier/callContext';
import type { Connection } from '../../locking/model';
import { plainText } from '../../shared/plainText';
import type { Services } from '../services';
import { askStepByStep, back, choose, type Choice, type Step } from '../stepByStep';
import { nameFor } from './addConnection';
import { pickConnection } from './pickConnection';
import { profileInWords } from './profileChoices';
import {
  askAccount,
  askConfiguredEndpoint,
  askName,
  askProfileName,
  askRegions,
  credentialsChoices,
  type Credentials,
} from './questions';

type Field = 'name' | 'profile' | 'regions' | 'account';

interface Edit {
  readonly field: Field | undefined;
  readonly credentials: Credentials | undefined;
  readonly next: Connection;
}

/**
 * Changes one thing about a connection: its name, its credentials, its regions or the account that is meant. After all but
 * a new name or region nothing that was read through it before is in sight any more.
 */
export async function editConnection(services: Services, argument?: unknown): Promise<void> {
  const { l10n } = vscode;
  const connection = await pickConnection(services, argument, { title: l10n.t('Edit a Connection') });
  if (connection.kind === 'environment') {
    throw new Error(
      l10n.t(
        '{0} is made of AWS_ENDPOINT_URL_GLACIER, AWS_PROFILE and AWS_REGION as they were when this window was opened. Change these, or add a connection of your own.',
        connection.name,
      ),
    );
  }
  const files = await services.awsProfiles();
  const { next } = await askStepByStep(
    l10n.t('Edit the Connection {0}', plainText(connection.name)),
    stepsFor(connection, files),
    { field: undefined, credentials: undefined, next: connection },
  );
  await services.connections.replace(connection.id, next);
}

function stepsFor(former: Connection, files: AwsProfiles): readonly Step<Edit>[] {
  const isField =
    (field: Field) =>
    (edit: Edit): boolean =>
      edit.field === field;
  const profileNamed = (name: string | undefined) =>
    files.profiles.find((each) => each.name === (name ?? files.usual));
  const change = (edit: Edit, changed: Partial<Editable>): Edit => ({
    ...edit,
    next: changedConnection(edit.next, changed),
  });
  const withProfile = (edit: Edit, profile: string | undefined): Edit => {
    // An address that the files named for the former profile is none of the new one's.
    const isOfFiles = former.endpoint === profileNamed(former.profile)?.endpoint;
    const endpoint = isOfFiles ? undefined : former.endpoint;
    return change({ ...edit, next: former }, { profile, endpoint });
  };
  return [
    {
      number: 1,
      applies: () => true,
      ask: async (edit, frame) => {
        const placeholder = vscode.l10n.t('What is to be changed?');
        const field = await choose(frame, placeholder, { get: () => fieldsOf(former, files) });
        return field === back ? back : { ...edit, field };
      },
    },
    {
      number: 2,
      applies: isField('name'),
      ask: async (edit, frame) => {
        const name = await askName(frame, former);
        return name === back ? back : { ...edit, next: { ...former, name } };
      },
    },
    {
      number: 2,
      applies: isField('profile'),
      ask: async (edit, frame) => {
        const credentials = await choose(frame, vscode.l10n.t('Whose credentials?'), {
          get: () => credentialsChoices(files, (one) => one),
        });
        if (credentials === back) return back;
        const profile = credentials.kind === 'profile' ? credentials.name : undefined;
        return { ...withProfile(edit, profile), credentials };
      },
    },
    {
      number: 2,
      applies: ({ credentials }) => credentials?.kind === 'typed',
      ask: async (edit, frame) => {
        const profile = await askProfileName(frame, files, former.profile);
        return profile === back ? back : withProfile(edit, profile);
      },
    },
    {
      number: 2,
      applies: (edit) => isField('profile')(edit) && profileNamed(edit.next.profile)?.endpoint !== undefined,
      ask: async (edit, frame) => {
        const named = profileNamed(edit.next.profile)?.endpoint ?? '';
        const answer = await askConfiguredEndpoint(frame, named);
        return answer === back ? back : change(edit, { endpoint: answer.endpoint });
      },
    },
    {
      number: 2,
      applies: isField('regions'),
      ask: async (edit, frame) => {
        const regions = await askRegions(frame, former.regions, undefined);
        return regions === back ? back : { ...edit, next: { ...former, regions } };
      },
    },
    {
      number: 2,
      applies: isField('account'),
      ask: async (edit, frame) => {
        const answer = await askAccount(frame, former.account, profileNamed(former.profile)?.account);
        if (answer === back) return back;
        return change({ ...edit, next: former }, { account: answer.account });
      },
    },
  ];
}

function fieldsOf(connection: Connection, files: AwsProfiles): readonly Choice<Field>[] {
  const { l10n } = vscode;
  const { name, practice, profile, endpoint, regions, account } = connection;
  const told = files.profiles.find((each) => each.name === (profile ?? files.usual));
  const ofAws: readonly Choice<Field>[] = [
    {
      label: `$(account) ${l10n.t('Credentials')}`,
      description: [
        profile === undefined ? l10n.t('default credentials') : plainText(profile),
        ...(told === undefined ? [] : [profileInWords(told)]),
      ].join(' · '),
      ...(endpoint === undefined
        ? {}
        : { detail: l10n.t('Requests go to {0}', plainText(originOf(endpoint))) }),
      value: 'profile',
    },
    {
      label: `$(home) ${l10n.t('Account')}`,
      description: account ?? l10n.t('that of the credentials'),
      value: 'account',
    },
  ];
  return [
    { label: `$(globe) ${l10n.t('Regions')}`, description: plainText(regions.join(', ')), value: 'regions' },
    ...(practice ? [] : ofAws),
    { label: `$(tag) ${l10n.t('Name')}`, description: plainText(name), value: 'name' },
  ];
}

interface Editable {
  readonly profile: string | undefined;
  readonly endpoint: string | undefined;
  readonly account: string | undefined;
}

/** A name that nobody has chosen follows what it was made of. */
function changedConnection(former: Connection, changed: Partial<Editable>): Connection {
  const { profile, endpoint, account, ...rest } = former;
  const next: Editable = { profile, endpoint, account, ...changed };
  const isNamed = former.name !== nameFor(profile, account);
  return {
    ...rest,
    name: isNamed ? former.name : nameFor(next.profile, next.account),
    ...(next.profile === undefined ? {} : { profile: next.profile }),
    ...(next.endpoint === undefined ? {} : { endpoint: next.endpoint }),
    ...(next.account === undefined ? {} : { account: next.account }),
  };
}
