export interface AuthorizationRequest {
  /** An ARN, an account id, a service principal, or `*` for an anonymous caller. */
  readonly principal: string;
  /** `glacier:DeleteArchive` */
  readonly action: string;
  /** The ARN of a vault. */
  readonly resource: string;
  /** The whole request context by condition key, in any case. Nothing is derived from the rest of the request. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}
