import type { CredentialFailureDetails } from './credentialFailure';

/** What is known of a failure when it is to be explained. */
export interface Failure {
  /** Glacier's code, the system's, or one of this product: see `GlacierError`. */
  readonly code: string;
  /** What was thrown said. Only chooses the words, and is not shown: it may hold secrets. */
  readonly message: string;
  readonly httpStatus: number | undefined;
  readonly requestId: string | undefined;
  /** Node's or OpenSSL's code. */
  readonly systemCode: string | undefined;
  /** The reply was a web page. */
  readonly isPage: boolean;
  /** Which source of credentials failed, and how. */
  readonly credentials: CredentialFailureDetails | undefined;
}
