import type { CredentialFailureDetails } from './credentialFailure';
import type { CallContext } from './callContext';
import type { Explanation } from './explanation';

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
      /** The same in its parts, with what helps; absent where somebody else found the words. */
      readonly explanation?: Explanation;
      /** What was asked of whom. */
      readonly context?: CallContext;
      /** How often the request was sent, the SDK's repetitions included; absent where it is not known. */
      readonly attempts?: number | undefined;
    },
  ) {
    super(details.message, { cause: details.cause });
  }

  /** When it failed, by this computer's clock; epoch milliseconds. */
  readonly at = Date.now();

  private told = false;

  /** True for the first who asks: a failure that passes through several hands stands in the log once. */
  isNewsForTheLog(): boolean {
    const isNews = !this.told;
    this.told = true;
    return isNews;
  }

  get code(): string {
    return this.details.code;
  }
}
