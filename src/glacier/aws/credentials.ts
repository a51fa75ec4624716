import { fromIni, fromNodeProviderChain } from '@aws-sdk/credential-providers';
import type { GatewayTarget } from '../gateway';

/** Credentials as the SDK passes them around. */
interface Identity {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

type CredentialSource = (options?: Parameters<ReturnType<typeof fromIni>>[0]) => Promise<Identity>;

/** Understood by any local Glacier and worth nothing elsewhere: nobody's real keys reach a practice endpoint. */
const practice: Identity = { accessKeyId: 'PRACTICE', secretAccessKey: 'practice' };

/**
 * Where a target's credentials come from. A named profile means this profile and nothing else: the default chain
 * would go on to the machine's own role when the profile fails, and show another account under the profile's name.
 * The shared files are read anew each time (`ignoreCache`), so that an edited profile needs no restart.
 */
export function credentialSource(target: GatewayTarget): CredentialSource {
  if (target.practice) return () => Promise.resolve(practice);
  const source =
    target.profile === undefined
      ? fromNodeProviderChain({ ignoreCache: true })
      : fromIni({ profile: target.profile, ignoreCache: true });
  return async (options) => {
    try {
      return await source(options);
    } catch (cause) {
      throw new CredentialFailure(cause);
    }
  };
}

/**
 * A failed look-up of credentials, told apart from an answer of Glacier's: a refused AssumeRole is an AccessDenied
 * of another service, and says nothing about the vault.
 */
class CredentialFailure extends Error {
  override readonly name = 'CredentialsProviderError';
  readonly code: string | undefined;

  constructor(cause: unknown) {
    const fields = (typeof cause === 'object' && cause !== null ? cause : {}) as Readonly<
      Record<string, unknown>
    >;
    const message = cause instanceof Error ? cause.message : '';
    super('$fault' in fields ? `AssumeRole: ${message}` : message, { cause });
    this.code =
      typeof fields['code'] === 'string' && fields['$fault'] === undefined ? fields['code'] : undefined;
  }
}
