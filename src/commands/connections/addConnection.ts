import * as vscode from 'vscode';
import type { AwsProfile, AwsProfiles } from '../../glacier/awsProfiles';
import { isLoopback, probePractice } from '../../glacier/practiceClock';
import { sameTarget } from '../../locking/gateways';
import type { Connection } from '../../locking/model';
import { plainText } from '../../shared/plainText';
import type { Services } from '../services';
import { askStepByStep, back, choose, type Choice, type Step } from '../stepByStep';
import {
  askAccount,
  askAddress,
  askConfiguredEndpoint,
  askProfileName,
  askRegions,
  credentialsChoices,
  type Credentials,
} from './questions';
import { firstRegion } from './regionChoices';

/** The connection to the Glacier that is built into the extension. */
export const builtInConnection: Connection = {
  id: 'local',
  kind: 'local',
  name: 'Local Glacier',
  regions: ['us-west-2'],
  practice: true,
};

/** Adds the built-in local Glacier and shows its vaults. */
export async function useLocalGlacier(services: Services): Promise<void> {
  await services.connections.add(builtInConnection);
  await showTree();
}

/** How Glacier is to be reached. */
type Way = Credentials | { readonly kind: 'local' | 'environment' | 'endpoint' };

interface Draft {
  readonly way: Way | undefined;
  readonly profile: string | undefined;
  readonly endpoint: string | undefined;
  readonly practice: boolean;
  readonly regions: readonly string[];
  readonly account: string | undefined;
}

const nothingYet: Draft = {
  ...{ way: undefined, profile: undefined, endpoint: undefined, account: undefined },
  ...{ practice: false, regions: [] },
};

/** Asks how to reach an account, in which regions, and whose vaults are meant. */
export async function addConnection(services: Services): Promise<void> {
  const { connections } = services;
  const files = await services.awsProfiles();
  const title = vscode.l10n.t('Add a Connection');
  const draft = await askStepByStep(title, stepsFor(services, files), nothingYet);
  if (draft.way?.kind === 'local') await connections.add(builtInConnection);
  else if (draft.way?.kind === 'environment') await connections.restoreEnvironment();
  else await connections.add(withFreeId(connectionOf(draft), connections.all));
  await showTree();
}

function stepsFor(services: Services, files: AwsProfiles): readonly Step<Draft>[] {
  const isMade = ({ way }: Draft) => way?.kind === 'local' || way?.kind === 'environment';
  return [
    {
      number: 1,
      applies: () => true,
      ask: async (draft, frame) => {
        const placeholder = vscode.l10n.t('Where are the vaults?');
        const way = await choose<Way>(frame, placeholder, { get: () => waysOf(services, files) });
        if (way === back) return back;
        const profile = way.kind === 'profile' ? way.name : undefined;
        return { ...draft, way, profile, endpoint: undefined, practice: false };
      },
    },
    {
      number: 1,
      applies: ({ way }) => way?.kind === 'typed',
      ask: async (draft, frame) => {
        const profile = await askProfileName(frame, files, draft.profile);
        return profile === back ? back : { ...draft, profile };
      },
    },
    {
      number: 1,
      applies: ({ way }) => way?.kind === 'endpoint',
      ask: async (draft, frame) => {
        const endpoint = await askAddress(frame, draft.endpoint);
        return endpoint === back ? back : { ...draft, ...(await answeringAt(endpoint)) };
      },
    },
    {
      number: 1,
      applies: (draft) => profileOf(draft, files)?.endpoint !== undefined,
      ask: async (draft, frame) => {
        const named = profileOf(draft, files)?.endpoint ?? '';
        const answer = await askConfiguredEndpoint(frame, named);
        return answer === back ? back : { ...draft, endpoint: answer.endpoint };
      },
    },
    {
      number: 2,
      applies: (draft) => !isMade(draft),
      ask: async (draft, frame) => {
        const profile = profileOf(draft, files);
        const regions = await askRegions(frame, [firstRegion(profile?.region, files.usualRegion)], profile);
        return regions === back ? back : { ...draft, regions };
      },
    },
    {
      number: 3,
      applies: (draft) => !isMade(draft) && !draft.practice,
      ask: async (draft, frame) => {
        const answer = await askAccount(frame, draft.account, profileOf(draft, files)?.account);
        return answer === back ? back : { ...draft, account: answer.account };
      },
    },
  ];
}

function waysOf({ connections }: Services, files: AwsProfiles): readonly Choice<Way>[] {
  const { l10n } = vscode;
  const hidden = connections.hiddenEnvironment;
  return [
    ...credentialsChoices<Way>(files, (credentials) => credentials),
    { label: l10n.t('Without an account'), kind: vscode.QuickPickItemKind.Separator },
    {
      label: `$(beaker) ${l10n.t('Local Glacier')}`,
      detail: l10n.t('On this machine, for practice. No AWS account, no cost, nothing leaves the machine.'),
      value: { kind: 'local' },
    },
    {
      label: `$(plug) ${l10n.t('Another endpoint')}`,
      detail: l10n.t('A running “vault-lock serve”, or a proxy in front of Glacier.'),
      value: { kind: 'endpoint' },
    },
    ...(hidden === undefined
      ? []
      : [
          {
            label: `$(symbol-variable) ${plainText(hidden.name)}`,
            detail: l10n.t('The address in AWS_ENDPOINT_URL_GLACIER, which you removed.'),
            value: { kind: 'environment' as const },
          },
        ]),
  ];
}

/** What the files say of the credentials that were chosen. */
function profileOf({ way, profile }: Draft, { profiles, usual }: AwsProfiles): AwsProfile | undefined {
  switch (way?.kind) {
    case 'profile':
    case 'typed':
      return profiles.find(({ name }) => name === profile);
    case 'default':
      return profiles.find(({ name }) => name === usual);
    case 'local':
    case 'environment':
    case 'endpoint':
    case undefined:
      return undefined;
  }
}

async function answeringAt(endpoint: string): Promise<Pick<Draft, 'endpoint' | 'practice'>> {
  // Nothing answers on this machine: most likely a local Glacier that is not running yet. The tree says so.
  const practice = isLoopback(endpoint) && (await probePractice(endpoint)) !== 'other';
  return { endpoint, practice };
}

function connectionOf({ way, profile, endpoint, practice, regions, account }: Draft): Connection {
  const isEndpoint = way?.kind === 'endpoint' && endpoint !== undefined;
  return {
    id: [
      isEndpoint ? `endpoint ${endpoint}` : `aws ${profile ?? ''}`,
      ...(account === undefined ? [] : [account]),
    ].join(' '),
    kind: 'aws',
    name: isEndpoint ? new URL(endpoint).host : nameFor(profile, account),
    regions,
    practice,
    ...(profile === undefined ? {} : { profile }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(account === undefined ? {} : { account }),
  };
}

/** The name of a connection that nobody has named. */
export function nameFor(profile: string | undefined, account: string | undefined): string {
  const { l10n } = vscode;
  const name = profile === undefined ? l10n.t('AWS (default credentials)') : l10n.t('AWS {0}', profile);
  return account === undefined ? name : `${name} · ${account}`;
}

/** What is added twice replaces itself; a connection that was edited since keeps its place, and this one gets another. */
function withFreeId(connection: Connection, all: readonly Connection[]): Connection {
  const isFree = (id: string): boolean => {
    const other = all.find((each) => each.id === id);
    if (other === undefined) return true;
    const { credentialsDigest } = other;
    const way = credentialsDigest === undefined ? {} : { credentialsDigest };
    return sameTarget(other, { ...connection, ...way, id });
  };
  let { id } = connection;
  for (let number = 2; !isFree(id); number += 1) id = `${connection.id} (${String(number)})`;
  return id === connection.id ? connection : { ...connection, id };
}

async function showTree(): Promise<void> {
  await vscode.commands.executeCommand('glacierVaultLock.vaults.focus');
}
