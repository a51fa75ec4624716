import type { PolicyDocument } from '../document';
import { callersInWords, effectOf, effectTable, statesInWords, summaryOf } from '../effect';
import { deletableInWords } from './deletionFacts';
import { plainText } from './marked';

/** What one statement by itself does to the deletion of archives. */
export interface StatementDeletion {
  /** Zero-based index. */
  readonly statement: number;
  /** Callers and situations that it tells apart; empty where it says nothing of deletion on this vault. */
  readonly rows: readonly DeletionRow[];
}

export interface DeletionRow {
  readonly callers: string;
  /** Empty: always. */
  readonly situation: string;
  /** `from day 365 on (1 year)` */
  readonly deletable: string;
  /** The first day on which this statement does not deny deletion for certain; undefined: there is none. */
  readonly day: number | undefined;
  /** False where it is not certain that it lets deletion pass on that day. */
  readonly certain: boolean;
}

/**
 * From which day on each Deny would let archives be deleted, were it the only statement: what it contributes to the
 * whole, so that each period can be held against the rule that it was written for.
 */
export function deletionByStatement(
  document: PolicyDocument,
  options: { readonly vaultArn?: string | undefined } = {},
): readonly StatementDeletion[] {
  const { reaches } = effectOf(document, options);
  return document.statements.map((statement, index) => {
    const table = effectTable(effectOf({ ...document, statements: [statement] }, options));
    const { deletion } = summaryOf(table);
    const saysSomething =
      reaches[index]?.effect === 'Deny' &&
      deletion.some(({ row }) => row.bands.some(({ possible }) => possible.includes('explicitDeny')));
    return {
      statement: index,
      rows: !saysSomething
        ? []
        : deletion.map((one) => ({
            callers: callersInWords(one.callers, table.effect),
            situation: statesInWords(one.states, table.effect),
            deletable: plainText(deletableInWords(one)),
            day: one.day,
            certain: one.certain,
          })),
    };
  });
}
