import * as vscode from 'vscode';
import { originOf } from '../glacier/callContext';
import type { CallerReading } from '../glacier/gateway';
import type { GlacierError } from '../glacier/glacierError';
import type { GlacierClock } from '../locking/api';
import type { Drift } from '../locking/drift/driftBook';
import { lockOf } from '../locking/lockOf';
import type { Connection, RegionState, Vault } from '../locking/model';
import { formatBytes, formatInstant, formatNumber } from '../shared/format';
import { formatAge } from '../shared/formatAge';
import { escapeMarkdown } from '../shared/markdown';
import { plainText } from '../shared/plainText';
import { driftAppearance } from './driftAppearance';
import { personalAct } from './failureHelps';
import { failureTooltip } from './failureTooltip';
import { lockAppearance } from './lockAppearance';
import { groupAppearance } from './groupAppearance';
import type { Arranged } from './vaultArrangement';
import {
  identityOf,
  regionOf,
  type GroupNode,
  type MessageNode,
  type PropertyNode,
  type TreeNode,
} from './vaultTreeNodes';

/** What a tree item is drawn from. */
export interface TreeData {
  readonly regions: readonly RegionState[];
  readonly find: (key: string) => Vault | undefined;
  readonly clock: GlacierClock;
  /** How the policy in force stands to the workspace; undefined where there is nothing to compare. */
  readonly driftOf: (vault: Vault) => Drift | undefined;
  readonly arrangedIn: (region: RegionState) => Arranged;
  /** Who signs, as far as that is known. */
  readonly callerOf: (connection: Connection) => CallerReading | undefined;
}

/** So many regions are shown open at first. Of more, each is listed when somebody opens it. */
const fewRegions = 4;

/** How a node looks. Ids are stable, so that selection and expansion outlive a refresh. */
export function treeItemOf(node: TreeNode, data: TreeData): vscode.TreeItem {
  switch (node.type) {
    case 'connection': {
      const { connection } = node;
      const hasRegionRows = connection.regions.length > 1;
      const item = new vscode.TreeItem(connection.name, openAtFirst(hasRegionRows || isFew(data)));
      item.id = `connection ${connection.id}`;
      item.iconPath = new vscode.ThemeIcon(connection.practice ? 'beaker' : 'cloud');
      item.contextValue = [
        'connection',
        ...(connection.kind === 'environment' ? [] : ['editable']),
        ...(connection.practice ? ['practice'] : []),
      ].join(' ');
      item.description = placeOfConnection(connection, data);
      return item;
    }
    case 'region': {
      const state = regionOf(node, data.regions);
      const item = new vscode.TreeItem(node.region, openAtFirst(isFew(data)));
      item.id = `region ${node.connection.id} ${node.region}`;
      item.iconPath = new vscode.ThemeIcon('globe');
      item.contextValue = 'region';
      item.description = statusOf(state, data);
      return item;
    }
    case 'group':
      return groupItem(node, data);
    case 'vault': {
      const vault = data.find(node.key);
      return vault === undefined ? new vscode.TreeItem('') : vaultItem(vault, data);
    }
    case 'property': {
      const vault = data.find(node.key);
      return vault === undefined ? new vscode.TreeItem('') : propertyItem(node, vault, data);
    }
    case 'message':
      return messageItem(node, regionOf(node, data.regions));
  }
}

function isFew({ regions }: TreeData): boolean {
  return regions.length <= fewRegions;
}

function openAtFirst(open: boolean): vscode.TreeItemCollapsibleState {
  return open ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}

/** The tooltip, made only when it is about to be shown. */
export function vaultTooltip(vault: Vault, { clock, driftOf }: TreeData): vscode.MarkdownString {
  const { description } = lockAppearance(vault, clock);
  const markdown = new vscode.MarkdownString();
  markdown.appendMarkdown(`**${escapeMarkdown(vault.name)}** — ${escapeMarkdown(description)}\n\n`);
  markdown.appendMarkdown(`${escapeMarkdown(vault.arn)}\n\n`);
  const lock = vault.lock;
  if (lock.known === 'failed') {
    const failure = failureTooltip(lock.error, {
      key: vault.key,
      connection: { id: vault.connection.id },
    });
    markdown.isTrusted = failure.isTrusted ?? false;
    markdown.appendMarkdown(failure.value);
  } else if (lock.known === 'read') {
    markdown.appendMarkdown(meaningOf(lock.lock.state));
  }
  const drift = driftOf(vault);
  if (drift !== undefined) markdown.appendMarkdown(`\n\n${escapeMarkdown(driftAppearance(drift).sentence)}`);
  return markdown;
}

/** Where a connection leads, and who asks there as far as that is known. Plain text: no part of it is read as Markdown. */
export function connectionTooltip(connection: Connection, caller: CallerReading | undefined): string {
  const { l10n } = vscode;
  const { name, kind, profile, endpoint, account, regions } = connection;
  const by = (variable: string | undefined): string =>
    kind === 'environment' && variable !== undefined ? ` (${variable})` : '';
  const regionVariable = ['AWS_REGION', 'AWS_DEFAULT_REGION'].find(
    (variable) => process.env[variable] === regions[0],
  );
  return [
    name,
    ...(profile === undefined ? [] : [l10n.t('Profile: {0}', profile) + by('AWS_PROFILE')]),
    ...(endpoint === undefined
      ? []
      : [l10n.t('Endpoint: {0}', originOf(endpoint)) + by('AWS_ENDPOINT_URL_GLACIER')]),
    ...(kind === 'environment' ? [l10n.t('Region: {0}', regions.join(', ')) + by(regionVariable)] : []),
    ...(account === undefined ? [] : [l10n.t('Vaults of account {0}', account)]),
    ...(caller === undefined
      ? []
      : caller.known
        ? [l10n.t('Account: {0}', caller.caller.account), l10n.t('Caller: {0}', caller.caller.arn)]
        : [l10n.t('Caller: unknown ({0})', caller.why)]),
  ]
    .map(plainText)
    .join('\n');
}

function meaningOf(state: 'none' | 'inProgress' | 'locked'): string {
  switch (state) {
    case 'none':
      return vscode.l10n.t('No vault lock policy. Archives are protected by nothing that cannot be changed.');
    case 'inProgress':
      return vscode.l10n.t(
        'The policy is in full force and can still be aborted. When its 24 hours are over without Complete, it is gone.',
      );
    case 'locked':
      return vscode.l10n.t(
        'The policy is in force for good. Nobody can change or remove it, the root user included.',
      );
  }
}

function vaultItem(vault: Vault, { clock, driftOf }: TreeData): vscode.TreeItem {
  const look = lockAppearance(vault, clock);
  const drift = driftOf(vault);
  const aside = drift === undefined ? undefined : driftAppearance(drift).aside;
  const item = new vscode.TreeItem(vault.name, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = `vault ${vault.key}`;
  item.iconPath = look.icon;
  const shown = look.narrow ?? look.description;
  item.description = aside === undefined ? shown : `${shown} · ${aside.shown}`;
  item.contextValue = ['vault', ...capabilitiesOf(vault), ...(aside === undefined ? [] : ['drifted'])].join(
    ' ',
  );
  item.accessibilityInformation = {
    label: [vault.name, look.spoken, ...(aside === undefined ? [] : [aside.spoken])].join(', '),
  };
  return item;
}

/** The words that the menus' `when` clauses ask for. */
function capabilitiesOf(vault: Vault): readonly string[] {
  const practice = vault.connection.practice ? ['practice'] : [];
  if (vault.lock.known === 'failed') return ['retry', ...practice];
  // What an earlier session read offers nothing: whatever is done begins with a fresh reading.
  if (vault.lock.known !== 'read') return ['pending', ...practice];
  const { lock } = vault.lock;
  switch (lock.state) {
    case 'none':
      return ['none', ...practice];
    case 'inProgress':
      return ['inProgress', 'hasPolicy', lock.lockId.held ? 'lockIdHeld' : 'lockIdUnknown', ...practice];
    case 'locked':
      return ['locked', 'hasPolicy', ...practice];
  }
}

function groupItem(node: GroupNode, { regions, arrangedIn }: TreeData): vscode.TreeItem {
  const state = regionOf(node, regions);
  const group = state && arrangedIn(state).groups?.find(({ id }) => id === node.group);
  if (group === undefined) return new vscode.TreeItem('');
  const { label, icon, aside } = groupAppearance(group.of);
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
  item.id = identityOf(node);
  item.iconPath = icon;
  item.contextValue = 'group';
  const count = group.vaults.length;
  item.description = [...(aside === undefined ? [] : [aside]), formatNumber(count)].join(' · ');
  item.accessibilityInformation = {
    label: [label, ...(aside === undefined ? [] : [aside]), countOf(count)].join(', '),
  };
  return item;
}

function propertyItem(node: PropertyNode, vault: Vault, { clock, driftOf }: TreeData): vscode.TreeItem {
  const { l10n } = vscode;
  const lock = lockOf(vault);
  const make = (label: string, value: string, icon: string | vscode.ThemeIcon, copyable = true) => {
    const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
    item.id = `${node.property} ${node.key}`;
    item.description = value;
    item.iconPath = typeof icon === 'string' ? new vscode.ThemeIcon(icon) : icon;
    item.contextValue = copyable ? 'value' : 'property';
    item.tooltip = `${label}: ${value}`;
    item.accessibilityInformation = { label: `${label}: ${value}` };
    return item;
  };
  switch (node.property) {
    case 'state': {
      const look = lockAppearance(vault, clock);
      return make(l10n.t('Lock'), look.description, look.icon);
    }
    case 'expires': {
      const text = lock?.state === 'inProgress' ? formatInstant(lock.expires) : '';
      return make(l10n.t('Expires'), text, 'calendar');
    }
    case 'policy': {
      const bytes =
        lock === undefined || lock.state === 'none' ? 0 : new TextEncoder().encode(lock.policy).length;
      const item = make(l10n.t('Policy in force'), l10n.t('{0} bytes', formatNumber(bytes)), 'json', false);
      item.command = {
        command: 'glacierVaultLock.policy.open',
        title: l10n.t('Open Policy in Force'),
        arguments: [vault.key],
      };
      return item;
    }
    case 'file': {
      const drift = driftOf(vault);
      const look = drift && driftAppearance(drift);
      const item = make(l10n.t('Policy file'), look?.description ?? '', look?.icon ?? 'file', false);
      item.contextValue = 'property file';
      if (look !== undefined) item.tooltip = look.sentence;
      if (look !== undefined) item.command = { ...look.command, arguments: [vault.key, ...look.arguments] };
      return item;
    }
    case 'lockId': {
      const held = lock?.state === 'inProgress' && lock.lockId.held;
      const isUnsaved = held && lock.lockId.unsaved === true;
      const kept = isUnsaved ? l10n.t('only in this window') : l10n.t('kept on this machine');
      const text = held ? kept : l10n.t('not known here');
      const item = make(l10n.t('Lock ID'), text, 'key', false);
      item.command = held
        ? { command: 'glacierVaultLock.lockId.copy', title: l10n.t('Copy Lock ID'), arguments: [vault.key] }
        : {
            command: 'glacierVaultLock.lockId.enter',
            title: l10n.t('Enter a Lock ID…'),
            arguments: [vault.key],
          };
      const useIt = isUnsaved
        ? l10n.t(
            'It could not be written to disk, and is gone when this window closes. Click to copy it. It is written as soon as there is room.',
          )
        : l10n.t('Click to copy it. Complete uses it for you.');
      item.tooltip = held
        ? useIt
        : l10n.t(
            'The lock was initiated elsewhere, or the answer with its lock ID was lost. Click to enter the lock ID; without it the lock cannot be completed, only aborted or restarted.',
          );
      return item;
    }
    case 'lockCreated': {
      const text = lock === undefined || lock.state === 'none' ? '' : formatInstant(lock.created);
      return make(l10n.t('Lock initiated'), text, 'history');
    }
    case 'vaultCreated':
      return make(l10n.t('Vault created'), formatInstant(vault.created), 'archive');
    case 'archives': {
      const item = make(l10n.t('Archives'), archivesOf(vault), 'package');
      item.tooltip =
        vault.lastInventory === undefined
          ? l10n.t('Glacier counts archives about once a day, from the first upload on.')
          : l10n.t('As of the inventory of {0}.', formatInstant(vault.lastInventory));
      return item;
    }
    case 'arn':
      return make('ARN', vault.arn, 'symbol-string');
  }
}

function archivesOf(vault: Vault): string {
  if (vault.archives === undefined) return vscode.l10n.t('no inventory yet');
  const count =
    vault.archives === 1
      ? vscode.l10n.t('1 archive')
      : vscode.l10n.t('{0} archives', formatNumber(vault.archives));
  return vault.sizeInBytes === undefined ? count : `${count}, ${formatBytes(vault.sizeInBytes)}`;
}

function messageItem(node: MessageNode, state: RegionState | undefined): vscode.TreeItem {
  const { l10n } = vscode;
  const refresh = {
    command: 'glacierVaultLock.vaults.refresh',
    title: l10n.t('Refresh Vaults'),
    arguments: [node],
  };
  const item = new vscode.TreeItem('', vscode.TreeItemCollapsibleState.None);
  item.id = `message ${node.connection.id} ${node.region}`;
  switch (node.kind) {
    case 'listing':
      item.label = l10n.t('Listing vaults…');
      item.iconPath = new vscode.ThemeIcon('loading~spin');
      item.contextValue = 'message';
      return item;
    case 'noVaults':
      item.label = l10n.t('No vaults in {0}', node.region);
      item.description = l10n.t('click to create one');
      item.iconPath = new vscode.ThemeIcon('add');
      item.contextValue = 'message';
      item.command = {
        command: 'glacierVaultLock.vault.create',
        title: l10n.t('Create Vault…'),
        arguments: [node],
      };
      return item;
    case 'filtered':
      item.label = l10n.t('No vault matches the filter');
      item.description = l10n.t('click to clear it');
      item.iconPath = new vscode.ThemeIcon('filter');
      item.contextValue = 'message';
      item.command = {
        command: 'glacierVaultLock.vaults.clearFilter',
        title: l10n.t('Clear Filter'),
      };
      return item;
    case 'failed': {
      const error = state?.error;
      item.label = error === undefined ? l10n.t('The vaults could not be listed.') : shortOf(error);
      const person = error && personalAct(error);
      item.description = person?.aside ?? l10n.t('click to try again');
      if (error !== undefined)
        item.tooltip = failureTooltip(error, { connection: { id: node.connection.id }, region: node.region });
      item.iconPath =
        person === undefined
          ? new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'))
          : new vscode.ThemeIcon('key');
      item.contextValue = 'message retry';
      item.command = person?.command ?? refresh;
      return item;
    }
  }
}

/** For a row: without the full stop, and without what did not happen, which the row's place says. */
function shortOf({ message, details: { explanation } }: GlacierError): string {
  return (explanation?.title ?? message).replace(/\.$/, '');
}

/** Where a connection leads, as far as the rows below do not say it. */
function placeOfConnection(connection: Connection, { regions, callerOf }: TreeData): string {
  const [region, ...others] = connection.regions;
  const own = regions.filter((state) => state.connection.id === connection.id);
  const account = accountOf(
    connection,
    own.flatMap(({ vaults }) => vaults),
    callerOf(connection),
  );
  return [
    ...(region !== undefined && others.length === 0 ? [region] : []),
    ...(account === undefined ? [] : [account]),
    ...(connection.practice ? [vscode.l10n.t('practice')] : []),
  ].join(' · ');
}

/** Whose vaults a connection shows, as far as that is known. */
export function accountOf(
  { account }: Connection,
  [vault]: readonly Vault[],
  caller: CallerReading | undefined,
): string | undefined {
  return vault?.account ?? account ?? (caller?.known === true ? caller.caller.account : undefined);
}

function statusOf(state: RegionState | undefined, data: TreeData): string {
  switch (state?.status) {
    case 'ready':
      return countIn(state, data);
    case 'failed':
      return joined(vscode.l10n.t('not listed'), ageOf(state));
    case 'idle':
      return state.asOf === undefined ? '' : joined(countIn(state, data), ageOf(state));
    case 'listing':
      return joined(vscode.l10n.t('listing…'), ageOf(state));
    case undefined:
      return vscode.l10n.t('listing…');
  }
}

/** How many vaults are shown, and of how many where a filter hides some. */
function countIn(state: RegionState, { arrangedIn }: TreeData): string {
  const all = state.vaults.length;
  const shown = arrangedIn(state).vaults.length;
  return shown === all
    ? countOf(all)
    : vscode.l10n.t('{0} of {1} vaults', formatNumber(shown), formatNumber(all));
}

function joined(...texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join(' · ');
}

/** How old it is what is shown of a region, while that is from an earlier session. */
function ageOf({ asOf }: RegionState): string {
  return asOf === undefined ? '' : formatAge(asOf, Date.now());
}

function countOf(vaults: number): string {
  return vaults === 1 ? vscode.l10n.t('1 vault') : vscode.l10n.t('{0} vaults', formatNumber(vaults));
}
