/**
 * Glacier's error codes and their HTTP statuses (Glacier developer guide: Error Responses). `NotImplementedException`
 * is this project's own, for what Glacier offers and the local Glacier does not; no client retries a 501.
 */
export const faultStatus = {
  AccessDeniedException: 403,
  BadRequest: 400,
  InvalidParameterValueException: 400,
  InvalidSignatureException: 403,
  LimitExceededException: 400,
  MissingAuthenticationTokenException: 400,
  MissingParameterValueException: 400,
  NotImplementedException: 501,
  RequestTimeoutException: 408,
  ResourceNotFoundException: 404,
  SerializationException: 400,
  ServiceUnavailableException: 500,
  ThrottlingException: 400,
} as const;

export type FaultCode = keyof typeof faultStatus;

/** A request that Glacier refuses. Thrown by whatever finds the fault, turned into a reply in one place. */
export class GlacierFault extends Error {
  override readonly name = 'GlacierFault';

  constructor(
    readonly code: FaultCode,
    message: string,
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
  }

  get status(): number {
    return faultStatus[this.code];
  }

  /** The body of the reply (Glacier developer guide: Error Responses). */
  toJSON(): { readonly code: FaultCode; readonly message: string; readonly type: 'Client' | 'Server' } {
    return { code: this.code, message: this.message, type: this.status >= 500 ? 'Server' : 'Client' };
  }
}
