import type { GlacierGateway } from '../../../../src/glacier/gateway';
import type { LedgerEvent } from '../../../../src/locking/ledger/ledgerEntry';
import type { Vault } from '../../../../src/locking/model';
import type { DisturbedGlacier, Disturbance, Seen } from '../../support/disturbedGlacier';
import type { FailingDisk } from '../../support/failingDisk';
import type { TestedGlacier } from '../../support/localGlacier';
import type { Patience } from '../../support/patience';
import type { Window } from '../support/window';
import type { Operation } from './operations';

/** A vault, a window that shows it, and all that can be made to go wrong between the two. */
export interface Scene {
  readonly operation: Operation;
  readonly glacier: TestedGlacier;
  readonly way: DisturbedGlacier;
  readonly disk: FailingDisk;
  readonly patience: Patience;
  readonly window: Window;
  /** The vault as the window shows it before. */
  readonly vault: Vault;
  /** The lock ID of the lock that runs before; empty where none does. */
  readonly lockId: string;
  readonly ledgerFile: string;
  /** Opens another window on the same ledger. */
  readonly openOther: () => Promise<{ readonly window: Window; readonly vault: Vault }>;
  /** Glacier as somebody on another computer reaches it. */
  readonly elsewhere: GlacierGateway;
  /** The lock ID that somebody elsewhere was given. */
  lockIdElsewhere: string | undefined;
  /** Glacier's clock, epoch milliseconds, as long as nobody has moved it on. */
  readonly glacierNow: () => number;
  /** Called with each kind of entry that the window's operations have written. */
  onWritten: (type: LedgerEvent['type']) => void | Promise<void>;
}

/** How an operation ended. */
export type Ended =
  { readonly how: 'well' } | { readonly how: 'failed'; readonly error: unknown } | { readonly how: 'killed' };

/** Makes something go wrong while an operation runs. Resolves when all is over and nothing is wrong any more. */
export type Strike = (scene: Scene) => Promise<Ended>;

export async function endOf(running: Promise<unknown>): Promise<Ended> {
  try {
    await running;
    return { how: 'well' };
  } catch (error) {
    return { how: 'failed', error };
  }
}

export const startIn = ({ operation, window, vault, lockId }: Scene): Promise<Ended> =>
  endOf(operation.start(window, vault, lockId));

type Decide = (nth: number, request: Seen, scene: Scene) => Disturbance | undefined;

/** Disturbs the requests at which the operation is to be struck; `nth` counts them from 0. */
export function disturbing(decide: Decide): Strike {
  return async (scene) => {
    let nth = 0;
    scene.way.disturb = (request) =>
      scene.operation.isStruck(request) ? decide(nth++, request, scene) : undefined;
    const ended = await startIn(scene);
    scene.way.disturb = () => undefined;
    return ended;
  };
}

/** Once only. */
export const once = (disturbance: Disturbance): Strike =>
  disturbing((nth) => (nth === 0 ? disturbance : undefined));
/** Each time it is tried. */
export const always = (disturbance: Disturbance): Strike => disturbing(() => disturbance);
