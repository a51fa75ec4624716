import * as vscode from 'vscode';
import type { Connection } from '../../locking/model';
import { plainText } from '../../shared/plainText';
import { Cancelled } from '../runCommand';
import type { Services } from '../services';
import { scopeIn } from '../vaultArgument';

/** The connection a command was called for in the tree, or the one the person picks. Throws Cancelled. */
export async function pickConnection(
  { connections }: Services,
  argument: unknown,
  question: { readonly title: string; readonly placeHolder?: string },
): Promise<Connection> {
  const { all } = connections;
  const scope = scopeIn(argument);
  const named = scope && all.find(({ id }) => id === scope.connectionId);
  if (named !== undefined) return named;
  if (all.length === 0) throw new Error(vscode.l10n.t('Add a connection first.'));
  const choice = await vscode.window.showQuickPick(
    all.map((connection) => ({
      label: plainText(connection.name),
      description: plainText(connection.regions.join(', ')),
      connection,
    })),
    { ...question, matchOnDescription: true, ignoreFocusOut: true },
  );
  if (choice === undefined) throw new Cancelled();
  return choice.connection;
}
