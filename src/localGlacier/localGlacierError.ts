/**
 * Why a local Glacier did not start.
 * - `invalidOption`: an option has no usable value.
 * - `portTaken`: another program listens on the port.
 * - `cannotListen`: the system refused the port for another reason.
 * - `stateFileUnusable`: the state file cannot be read or written.
 * - `stateFileInUse`: another local Glacier that runs uses the state file.
 * - `stateFileDamaged`: the state file is there and readable, but is not a state that a local Glacier wrote.
 * - `stateOfAnotherAccount`: the state file belongs to another account than the one asked for.
 */
export type LocalGlacierProblem =
  | 'invalidOption'
  | 'portTaken'
  | 'cannotListen'
  | 'stateFileUnusable'
  | 'stateFileInUse'
  | 'stateFileDamaged'
  | 'stateOfAnotherAccount';

/** Shared by all bundles: each has its own copy of this class, and errors travel from `dist/localGlacier.js`. */
const brand = Symbol.for('glacier-vault-lock.LocalGlacierError');

/**
 * A local Glacier that could not start: what happened, and what to do about it. `instanceof` also knows those that
 * another bundle made.
 */
export class LocalGlacierError extends Error {
  override readonly name = 'LocalGlacierError';
  readonly [brand] = true;

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && brand in value;
  }

  constructor(
    readonly code: LocalGlacierProblem,
    /** What happened, in one plain sentence. */
    message: string,
    /** What to do next, in one plain sentence. */
    readonly advice: string,
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
  }
}
