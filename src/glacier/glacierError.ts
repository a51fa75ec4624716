import type { CredentialFailureDetails } from './credentialFailure';

/** Shared by all bundles: each has its own copy of this class, and errors travel from `dist/aws.js` to the others. */
const brand = Symbol.for('glacier-vault-lock.GlacierError');

/**
 * A failure of a call to Glacier, in the words of the person who asked for it. `instanceof` also knows those that
 * another bundle made.
 */
export class GlacierError extends Error {
  override readonly name = 'GlacierError';
  readonly [brand] = true;

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && brand in value;
  }

  constructor(
    readonly details: {
      /** Glacier's own code (`AccessDeniedException`) or the system's (`ECONNREFUSED`); never a sentence. */
      readonly code: string;
      /** What was asked: the API operation, `InitiateVaultLock`. */
      readonly operation: string;
      /** What happened, in one plain sentence. */
      readonly message: string;
      /** What to do next, in one plain sentence. */
      readonly advice: string;
      readonly httpStatus: number | undefined;
      readonly requestId: string | undefined;
      /** True when Glacier may have acted although no proper reply came: a lost connection, a 5xx. */
      readonly ambiguous: boolean;
      readonly cause: unknown;
      /** There where the credentials could not be had: which source failed and why, for the step that helps. */
      readonly credentials?: CredentialFailureDetails;
    },
  ) {
    super(details.message, { cause: details.cause });
  }

  get code(): string {
    return this.details.code;
  }
}
