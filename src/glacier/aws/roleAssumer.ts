import { fromTemporaryCredentials, type fromIni } from '@aws-sdk/credential-providers';
import { CredentialFailure, type CredentialFailureDetails } from '../credentialFailure';
import type { AskForMfaCode } from '../signIn';
import { credentialFailure } from './credentialReason';

type RoleAssumer = NonNullable<NonNullable<Parameters<typeof fromIni>[0]>['roleAssumer']>;
type ClientConfig = NonNullable<Parameters<typeof fromTemporaryCredentials>[0]['clientConfig']>;

/** How STS is reached, and who may be asked for a one-time code. */
export interface RoleCall {
  readonly region: string;
  readonly requestHandler: NonNullable<ClientConfig['requestHandler']>;
  /** The profile that was asked for; a role on the way to it may belong to another. */
  readonly profile: string;
  /** What the way to the role begins with. */
  readonly root: Pick<CredentialFailureDetails, 'root' | 'rootProfile'>;
  /** Undefined where nobody may be asked now. */
  readonly ask: AskForMfaCode | undefined;
  readonly signal?: AbortSignal;
}

/**
 * Assumes the roles of a profile. The SDK's own assumer would have the code of an MFA device asked for before it is known
 * whether there are credentials to begin with, and would leave their failure to nobody when the question is left.
 */
export function roleAssumer({ region, requestHandler, profile, root, ask, signal }: RoleCall): RoleAssumer {
  return async (source, params) => {
    const { RoleArn: roleArn, SerialNumber: serial } = params;
    const about = {
      source: 'assumeRole',
      profile,
      ...root,
      roleArn,
      ...(serial === undefined ? {} : { mfaSerial: serial }),
    } as const;
    const code = async (): Promise<string> => {
      if (ask === undefined) throw new CredentialFailure({ ...about, reason: 'mfaNeeded' });
      const typed = await ask({ serial: serial ?? '', profile }, signal);
      if (typed === undefined) throw new CredentialFailure({ ...about, reason: 'cancelled' });
      return typed;
    };
    try {
      return await fromTemporaryCredentials({
        masterCredentials: source,
        params,
        mfaCodeProvider: code,
        clientConfig: {
          region,
          requestHandler,
          profile,
          // A code is good once: a repeated request would be refused for it, and hide why the first one failed.
          ...(serial === undefined ? {} : { maxAttempts: 1 }),
        },
      })();
    } catch (thrown) {
      throw credentialFailure(thrown, about);
    }
  };
}
