import type { GatewayTarget } from './gateway';
import type { NetworkSettings } from './network';

/** What an MFA device is to be asked for. */
export interface MfaQuestion {
  /** The device: an ARN, `arn:aws:iam::111122223333:mfa/ana`, or a serial number. */
  readonly serial: string;
  /** The profile whose credentials are wanted; undefined for the default credentials. */
  readonly profile: string | undefined;
}

/** Asks a person for a one-time code. Resolves with undefined when they leave the question. */
export type AskForMfaCode = (question: MfaQuestion, signal?: AbortSignal) => Promise<string | undefined>;

/**
 * Looks up the credentials of a target on behalf of a person who is there to be asked. The only place where a code is
 * asked for: a refresh or the start of a window never does, and fails with `mfaNeeded` instead. Resolves when there are
 * credentials, which all regions of the profile then share; several at once ask once. Rejects with a GlacierError whose
 * `details.credentials` tells what is missing: `signInNeeded` has to be done with the AWS CLI.
 */
export type SignIn = (
  target: GatewayTarget,
  ask: AskForMfaCode,
  options?: { readonly signal?: AbortSignal; readonly network?: NetworkSettings },
) => Promise<void>;
