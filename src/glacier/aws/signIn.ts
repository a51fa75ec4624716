import { explainError } from '../explainError';
import type { SignIn } from '../signIn';
import { briefHandler } from './clients';
import { identityOf } from './identities';

/** See `SignIn`. Practice has no credentials to look up. */
export const signIn: SignIn = async (target, ask, signal) => {
  if (target.practice) return;
  try {
    await identityOf(target.profile).ask({
      region: target.region,
      requestHandler: briefHandler(),
      ask,
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (thrown) {
    throw explainError(thrown, { operation: 'ListVaults', target });
  }
};
