import * as vscode from 'vscode';
import { formatNumber } from '../shared/format';
import { groupingWords, lockWords, sortingWords } from '../views/groupAppearance';
import {
  groupings,
  lockNameOf,
  lockNames,
  noFilter,
  sortings,
  type Arrangement,
  type LockName,
  type Sorting,
  type VaultFilter,
} from '../views/vaultArrangement';
import type { Services } from './services';

type FilterItem = vscode.QuickPickItem & ({ readonly lock: LockName } | { readonly drifted: true });

/** Shows only some of the vaults. The tree follows while the person types and checks; Escape brings back what was. */
export async function filterVaults({ tree, store, clock }: Services): Promise<void> {
  const { l10n } = vscode;
  const before = tree.arrangement;
  const always = { alwaysShow: true };
  const items: readonly FilterItem[] = [
    ...lockNames
      .filter((lock) => lock !== 'pending')
      .map((lock) => ({
        label: lockWords(lock),
        description: formatNumber(
          store.vaults.filter((vault) => lockNameOf(vault, clock.now(vault.connection.id)) === lock).length,
        ),
        lock,
        ...always,
      })),
    { label: l10n.t('Differs from its file'), drifted: true, ...always },
  ];
  const pick = vscode.window.createQuickPick<FilterItem>();
  pick.title = l10n.t('Filter Vaults');
  pick.placeholder = l10n.t('A part of the name; or an account, a region, an ARN');
  pick.canSelectMany = true;
  pick.items = items;
  pick.value = before.filter.text;
  pick.selectedItems = items.filter((item) => isChosen(item, before.filter));
  const apply = (): void => {
    const chosen = pick.selectedItems;
    tree.arrange({
      ...tree.arrangement,
      filter: {
        text: pick.value,
        locks: chosen.flatMap((item) => ('lock' in item ? [item.lock] : [])),
        drifted: chosen.some((item) => 'drifted' in item),
      },
    });
  };
  const isAccepted = await new Promise<boolean>((resolve) => {
    pick.onDidChangeValue(apply);
    pick.onDidChangeSelection(apply);
    pick.onDidAccept(() => resolve(true));
    pick.onDidHide(() => resolve(false));
    pick.show();
  });
  pick.dispose();
  if (!isAccepted) tree.arrange({ ...tree.arrangement, filter: before.filter });
}

function isChosen(item: FilterItem, { locks, drifted }: VaultFilter): boolean {
  return 'lock' in item ? locks.includes(item.lock) : drifted;
}

export function clearFilter({ tree }: Services): void {
  tree.arrange({ ...tree.arrangement, filter: noFilter });
}

interface ArrangementItem extends vscode.QuickPickItem {
  readonly change?: Partial<Arrangement>;
}

/** Lets the person choose how vaults are grouped and sorted; the list stays open, so that both can be chosen. */
export async function arrangeVaults({ tree }: Services): Promise<void> {
  const { l10n } = vscode;
  const pick = vscode.window.createQuickPick<ArrangementItem>();
  pick.title = l10n.t('Group and Sort Vaults');
  pick.placeholder = l10n.t('Choose as often as you like, and close with Escape');
  pick.items = arrangementItems(tree.arrangement);
  await new Promise<void>((resolve) => {
    pick.onDidAccept(() => {
      // What a click chose may not have become the active one yet.
      const [chosen = pick.activeItems[0]] = pick.selectedItems;
      if (chosen?.change === undefined) return;
      const place = pick.items.indexOf(chosen);
      tree.arrange({ ...tree.arrangement, ...chosen.change });
      pick.keepScrollPosition = true;
      pick.items = arrangementItems(tree.arrangement);
      pick.activeItems = pick.items.slice(place, place + 1);
    });
    pick.onDidHide(() => {
      pick.dispose();
      resolve();
    });
    pick.show();
  });
}

function arrangementItems(now: Arrangement): readonly ArrangementItem[] {
  const { l10n } = vscode;
  const separator = (label: string): ArrangementItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const item = (
    words: string,
    isNow: boolean,
    change: Partial<Arrangement>,
    description = '',
  ): ArrangementItem => ({
    label: `$(${isNow ? 'check' : 'blank'}) ${words}`,
    description,
    change,
  });
  return [
    separator(l10n.t('group by')),
    ...groupings.map((group) => item(groupingWords(group), group === now.group, { group })),
    separator(l10n.t('sort by')),
    ...sortings.map((sort) => item(sortingWords(sort), sort === now.sort, { sort }, orderWords(sort))),
  ];
}

function orderWords(sort: Sorting): string {
  const { l10n } = vscode;
  switch (sort) {
    case 'name':
      return '';
    case 'expiry':
      return l10n.t('locks in progress first, what ends soonest before all');
    case 'retention':
      return l10n.t('the weakest first');
    case 'created':
      return l10n.t('the youngest first');
  }
}
