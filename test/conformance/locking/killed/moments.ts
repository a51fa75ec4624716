/** An operation that a program was killed in, and what is promised of the next one. */
export interface Killed {
  /** What the program was asked to do. */
  readonly operation: Operation;
  /** The request at which it was killed. */
  readonly at: 'InitiateVaultLock' | 'CompleteVaultLock' | 'AbortVaultLock';
  readonly moment: Moment;
  /** What Glacier shows afterwards. */
  readonly glacier: 'none' | 'inProgress' | 'locked';
  /** Whether the lock ID of the lock in progress is known here afterwards. */
  readonly lockIdHeld?: boolean;
  /** What the person is told became of it, in brief. */
  readonly told: string;
  /** What is offered, the first first. */
  readonly steps: string;
}

export type Operation = 'initiate' | 'complete' | 'abort' | 'restart' | 'replace';

/**
 * `before`: the intent is on the disk, Glacier has not seen the request. `during`: Glacier has acted, the reply has not
 * arrived. `after`: the reply arrived, nothing was read back.
 */
export type Moment = 'before' | 'during' | 'after';

const inProgress = { glacier: 'inProgress' } as const;
const none = { glacier: 'none' } as const;
const locked = { glacier: 'locked', steps: 'openPolicyInForce' } as const;
const held = { ...inProgress, lockIdHeld: true } as const;
const again = 'initiate openPolicy';

/** Every operation, killed at every request of its own and before, during and after it. */
export const killed: readonly Killed[] = [
  ...at('initiate', 'InitiateVaultLock', {
    before: { ...none, told: 'not initiated', steps: again },
    during: {
      ...inProgress,
      lockIdHeld: false,
      told: 'lock ID unknown, in progress',
      steps: 'restart abort enterLockId',
    },
    after: { ...held, told: 'in progress', steps: 'complete abort' },
  }),
  ...at('complete', 'CompleteVaultLock', {
    before: { ...held, told: 'not completed, in progress', steps: 'complete abort' },
    during: { ...locked, told: 'completed, locked for good' },
    after: { ...locked, told: 'completed, locked for good' },
  }),
  ...at('abort', 'AbortVaultLock', {
    before: { ...held, told: 'not aborted, in progress', steps: 'abort' },
    during: { ...none, told: 'aborted, no lock', steps: again },
    after: { ...none, told: 'aborted, no lock', steps: again },
  }),
  ...at('restart', 'AbortVaultLock', {
    before: { ...held, told: 'not restarted, in progress', steps: 'restart complete abort' },
    during: { ...none, told: 'no lock, the new one was not initiated', steps: again },
    after: { ...none, told: 'no lock, the new one was not initiated', steps: again },
  }),
  ...at('restart', 'InitiateVaultLock', {
    before: { ...none, told: 'not initiated', steps: again },
    during: {
      ...inProgress,
      lockIdHeld: false,
      told: 'lock ID unknown, in progress',
      steps: 'restart abort enterLockId',
    },
    after: { ...held, told: 'in progress', steps: 'complete abort' },
  }),
  ...at('replace', 'AbortVaultLock', {
    before: { ...held, told: 'not replaced, in progress', steps: 'openPolicy complete abort' },
    during: { ...none, told: 'no lock, the new one was not initiated', steps: again },
    after: { ...none, told: 'no lock, the new one was not initiated', steps: again },
  }),
  ...at('replace', 'InitiateVaultLock', {
    before: { ...none, told: 'not initiated', steps: again },
    during: {
      ...inProgress,
      lockIdHeld: false,
      told: 'lock ID unknown, in progress',
      steps: 'restart abort enterLockId',
    },
    after: { ...held, told: 'in progress', steps: 'complete abort' },
  }),
];

function at(
  operation: Operation,
  request: Killed['at'],
  moments: Readonly<Record<Moment, Omit<Killed, 'operation' | 'at' | 'moment'>>>,
): readonly Killed[] {
  return (['before', 'during', 'after'] as const).map((moment) => ({
    operation,
    at: request,
    moment,
    ...moments[moment],
  }));
}
