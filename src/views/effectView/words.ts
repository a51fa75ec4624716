import * as vscode from 'vscode';
import type { PageWords } from '../../webview/effect/skeleton';
import type { SavedWords } from '../../webview/effect/savedPage';

/** The words of the page, in the language of the window. */
export function pageWords(): PageWords {
  const { t } = vscode.l10n;
  return {
    caption: t('What the policy does, by kind of request and age of the archive'),
    requests: t('Requests'),
    forEver: t('for ever →'),
    hint: t('Point at a band, or move with the arrow keys, to see which statement causes it.'),
    pinned: t('Pinned'),
    waiting: t('Reading the policy…'),
    whatIf: t('What if'),
    whatIfIntro: t('Put a request together and see what this policy says to it, and why.'),
    caller: t('Who asks'),
    someoneElse: t('Someone else…'),
    someoneElseHint: t('ARN, account id, service, or * for anonymous'),
    action: t('Action'),
    age: t('Age of the archive, in days'),
    noAge: t('Requests for this action carry no age.'),
    anotherValue: t('Another value…'),
    moreConditions: t('What else the request says'),
    conditionKey: t('Condition key, such as aws:SourceIp'),
    conditionValue: t('Value'),
    addCondition: t('Add Condition Key'),
    removeCondition: t('Remove this condition key'),
    why: t('Why'),
    asJson: t('The request as JSON'),
    statement: t('Statement {0}', '{0}'),
    more: t('and {0} more', '{0}'),
  };
}

/**
 * @param name of the policy's file
 * @param hash SHA-256 of what is sent to Glacier, in hexadecimal
 */
export function savedWords(name: string, hash: string, version: string): SavedWords {
  const { t } = vscode.l10n;
  const now = new Date();
  return {
    caption: t('What the policy does, by kind of request and age of the archive'),
    requests: t('Requests'),
    forEver: t('for ever →'),
    statements: t('The statements that decide'),
    policy: t('The policy'),
    made: t(
      'Made of {0} by Glacier Vault Lock {1} on {2}. SHA-256 of the policy as it is sent to Glacier: {3}. As far as this policy goes: other policies must allow a request as well. Days are whole days since the upload of each archive.',
      name,
      version,
      `${now.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
      hash,
    ),
  };
}
