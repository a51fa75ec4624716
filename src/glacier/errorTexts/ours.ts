import { nextAfterSilence, type Say } from './facts';
import { t } from '../../words';

/** What this product finds by itself. */
export const ours = {
  cancelled: () => ({
    title: t('It was cancelled.'),
    cause: t('Somebody, or a newer request, ended it before the answer was there.'),
    next: t('Nothing was changed.'),
  }),
  connectionClosed: () => ({
    title: t('The connection was changed or removed.'),
    cause: t('Nothing is sent to a connection that is no longer what it was when the request began.'),
    next: t('Try again with the connection as it is now.'),
    helps: ['tryAgain'],
  }),
  endpointUnusable: () => ({
    title: t('The endpoint of the connection is no usable address.'),
    cause: t('Nothing can be sent to it: it is not written as http(s)://host[:port].'),
    next: t('Add the connection anew, with an endpoint such as https://glacier.example:8443.'),
    helps: ['addConnection'],
  }),
  vaultNameUnusable: () => ({
    title: t('This cannot be the name of a vault.'),
    cause: t(
      'A vault name has 1 to 255 of the letters A to Z and a to z, digits, ".", "_" and "-". Nothing was sent.',
    ),
    next: t('Choose another name.'),
  }),
  unexpected: (facts) => ({
    title: t('It failed for an unexpected reason.'),
    cause: t('No explanation is known for this failure. The details have the raw error.'),
    next: nextAfterSilence(facts),
    helps: ['tryAgain', 'copyRequestId'],
  }),
} as const satisfies Readonly<Record<string, Say>>;
