import { openGateway } from '../../../../src/glacier/aws';
import { latch, startDisturbed } from '../../support/disturbedGlacier';
import { region } from '../../support/sdk';
import type { ErrorCase } from './errorCase';

/** A read on its way, and what ends it. */
async function ended(by: 'cancelling' | 'closing'): Promise<unknown> {
  const way = await startDisturbed();
  const held = latch();
  way.disturb = () => ({ kind: 'lose', after: held.opened });
  const gateway = await openGateway({ region, practice: true, endpoint: way.url });
  const abort = new AbortController();
  const listing = gateway.listVaults({ signal: abort.signal });
  try {
    while (way.seen.length === 0) await new Promise(setImmediate);
    if (by === 'cancelling') abort.abort();
    else gateway.dispose();
    return await listing;
  } finally {
    held.open();
    gateway.dispose();
  }
}

export const ownCases: readonly ErrorCase[] = [
  {
    ...{ source: 'own', what: 'cancelled', kind: 'cancelled', operation: 'ListVaults' },
    produce: async () => await ended('cancelling'),
  },
  {
    ...{
      source: 'own',
      what: 'connection removed meanwhile',
      kind: 'connectionClosed',
      operation: 'ListVaults',
    },
    produce: async () => await ended('closing'),
  },
  {
    ...{
      source: 'own',
      what: 'name that no vault can have',
      kind: 'vaultNameUnusable',
      operation: 'CreateVault',
    },
    produce: async () => {
      const gateway = await openGateway({ region, practice: true, endpoint: 'http://127.0.0.1:1' });
      try {
        return await gateway.createVault('a/b');
      } finally {
        gateway.dispose();
      }
    },
  },
];
