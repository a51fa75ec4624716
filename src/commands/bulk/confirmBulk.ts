import * as vscode from 'vscode';
import { placesOf } from '../../locking/bulk/bulkPages';
import type { LeftOut } from '../../locking/bulk/planBulk';
import type { ReadingOf } from '../../locking/bulk/strangers';
import type { Vault } from '../../locking/model';
import { showInformation, showWarning } from '../../shared/messages';
import { bullets } from '../policyInWords';
import { Cancelled } from '../runCommand';
import type { Services } from '../services';

/** What is asked about many vaults, once. */
export interface BulkQuestion {
  readonly question: string;
  readonly vaults: readonly Vault[];
  readonly leftOut: readonly LeftOut[];
  /** Sentences between the places and what is left out. */
  readonly lines: readonly string[];
  readonly go: string;
  /** The name of the page with the details, and what it says. */
  readonly pageName: string;
  readonly page: string;
}

/** More places and vaults than these nobody reads in a dialog; the page shows all. */
const mostPlaces = 5;
const mostNames = 8;
const mostReasons = 3;

/**
 * Names what is about to be done, where and by whom, and asks. The details are a page beside the question, which stays
 * until it is answered. Throws Cancelled.
 *
 * @param callerOf who asks where a vault is, or why that is not known
 */
export async function confirmBulk(
  services: Services,
  asked: BulkQuestion,
  callerOf: (vault: Vault) => string | undefined,
): Promise<void> {
  const { l10n } = vscode;
  const show = l10n.t('Show Details');
  for (;;) {
    const detail = detailOf(asked, callerOf).join('\n');
    const choice = await showWarning(asked.question, { modal: true, detail }, asked.go, show);
    if (choice === asked.go) return;
    if (choice !== show) throw new Cancelled();
    await services.pages.show(asked.pageName, asked.page);
    // The page cannot be read behind a dialog: the question waits beside it.
    const goOn = l10n.t('Go On…');
    const answer = await showInformation(
      l10n.t('{0} Nothing has been sent yet.', asked.question),
      goOn,
      l10n.t('Cancel'),
    );
    if (answer !== goOn) throw new Cancelled();
  }
}

function detailOf(
  { vaults, leftOut, lines }: BulkQuestion,
  callerOf: (vault: Vault) => string | undefined,
): readonly string[] {
  const { l10n } = vscode;
  const places = placesOf(vaults, callerOf).map(({ connection, account, region, caller, vaults: own }) => {
    const where = l10n.t('{0} · account {1} · {2}: {3}', connection, account, region, countOf(own.length));
    return caller === undefined ? where : l10n.t('{0}, as {1}', where, caller);
  });
  const names = vaults.slice(0, mostNames).map(({ name }) => name);
  const more = vaults.length - names.length;
  return [
    ...bullets(places, mostPlaces),
    '',
    more === 0
      ? l10n.t('Vaults: {0}', names.join(', '))
      : l10n.t('Vaults: {0} and {1} more', names.join(', '), more),
    ...lines,
    ...(leftOut.length === 0
      ? []
      : [
          '',
          l10n.t('Left out: {0}', countOf(leftOut.length)),
          ...bullets(
            leftOut.map(({ vault, why }) => (why.includes(vault.name) ? why : `${vault.name}: ${why}`)),
            mostReasons,
          ),
        ]),
  ];
}

export function countOf(vaults: number): string {
  return vaults === 1 ? vscode.l10n.t('1 vault') : vscode.l10n.t('{0} vaults', vaults);
}

/** Who asks where a vault is, in words. What could not be found out is told as such. */
export function callersInWords(readingOf: ReadingOf): (vault: Vault) => string | undefined {
  return (vault) => {
    const reading = readingOf(vault);
    if (reading === undefined) return undefined;
    return reading.known ? reading.caller.arn : vscode.l10n.t('caller unknown ({0})', reading.why);
  };
}
