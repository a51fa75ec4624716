import type { CallContext } from './callContext';
import { credentials } from './errorTexts/credentials';
import { denials } from './errorTexts/denials';
import { factsOf, outcomeOf } from './errorTexts/facts';
import { explainedCodes, kindOf, type Kind } from './errorTexts/kinds';
import { network } from './errorTexts/network';
import { ours } from './errorTexts/ours';
import { replies } from './errorTexts/replies';
import type { Say, SourceFacts } from './errorTexts/facts';
import type { Explanation } from './explanation';
import type { Failure } from './failure';

export { explainedCodes };

/** Everything that is explained, by the name of the explanation. */
const says: Readonly<Record<Kind, Say>> = { ...denials, ...replies, ...network, ...credentials, ...ours };

/** The names of all explanations, for the test that holds the page ERRORS.md against them. */
export const explainedKinds: readonly string[] = Object.keys(says);

/**
 * What is said of a failure.
 *
 * @param isInDoubt Whether Glacier may have acted on a request that changes something.
 */
export function explain(failure: Failure, context: CallContext, isInDoubt: boolean): Explanation {
  return explainAs(kindOf(failure, factsOf(context)), context, isInDoubt, failure.credentials);
}

/**
 * The explanation of this name; throws for a name that is none.
 *
 * @param failed Of a failed look-up of credentials.
 */
export function explainAs(
  kind: string,
  context: CallContext,
  isInDoubt: boolean,
  failed?: SourceFacts,
): Explanation {
  if (!isKind(kind)) throw new RangeError(`There is no explanation ${kind}.`);
  const facts = factsOf(context, failed);
  const { title, cause, next, helps = [] } = says[kind](facts);
  return { kind, outcome: outcomeOf(facts, isInDoubt), title, cause, next, helps };
}

function isKind(kind: string): kind is Kind {
  return Object.hasOwn(says, kind);
}
