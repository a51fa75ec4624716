import * as vscode from 'vscode';
import { originOf } from '../glacier/callContext';
import type { GatewayTarget } from '../glacier/gateway';
import { GlacierError } from '../glacier/glacierError';
import { rawError } from '../glacier/rawError';
import { LockError } from '../locking/lockError';
import { plainText } from '../shared/plainText';

/** A failure as a document: what is said of it, what is known of it, and the raw error. */
export interface FailureDetails {
  /** For the tab. */
  readonly name: string;
  readonly text: string;
}

/** True for failures of which there is more to tell than their message. */
export function hasDetails(failure: unknown): failure is GlacierError | LockError {
  return failure instanceof GlacierError || (failure instanceof LockError && failure.cause instanceof Error);
}

/**
 * No lock ID, key, token or output of a program is in it: whoever asks for help can send it as it is.
 *
 * @param connectionsTo The names of the connections that lead to a target.
 */
export function failureDetails(
  failure: GlacierError | LockError,
  connectionsTo: (target: GatewayTarget) => readonly string[],
): FailureDetails {
  const { l10n } = vscode;
  if (failure instanceof LockError) {
    const { message, advice, cause } = failure.details;
    const before = [
      [message],
      [l10n.t('What helps'), indented(advice)],
      [l10n.t('What it was caused by'), ''],
    ];
    return {
      name: l10n.t('Failure'),
      text: `${sections(before)}\n${cause instanceof GlacierError ? failureDetails(cause, connectionsTo).text : ''}`,
    };
  }
  const { message, advice, explanation, context, cause } = failure.details;
  const said =
    explanation === undefined
      ? [[message], [l10n.t('What helps'), indented(advice)]]
      : [
          [explanation.title, explanation.outcome],
          [l10n.t('Why'), indented(explanation.cause)],
          [l10n.t('What helps'), indented(explanation.next)],
        ];
  const raw = rawError(cause, context?.operation);
  return {
    name: nameOf(explanation?.title ?? l10n.t('Failure')),
    text: sections([
      ...said,
      [l10n.t('What is known'), factsOf(failure, connectionsTo)],
      ...(raw.length === 0 ? [] : [[l10n.t('Raw error'), ...raw.map(indented)]]),
    ]),
  };
}

function factsOf(
  { details, at }: GlacierError,
  connectionsTo: (target: GatewayTarget) => readonly string[],
): string {
  const { l10n } = vscode;
  const { code, operation, httpStatus, requestId, attempts, ambiguous, context, credentials } = details;
  const target = context?.target;
  const names = target === undefined ? [] : connectionsTo(target);
  const service = credentials?.serviceCode;
  const facts: readonly (readonly [string, string | undefined])[] = [
    [l10n.t('Time'), new Date(at).toISOString()],
    [l10n.t('Operation'), operation],
    [l10n.t('Vault'), context?.vault],
    [l10n.t('Region'), target?.region],
    [l10n.t('Connection'), names.length === 0 ? undefined : names.join(', ')],
    [
      l10n.t('Profile'),
      target?.profile ?? (target?.practice === true ? undefined : l10n.t('none: the default credentials')),
    ],
    [l10n.t('Endpoint'), target?.endpoint === undefined ? undefined : originOf(target.endpoint)],
    [l10n.t('Code'), code],
    [l10n.t('Explained as'), details.explanation?.kind],
    [
      l10n.t('Source of credentials'),
      credentials &&
        [credentials.source, credentials.reason, ...(service === undefined ? [] : [service])].join(', '),
    ],
    [
      l10n.t('HTTP status'),
      httpStatus === undefined ? l10n.t('none: there was no answer') : String(httpStatus),
    ],
    [l10n.t('Request ID'), requestId ?? l10n.t('none')],
    [l10n.t('Attempts'), attempts === undefined ? undefined : String(attempts)],
    [l10n.t('Changed something?'), ambiguous ? l10n.t('not known') : l10n.t('no')],
  ];
  const known = facts.flatMap(([what, value]) => (value === undefined ? [] : [[what, value] as const]));
  const width = Math.max(...known.map(([what]) => what.length));
  return known.map(([what, value]) => indented(`${what.padEnd(width)}  ${value}`)).join('\n');
}

function sections(all: readonly (readonly string[])[]): string {
  return `${all.map((lines) => lines.map(plainText).join('\n')).join('\n\n')}\n`;
}

const indented = (text: string): string => `  ${text}`;

const nameOf = (title: string): string => title.replace(/\.$/, '');
