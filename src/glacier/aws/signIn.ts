import { explainError } from '../explainError';
import type { SignIn } from '../signIn';
import { howFor } from './clients';
import { identityOf } from './identities';
import { wayTo } from './network/wayTo';

/** See `SignIn`. Practice has no credentials to look up. */
export const signIn: SignIn = async (target, ask, { signal, network } = {}) => {
  if (target.practice) return;
  try {
    await identityOf(target.profile).ask({
      ...howFor(target, await wayTo(target, network)),
      ask,
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (thrown) {
    throw explainError(thrown, { operation: 'ListVaults', target });
  }
};
