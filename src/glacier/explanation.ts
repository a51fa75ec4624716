/** What the product can do about a failure, each a button or a link. `src/views/failureHelps.ts` says how. */
export type Help =
  /** The same once more: the command, or the listing. */
  | 'tryAgain'
  /** A sign-in of the AWS CLI in a terminal: `aws sso login`, `aws login`. */
  | 'signIn'
  /** Asks for the one-time code of an MFA device. */
  | 'enterCode'
  /** Opens the AWS config file. */
  | 'openConfig'
  /** Opens the AWS credentials file. */
  | 'openCredentials'
  /** Adds a connection with another profile, endpoint or region. */
  | 'addConnection'
  /** Changes the profile, the regions or the account of the connection. */
  | 'editConnection'
  /** Opens VS Code's settings of the proxy. */
  | 'proxySettings'
  /** Starts the Glacier that is built in. */
  | 'useLocalGlacier'
  /** Copies what AWS Support asks for first. */
  | 'copyRequestId';

/** A failure in the words of the person who asked: whole sentences, in the reader's language. */
export interface Explanation {
  /** Which of the explanations it is; a name of this product's own, stable, for tests and the log. */
  readonly kind: string;
  /** What did not happen: `The vaults of us-west-2 could not be listed.` */
  readonly outcome: string;
  /** What stopped it, short: `Glacier denied access.` */
  readonly title: string;
  /** Why that happens. Says "usually" where more than one cause is possible. */
  readonly cause: string;
  /** What to do next. */
  readonly next: string;
  /** The most helpful one first. */
  readonly helps: readonly Help[];
}
