import * as vscode from 'vscode';
import { findRegion, partitions, regions } from '../../policy';
import type { Choice } from '../stepByStep';

/**
 * The regions that have Glacier vaults, those that are chosen first; partitions stand apart, because an account belongs to
 * one of them.
 */
export function regionChoices(chosen: readonly string[]): readonly Choice<string>[] {
  const choice = (name: string): Choice<string> => ({
    label: name,
    description: findRegion(name)?.place ?? '',
    value: name,
    picked: chosen.includes(name),
  });
  return [
    ...chosen.map(choice),
    ...partitions.flatMap((partition): readonly Choice<string>[] => [
      { label: partitionInWords(partition), kind: vscode.QuickPickItemKind.Separator },
      ...regions
        .filter((each) => each.partition === partition && !chosen.includes(each.name))
        .map(({ name }) => choice(name)),
    ]),
  ];
}

/** What is wrong with a choice of regions, or undefined. */
export function regionsProblem(chosen: readonly string[]): string | undefined {
  const { l10n } = vscode;
  const [first, other] = new Set(chosen.map((name) => findRegion(name)?.partition ?? 'aws'));
  if (first === undefined) return l10n.t('Choose at least one region.');
  if (other === undefined) return undefined;
  return l10n.t(
    'No account is in {0} and {1}: choose regions of one of them.',
    partitionInWords(first),
    partitionInWords(other),
  );
}

/** The region to begin with, out of several that may be meant; the first one that has vaults. */
export function firstRegion(...meant: readonly (string | undefined)[]): string {
  return meant.find((name) => name !== undefined && findRegion(name) !== undefined) ?? 'us-east-1';
}

/** That a profile's own region has no vaults: then another one is offered, and this says why. */
export function noVaultsIn(region: string | undefined): string | undefined {
  if (region === undefined || findRegion(region) !== undefined) return undefined;
  return vscode.l10n.t('{0} has no Glacier vaults; these are the regions that have', region);
}

function partitionInWords(partition: (typeof partitions)[number]): string {
  switch (partition) {
    case 'aws':
      return 'AWS';
    case 'aws-cn':
      return vscode.l10n.t('AWS China');
    case 'aws-us-gov':
      return 'AWS GovCloud (US)';
    case 'aws-iso':
    case 'aws-iso-b':
      return vscode.l10n.t('AWS isolated regions ({0})', partition);
  }
}
